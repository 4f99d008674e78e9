"""文号簿: a number is given once, whatever happens; what is missing is known and accounted for."""

from datetime import date

import attrs
import pytest

from db.errors import RecordChanged, RecordInvalid, RecordTwice
from db.records.centre.centre import Rule
from db.records.hall.meeting import Meeting
from db.records.letters.number import ANNOUNCEMENT, CASE, CERTIFICATE, LETTER, MINUTES, NOTICE, IssuedNumber
from db.services.letters.account_for_numbers import (
    Gap,
    NumberNotPast,
    NumberTaken,
    explain_numbers,
    fill_number,
    gaps,
    go_on_after,
)
from db.services.letters.issue_number import issue_number, last_serial, number_style, set_number_style, void_number
from db.store import FILE, Store, anchor, audit, driver, eq
from db.values.number_form import read_number_form
from db.values.runs import in_words
from tests.conftest import PASSPHRASE
from tests.db.store.test_migrations import apply_until
from tests.db.windows import rest, window
from tests.factories import decide_words

DAY = date(2026, 3, 2)


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


def take(store: Store, count: int = 1, family: str = NOTICE, day: date = DAY) -> list[str]:
    return [issue_number(store, family, day, f"第{n}件").written for n in range(count)]


def test_numbers_are_written_as_the_standard_says(store: Store) -> None:
    assert take(store) == ["〔2026〕1号"]
    set_number_style(store, NOTICE, "幸社发", "{代字}〔{年}〕{序号}号", DAY)
    assert take(store) == ["幸社发〔2026〕2号"]
    assert take(store, family=MINUTES) == ["第1期"], "minutes are counted as issues"
    assert take(store, family=CASE) == ["民调〔2026〕1号"]


def test_every_family_has_a_series_of_its_own_and_begins_anew_each_year(store: Store) -> None:
    assert take(store, 2) == ["〔2026〕1号", "〔2026〕2号"]
    assert take(store, family=ANNOUNCEMENT) == ["告〔2026〕1号"]
    assert take(store, day=date(2026, 12, 31)) == ["〔2026〕3号"]
    assert take(store, day=date(2027, 1, 1)) == ["〔2027〕1号"]
    assert take(store, day=date(2026, 12, 30)) == ["〔2026〕4号"], "a paper of last year, numbered late"


def test_a_centres_own_form_counts_from_its_day(store: Store) -> None:
    set_number_style(store, CERTIFICATE, "幸证字", "{代字}（{年}）第{三位序号}号", DAY)
    assert take(store, family=CERTIFICATE) == ["幸证字（2026）第001号"]
    assert take(store, family=CERTIFICATE, day=date(2026, 3, 1)) == ["证〔2026〕2号"]
    before = store.count(Rule)
    set_number_style(store, CERTIFICATE, *number_style(store, CERTIFICATE, DAY), DAY)
    assert store.count(Rule) == before, "what is as it was makes no new rule"


@pytest.mark.parametrize("form", ["{代字}〔{年}〕号", "〔{年度}〕{序号}号", "〔{年〕{序号}号"])
def test_a_form_that_cannot_number_is_refused(store: Store, form: str) -> None:
    with pytest.raises(RecordInvalid):
        set_number_style(store, NOTICE, "幸社", form, DAY)
    assert take(store) == ["〔2026〕1号"]


def test_braces_of_the_chinese_keyboard_are_understood() -> None:
    assert read_number_form(" ｛代字｝〔{ 年 }〕{序号}号") == "{代字}〔{年}〕{序号}号"


def fill(store: Store, family: str, serial: int, matter: str, reason: str) -> IssuedNumber:
    entry = IssuedNumber(family=family, serial=serial, issued=DAY, matter=matter, reason=reason)
    return fill_number(store, entry)


def issue_and_fail(store: Store) -> None:
    with store.writing("发通知") as w:
        issue_number(store, NOTICE, DAY, "发不出去的")
        w.save(Rule())


