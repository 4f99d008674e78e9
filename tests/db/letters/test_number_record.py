"""编号: whatever bears a number got it out of the book, or was entered there when somebody typed it."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import AppError, RecordInvalid
from db.records.hall.meeting import Meeting, Resolution
from db.records.letters.announcement import Announcement
from db.records.letters.number import BELATED, CASE, NOTICE, RESOLUTION, UNUSED, VALID, VOID, IssuedNumber
from db.services.deleting import bring_back
from db.services.hall.write_minutes import keep_resolution, resolutions_of, write_minutes
from db.services.letters.account_for_numbers import NumberNotPast, NumberTaken, gaps, go_on_after
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import (
    NumberInUse,
    bearer_of,
    give_back_number,
    issue_number,
    set_number_style,
    void_number,
)
from db.services.letters.number_record import (
    NumberFixed,
    NumberUnreadable,
    entry_of,
    number_fault,
)
from db.services.mediation.accept_case import accept_case
from db.store import Store, eq
from db.values.number_form import NumberRead, number_written, read_number
from tests.db.mediation.test_accept_case import quarrel
from tests.db.windows import rest, window
from tests.factories import decide_words

DAY = date(2026, 3, 2)


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


def paper(number: str, title: str = "关于清理楼道杂物的通知", **changes: object) -> Announcement:
    return attrs.evolve(Announcement(title_text=title, body="请于月底前清理。", day=DAY, number=number), **changes)


def states(store: Store, family: str = NOTICE) -> list[tuple[int | None, str]]:
    found = store.select(IssuedNumber, eq("family", family), order=("serial",))
    return [(n.serial, n.state) for n in found]


@pytest.fixture
def numbered(store: Store) -> Store:
    """A store whose notices are 幸社发, one of them issued."""
    set_number_style(store, NOTICE, "幸社发", "{代字}〔{年}〕{序号}号", DAY)
    issue_announcement(store, paper("取号", "关于停水的通知"))
    return store


def test_a_number_typed_by_hand_is_entered_as_such(numbered: Store) -> None:
    saved = issue_announcement(numbered, paper("幸社发〔2026〕2号", addressee="各位居民："))
    entry = entry_of(numbered, saved)
    assert entry is not None
    assert (entry.serial, entry.state, entry.matter, entry.recipient) == (2, BELATED, saved.title_text, "各位居民")
    assert "手工" in entry.reason
    assert issue_announcement(numbered, paper("取号", "下一份")).number == "幸社发〔2026〕3号"


@pytest.mark.parametrize("typed", ["幸社发[2026]2号", "幸社发（2026）２号", " 幸社发 【2026】 02号"])
def test_other_brackets_and_digits_are_written_as_the_standard_says(numbered: Store, typed: str) -> None:
    assert issue_announcement(numbered, paper(typed)).number == "幸社发〔2026〕2号"


def test_a_number_that_is_given_is_refused_and_its_paper_named(numbered: Store) -> None:
    for state in (VALID, VOID):
        with pytest.raises(NumberTaken) as refused:
            issue_announcement(numbered, paper("幸社发〔2026〕1号"))
        assert "《关于停水的通知》" in str(refused.value), state
        (entry,) = numbered.select(IssuedNumber)
        if state == VALID:
            void_number(numbered, entry, "印错")
    assert "印错" in str(refused.value), "a void one says why"
    assert numbered.count(Announcement) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("二号文", "请照“幸社发〔2026〕2号”的样子写"),
        ("幸社发〔2026〕号", "看不懂文号"),
        ("幸社发〔2026〕0号", "看不懂文号"),
        ("幸居发〔2026〕2号", "请改成“幸社发〔2026〕2号”"),
        ("幸社发〔2025〕2号", "文号里的年份是2025"),
    ],
)
def test_what_is_no_number_of_the_series_is_refused_with_what_to_do(numbered: Store, typed: str, said: str) -> None:
    with pytest.raises(NumberUnreadable, match=said):
        issue_announcement(numbered, paper(typed))
    assert states(numbered) == [(1, VALID)]


def test_a_number_far_ahead_is_refused(numbered: Store) -> None:
    """One figure too many would leave the series at a thousand for the rest of the year."""
    with pytest.raises(NumberNotPast, match="下一个号是“幸社发〔2026〕2号”"):
        issue_announcement(numbered, paper("幸社发〔2026〕120号"))
    go_on_after(numbered, NOTICE, 119, DAY, "启用本程序前手工编号")
    assert issue_announcement(numbered, paper("幸社发〔2026〕120号")).number == "幸社发〔2026〕120号"
    assert gaps(numbered) == []


def test_a_number_accounted_for_by_a_paper_book_gets_its_paper(numbered: Store) -> None:
    go_on_after(numbered, NOTICE, 5, DAY, "见纸质登记簿")
    saved = issue_announcement(numbered, paper("幸社发〔2026〕4号"))
    entry = entry_of(numbered, saved)
    assert entry is not None
    assert (entry.state, entry.reason) == (BELATED, "手工填写的文号，保存时补录；见纸质登记簿")
    assert states(numbered) == [(1, VALID), (2, UNUSED), (3, UNUSED), (4, BELATED), (5, UNUSED)]
    with pytest.raises(NumberTaken):
        issue_announcement(numbered, paper("幸社发〔2026〕4号", "另一份"))


def test_a_number_in_the_book_is_changed_only_after_it_is_void(numbered: Store) -> None:
    saved = issue_announcement(numbered, paper("取号"))
    for other in ("幸社发〔2026〕3号", "", "取号"):
        with pytest.raises(NumberFixed, match="先在文号簿里把幸社发〔2026〕2号作废"):
            issue_announcement(numbered, attrs.evolve(saved, number=other))
    entry = entry_of(numbered, saved)
    assert entry is not None
    void_number(numbered, entry, "日期印错，已收回")
    assert number_fault(numbered, saved) == "幸社发〔2026〕2号已作废：日期印错，已收回"
    assert numbered.history(saved)[0].action == "void_number", "the paper's own history tells it"
    again = issue_announcement(numbered, attrs.evolve(saved, number="取号"))
    assert again.number == "幸社发〔2026〕3号"
    assert number_fault(numbered, again) == ""
    assert states(numbered) == [(1, VALID), (2, VOID), (3, VALID)]


def test_a_void_number_comes_back_only_while_its_paper_has_no_other(numbered: Store) -> None:
    saved = issue_announcement(numbered, paper("取号"))
    before = entry_of(numbered, saved)
    assert before is not None
    void = void_number(numbered, before, "点错了")
    assert give_back_number(numbered, void, before).state == VALID
    assert number_fault(numbered, saved) == ""
    void = void_number(numbered, numbered.get(IssuedNumber, void.id), "印错")
    issue_announcement(numbered, attrs.evolve(saved, number="取号"))
    with pytest.raises(NumberInUse, match="幸社发〔2026〕3号"):
        give_back_number(numbered, void, before)


def test_the_book_follows_the_title_of_its_paper(numbered: Store) -> None:
    saved = issue_announcement(numbered, paper("取号", "错字的通知"))
    issue_announcement(numbered, attrs.evolve(saved, title_text="改正的通知", addressee="各楼栋长"))
    entry = numbered.select(IssuedNumber, eq("serial", 2))[0]
    assert (entry.matter, entry.recipient, entry.version) == ("改正的通知", "各楼栋长", 2)


def test_a_refused_paper_leaves_the_book_as_it_was(numbered: Store) -> None:
    with pytest.raises(RecordInvalid):
        issue_announcement(numbered, paper("幸社发〔2026〕2号", title=""))
    assert states(numbered) == [(1, VALID)]


def held(store: Store) -> Meeting:
    return store.save(Meeting(name="3月议事日会议", starts=datetime(2026, 3, 25, 14, 30), hall="议事厅"))


def resolved(subject: str, meeting: int = 0) -> Resolution:
    return Resolution(subject=subject, owner="物业公司", due=date(2026, 4, 15), meeting=meeting)


def test_resolutions_are_numbered_out_of_the_book_by_whatever_way_they_come(store: Store) -> None:
    meeting, made = write_minutes(store, held(store), [resolved("换灯"), resolved("划车位")], DAY)
    later = keep_resolution(store, resolved("补登的", meeting.id))
    assert [r.number for r in (*made, later)] == ["2026-1", "2026-2", "2026-3"]
    book = store.select(IssuedNumber, eq("family", RESOLUTION), order=("serial",))
    assert [(n.written, n.matter, n.holder_id) for n in book] == [(r.number, r.subject, r.id) for r in (*made, later)]
    assert bearer_of(store, book[0]) == made[0]
    typed = attrs.evolve(resolved("自己编号的", meeting.id), number="2026-2")
    with pytest.raises(NumberTaken, match="划车位"):
        keep_resolution(store, typed)


def test_a_resolution_struck_from_the_minutes_leaves_its_number_void(store: Store) -> None:
    meeting, made = write_minutes(store, held(store), [resolved("换灯"), resolved("划车位")], DAY)
    write_minutes(store, meeting, made[1:], DAY)
    assert states(store, RESOLUTION) == [(1, VOID), (2, VALID)]
    meeting = store.get(Meeting, meeting.id)
    _, again = write_minutes(store, meeting, [*resolutions_of(store, meeting), resolved("新的")], DAY)
    assert again[1].number == "2026-3"


def test_a_case_that_brings_its_number_is_entered_with_it(store: Store) -> None:
    brought = attrs.evolve(quarrel(), number="民调〔2026〕3号", received=DAY)
    with pytest.raises(NumberNotPast):
        accept_case(store, brought)
    go_on_after(store, CASE, 3, DAY, "纸质登记簿")
    case = accept_case(store, brought)
    assert states(store, CASE) == [(1, UNUSED), (2, UNUSED), (3, BELATED)]
    renamed = accept_case(store, attrs.evolve(case, title_text="楼上漏水"))
    assert store.select(IssuedNumber, eq("holder_id", case.id))[0].matter == "楼上漏水"
    assert renamed.version == 2


def test_a_record_that_was_deleted_and_brought_back_has_its_number_still(numbered: Store) -> None:
    saved = issue_announcement(numbered, paper("取号"))
    entry = entry_of(numbered, saved)
    assert entry is not None
    with numbered.writing("删除") as w:
        w.delete(saved)
    assert bearer_of(numbered, entry) is None
    again = bring_back(numbered, saved, attrs.evolve(saved, id=0, version=0))
    assert bearer_of(numbered, numbered.get(IssuedNumber, entry.id)) == again


def test_numbers_of_old_papers_that_agree_are_pointed_out(store: Store) -> None:
    """Older programs let anything be typed: what was given twice then is told on the second paper."""
    issue_announcement(store, paper("取号", "关于停水的通知"))
    second = store.save(paper("〔2026〕1号"))
    assert "《关于停水的通知》" in number_fault(store, second)
    assert issue_announcement(store, attrs.evolve(second, body="改一个字")).version == 2, "it can still be worked on"


@pytest.mark.parametrize("work", ["issue_announcements", "type_numbers", "resolve"])
def test_two_windows_never_give_the_same_number(store: Store, work: str) -> None:
    """Drawn, typed by hand, and numbered with minutes: three ways into one book."""
    if work == "resolve":
        held(store)
    with window(work, store.folder) as one, window(work, store.folder) as two:
        told = [*rest(one), *rest(two)]
    given = [line for line in told if line != "refused"]
    assert len(given) == len(set(given)) == store.count(IssuedNumber)
    assert len(told) == (80 if work != "type_numbers" else 40)
    assert gaps(store) == []
    family = RESOLUTION if work == "resolve" else NOTICE
    assert issue_number(store, family, DAY, "下一份").serial == len(given) + 1
    assert store.verify() == []


def test_a_number_is_refused_before_anything_is_saved(numbered: Store) -> None:
    before = numbered.last_entry()
    with pytest.raises(AppError):
        issue_announcement(numbered, paper("幸社发〔2026〕1号"))
    assert numbered.last_entry() == before


@pytest.mark.parametrize("form", ["{序号}", "第{序号}期", "第{三位序号}期"])
def test_an_issue_is_read_with_and_without_its_frame(form: str) -> None:
    written = number_written(form, "", 2026, 3)
    assert (written[0], written[-1]) == ("第", "期")
    for typed in (written, "3", "第3期", " 第 ３ 期"):
        assert read_number(form, typed) == NumberRead("", None, 3), typed
    assert read_number("{代字}〔{年}〕{序号}号", "第3期") is None
