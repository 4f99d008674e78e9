"""A number belongs to its family and year for ever: nothing that happens to its paper gives it to another one."""

from datetime import date

import attrs
import pytest

from db.records.letters.announcement import Announcement
from db.records.letters.number import ANNOUNCEMENT, LETTER, NOTICE, VALID, VOID, IssuedNumber
from db.services.answers import Answers, Numbering
from db.services.letters.account_for_numbers import NumberNotPast, gaps
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import (
    WordMissing,
    WordTaken,
    issue_number,
    set_first_word,
    set_number_style,
    void_number,
)
from db.services.letters.number_record import NumberMoves, entry_of
from db.services.mediation.accept_case import accept_case
from db.store import Store
from db.values.number_form import STANDARD
from tests.db.mediation.test_accept_case import quarrel
from tests.factories import decide_words

DAY = date(2026, 3, 2)
KEEP, RENEW = Answers(number=Numbering.KEEP), Answers(number=Numbering.RENEW)


def paper(kind: str = "1", day: date = DAY, number: str = "取号") -> Announcement:
    return Announcement(kind=kind, title_text="关于清洗水箱的通知", body="请知悉。", day=day, number=number)


def book(store: Store) -> list[tuple[str, str, str]]:
    return [(n.written, n.family, n.state) for n in store.select(IssuedNumber, order=("id",))]


@pytest.fixture
def desk(store: Store) -> Store:
    decide_words(store)
    return store


@pytest.mark.parametrize(
    ("change", "told", "fresh"),
    [
        ({"kind": "2"}, "文书改为公告了", "告〔2026〕1号"),
        ({"day": date(2027, 1, 4)}, "文书改到2027年了", "〔2027〕1号"),
        ({"kind": "3", "day": date(2025, 12, 31)}, "文书改为公示，改到2025年了", "示〔2025〕1号"),
    ],
)
def test_a_number_whose_paper_moves_is_asked_about(
    desk: Store, change: dict[str, object], told: str, fresh: str
) -> None:
    saved = issue_announcement(desk, paper())
    moved = attrs.evolve(saved, **change)
    with pytest.raises(NumberMoves, match=told):
        issue_announcement(desk, moved)
    assert desk.get(Announcement, saved.id) == saved, "nothing is saved before it is answered"
    again = issue_announcement(desk, moved, RENEW)
    assert again.number == fresh
    assert book(desk)[0] == ("〔2026〕1号", NOTICE, VOID)
    assert issue_announcement(desk, paper()).number == "〔2026〕2号", "the void one is not given again"
    assert gaps(desk) == []


def test_a_number_that_is_kept_stays_with_its_family_and_is_not_asked_about_again(desk: Store) -> None:
    saved = issue_announcement(desk, paper())
    kept = issue_announcement(desk, attrs.evolve(saved, kind="2"), KEEP)
    assert kept.number == "〔2026〕1号"
    entry = entry_of(desk, kept)
    assert entry is not None
    assert (entry.family, entry.state) == (NOTICE, VALID)
    assert "改为公告" in entry.reason
    kept = issue_announcement(desk, attrs.evolve(kept, body="改一个字。"))
    with pytest.raises(NumberMoves, match="改为公示"):
        issue_announcement(desk, attrs.evolve(kept, kind="3"))
    home = issue_announcement(desk, attrs.evolve(kept, kind="1"))
    assert home.number == "〔2026〕1号"


def test_the_next_paper_of_the_new_kind_never_gets_the_number_that_was_kept(desk: Store) -> None:
    """Also where both families go without 代字, as in stores of older programs."""
    set_number_style(desk, ANNOUNCEMENT, "", "〔{年}〕{序号}号", date(2020, 1, 2))
    saved = issue_announcement(desk, paper())
    issue_announcement(desk, attrs.evolve(saved, kind="2"), KEEP)
    with pytest.raises(WordMissing, match=r"〔2026〕1号已是通知《关于清洗水箱的通知》的号"):
        issue_announcement(desk, paper("2"))
    set_first_word(desk, ANNOUNCEMENT, "幸社告", DAY)
    set_number_style(desk, ANNOUNCEMENT, "幸社告", STANDARD, DAY)
    assert issue_announcement(desk, paper("2")).number == "幸社告〔2026〕1号"
    assert len({written for written, _, _ in book(desk)}) == 2


def test_a_case_received_in_another_year_is_asked_about_too(desk: Store) -> None:
    case = accept_case(desk, attrs.evolve(quarrel(), received=DAY))
    moved = attrs.evolve(case, received=date(2025, 12, 30))
    with pytest.raises(NumberMoves, match="改到2025年"):
        accept_case(desk, moved)
    assert accept_case(desk, moved, RENEW).number == "民调〔2025〕1号"


def test_a_void_number_is_asked_about_no_more(desk: Store) -> None:
    saved = issue_announcement(desk, paper())
    entry = entry_of(desk, saved)
    assert entry is not None
    void_number(desk, entry, "印错")
    assert issue_announcement(desk, attrs.evolve(saved, kind="2")).number == saved.number


@pytest.mark.parametrize("kind", ["1", "2", "3", "4"])
def test_a_family_is_asked_for_its_word_before_its_first_number(store: Store, kind: str) -> None:
    with pytest.raises(WordMissing, match="还没有代字") as asked:
        issue_announcement(store, paper(kind))
    assert (store.count(Announcement), store.count(IssuedNumber)) == (0, 0)
    set_first_word(store, asked.value.family, "幸社发", DAY)
    assert issue_announcement(store, paper(kind)).number == "幸社发〔2026〕1号"
    assert issue_announcement(store, paper(kind)).number == "幸社发〔2026〕2号"


def test_no_two_families_number_alike(store: Store) -> None:
    set_first_word(store, NOTICE, "幸社发", DAY)
    with pytest.raises(WordTaken, match="“幸社发”已是通知的代字"):
        set_first_word(store, LETTER, " 幸社发 ", DAY)
    set_first_word(store, LETTER, "", DAY)
    assert issue_number(store, LETTER, DAY, "复函").written == "〔2026〕1号"
    set_first_word(store, ANNOUNCEMENT, "", DAY)
    with pytest.raises(WordMissing, match="〔2026〕1号已是函"):
        issue_number(store, ANNOUNCEMENT, DAY, "公告")


def test_numbers_are_counted_one_by_one(desk: Store) -> None:
    """A number typed one ahead of its turn would leave a gap that nobody was told of."""
    drawn = [issue_announcement(desk, paper()).number for _ in range(3)]
    assert drawn == ["〔2026〕1号", "〔2026〕2号", "〔2026〕3号"]
    with pytest.raises(NumberNotPast, match="下一个号是“〔2026〕4号”"):
        issue_announcement(desk, paper(number="〔2026〕5号"))
    assert issue_announcement(desk, paper(number="〔2026〕4号")).number == "〔2026〕4号"
    assert issue_announcement(desk, paper()).number == "〔2026〕5号"
    assert gaps(desk) == []