def test_a_refused_paper_uses_up_no_number(store: Store) -> None:
    with pytest.raises(RecordInvalid):
        issue_and_fail(store)
    assert store.count(IssuedNumber) == 0
    assert take(store) == ["〔2026〕1号"]


def test_a_void_number_stays_in_the_book_and_is_not_given_again(store: Store) -> None:
    take(store)
    (number,) = store.select(IssuedNumber)
    with pytest.raises(RecordInvalid, match="作废的原因"):
        void_number(store, number, "  ")
    void = void_number(store, number, "日期印错")
    assert (void.state, void.reason, void.written) == ("2", "日期印错", "〔2026〕1号")
    assert store.history(void)[0].reason == "文号作废"
    with pytest.raises(RecordChanged):
        void_number(store, number, "再废一次")
    with pytest.raises(NumberTaken):
        fill(store, NOTICE, 1, "想再用", "省一个号")
    assert take(store) == ["〔2026〕2号"]


def skip(store: Store, family: str, year: int, count: int) -> None:
    """Numbers that were counted and never entered, as older programs and paper books leave them."""
    with store.writing() as w:
        w.take_number(f"number-{family}:{year}", count)


def test_a_number_of_the_past_is_filled_once_with_a_reason(store: Store) -> None:
    skip(store, NOTICE, 2026, 3)
    assert take(store) == ["〔2026〕4号"]
    with pytest.raises(RecordInvalid, match="补号的原因"):
        fill(store, NOTICE, 2, "防汛通知", "")
    filled = fill(store, NOTICE, 2, "防汛通知", "在外面用 Word 写的")
    assert (filled.written, filled.state, filled.clerk) == ("〔2026〕2号", "3", store.actor)
    with pytest.raises(NumberTaken):
        fill(store, NOTICE, 2, "另一份", "又补")
    with pytest.raises(NumberNotPast):
        fill(store, NOTICE, 5, "提前占号", "占")
    with pytest.raises(NumberNotPast):
        fill(store, LETTER, 1, "还没有过", "占")
    assert take(store) == ["〔2026〕5号"]


def test_gaps_are_told_in_words_until_they_are_explained(store: Store) -> None:
    skip(store, NOTICE, 2026, 2)
    take(store)
    skip(store, NOTICE, 2026, 4)
    take(store, family=ANNOUNCEMENT)
    (gap,) = gaps(store)
    assert gap == Gap(NOTICE, 2026, (1, 2, 4, 5, 6, 7))
    assert gap.words() == "2026年通知：缺 1、2、4—7 号"
    explained = explain_numbers(store, NOTICE, (1, 2, 4), DAY, "手工编号，见纸质登记簿")
    assert [(n.serial, n.state, n.reason) for n in explained] == [(n, "4", "手工编号，见纸质登记簿") for n in (1, 2, 4)]
    assert [g.missing for g in gaps(store)] == [(5, 6, 7)]
    with pytest.raises(NumberTaken):
        explain_numbers(store, NOTICE, (4, 5), DAY, "再说一次")
    assert [g.missing for g in gaps(store)] == [(5, 6, 7)], "all or nothing"
    explain_numbers(store, NOTICE, (5, 6, 7), DAY, "停用")
    assert gaps(store) == []
    assert take(store) == ["〔2026〕8号"]


def test_a_series_kept_by_hand_goes_on_in_the_program(store: Store) -> None:
    assert len(go_on_after(store, LETTER, 11, DAY, "启用本程序前手工编号")) == 11
    assert take(store, family=LETTER) == ["函〔2026〕12号"]
    assert go_on_after(store, LETTER, 11, DAY, "再点一次") == []
    assert gaps(store) == []
    with pytest.raises(RecordInvalid, match="一次最多"):
        go_on_after(store, LETTER, 20260302, DAY, "把日期填进去了")


def test_the_file_itself_refuses_a_number_twice(store: Store) -> None:
    take(store)
    (number,) = store.select(IssuedNumber)
    with pytest.raises(RecordTwice):
        store.save(attrs.evolve(number, id=0, version=0))


def test_two_connections_never_draw_the_same(store: Store) -> None:
    other = store.again()
    drawn = [take(s)[0] for _ in range(5) for s in (store, other)]
    assert drawn == [f"〔2026〕{n}号" for n in range(1, 11)]
    other.close()


def test_two_windows_at_once_never_draw_the_same(store: Store) -> None:
    with window("issue_numbers", store.folder) as one, window("issue_numbers", store.folder) as two:
        own = take(store, 20)
        drawn = [*own, *rest(one), *rest(two)]
    assert sorted(drawn) == sorted(f"〔2026〕{n}号" for n in range(1, 101))
    assert gaps(store) == []
    assert last_serial(store, NOTICE, 2026) == 100


def test_in_words() -> None:
    assert in_words([9, 3, 7, 8]) == "3、7—9"
    assert in_words([1, 2]) == "1、2"


CASES = (("民调〔2026〕2号", "2026-03-02"), ("民调〔2026〕5号", None), ("旧案三号", "2025-01-01"), ("", "2026-03-03"))
MEETINGS = (("3", "2026-02-27"), ("〔2025〕9号", "2025-12-01"), ("3", "2026-04-01"), ("", None))


def test_the_book_is_filled_from_what_was_numbered_before(store: Store) -> None:
    """Odd numbers and a double one are left out; counting goes on behind the highest."""
    store.close()
    (store.folder / FILE).unlink()
    connection = driver.connect(store.folder / FILE, store._key, new=True)
    apply_until(connection, "m003_announcements")
    connection.execute("INSERT INTO counter VALUES ('desk', 2), ('case:2026', 5), ('minutes:2026', 3)")
    for n, (number, day) in enumerate(CASES, 1):
        connection.execute(
            "INSERT INTO mediation_case (id, version, number, title_text, received) VALUES (?, 1, ?, '漏水', ?)",
            (n, number, day),
        )
    for n, (number, day) in enumerate(MEETINGS, 1):
        connection.execute(
            "INSERT INTO meeting (id, version, name, starts, minutes_number, minutes_day) "
            "VALUES (?, 1, '议事', '2026-02-25T14:30', ?, ?)",
            (n, number, day),
        )
    connection.execute("INSERT INTO centre (id, version, name, case_word) VALUES (1, 1, '幸福里', '民调')")
    anchor.write(store.folder, audit.head(connection))
    connection.close()
    upgraded = Store.open(store.folder, PASSPHRASE)
    book = upgraded.select(IssuedNumber, order=("family", "serial"))
    assert [(n.family, n.year, n.serial, n.written, n.holder_id) for n in book] == [
        (MINUTES, 2026, 3, "第3期", 1),
        (CASE, 2026, 2, "民调〔2026〕2号", 1),
        (CASE, 2026, 5, "民调〔2026〕5号", 2),
    ]
    assert all(n.id >> 40 == 2 and not n.problems() for n in book)
    assert [g.words() for g in gaps(upgraded)] == ["2026年会议纪要：缺 1、2 号", "2026年调解案件：缺 1、3、4 号"]
    assert issue_number(upgraded, CASE, DAY, "新案").written == "民调〔2026〕6号"
    assert take(upgraded, family=MINUTES) == ["第4期"]
    assert [m.minutes_number for m in upgraded.select(Meeting)] == ["第3期", "〔2025〕9号", "第3期", ""]
    assert {hit.id for hit in upgraded.search("第3期") if hit.table == Meeting.TABLE} == {1, 3}
    assert len(upgraded.select(IssuedNumber, eq("year", 2026))) == 5
    assert upgraded.verify() == []
    upgraded.close()
