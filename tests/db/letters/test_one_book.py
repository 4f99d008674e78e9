"""Numbers given before the book was the only way: they are carried into it, and none of them is given again."""

from collections.abc import Iterator
from datetime import date

import pytest

from db.records.letters.announcement import Announcement
from db.records.letters.number import ANNOUNCEMENT, CASE, MINUTES, NOTICE, RESOLUTION, IssuedNumber
from db.services.find import Found, find
from db.services.letters.account_for_numbers import gaps
from db.services.letters.issue_number import issue_number
from db.services.letters.number_record import number_fault
from db.store import FILE, Store, anchor, audit, driver
from db.store.driver import Connection
from tests.conftest import PASSPHRASE
from tests.db.store.test_migrations import apply_until
from tests.factories import decide_words

BEFORE = "m005_wordings"
DAY = date(2026, 3, 2)
COUNTERS = ("('desk', 2)", "('case:2026', 7)", "('minutes:2026', 3)", "('resolution:2026', 9)", "('resolution:2025', 4)",
            "('number-1:2026', 1)", "('id:issued_number', 1)")  # fmt: skip
RESOLUTIONS = ((1, "2026-2"), (2, "2026-4"), (3, "2026-4"), (4, "旧3号"), (5, ""), (6, "2026-20260302"))
ANNOUNCEMENTS = (
    (1, "1", "幸社发〔2026〕1号", "取了号的"),
    (2, "1", "幸社发〔2026〕1号", "又写一遍的"),
    (3, "1", "幸社发[2026]6号", "手写的"),
    (4, "4", "〔2026〕6号", "通告"),
    (5, "1", "见街道文件", "没有号的"),
    (6, "1", "〔2026〕20260302号", "写错的"),
)


def fill(connection: Connection) -> None:
    """A desk that numbered by counters and by hand."""
    connection.execute(f"INSERT INTO counter VALUES {', '.join(COUNTERS)}")
    connection.execute("INSERT INTO centre (id, version, name, case_word) VALUES (1, 1, '幸福里', '民调')")
    connection.execute(
        "INSERT INTO meeting (id, version, name, starts, recorder, minutes_day) "
        "VALUES (1, 1, '议事', '2026-02-25T14:30', '李敏', '2026-02-27')"
    )
    for number, written in RESOLUTIONS:
        connection.execute(
            "INSERT INTO resolution (id, version, number, matter, meeting) VALUES (?, 1, ?, ?, 1)",
            (number, written, f"事项{number}"),
        )
    for number, kind, written, title in ANNOUNCEMENTS:
        connection.execute(
            "INSERT INTO announcement (id, version, kind, number, title_text, body, addressee, day) "
            "VALUES (?, 1, ?, ?, ?, '请周知。', '各位居民：', '2026-03-01')",
            (number, kind, written, title),
        )
    connection.execute(
        "INSERT INTO issued_number (id, version, family, year, serial, written, matter, issued, state, holder, holder_id)"
        " VALUES (2199023255553, 1, '1', 2026, 1, '幸社发〔2026〕1号', '取了号的', '2026-03-01', '1', 'announcement', 1)"
    )


@pytest.fixture
def upgraded(store: Store) -> Iterator[Store]:
    """That desk, opened by this program."""
    store.close()
    (store.folder / FILE).unlink()
    connection = driver.connect(store.folder / FILE, store._key, new=True)
    apply_until(connection, BEFORE)
    fill(connection)
    anchor.write(store.folder, audit.head(connection))
    connection.close()
    opened = Store.open(store.folder, PASSPHRASE)
    yield opened
    opened.close()


def test_what_was_numbered_stands_in_the_book_once(upgraded: Store) -> None:
    book = upgraded.select(IssuedNumber, order=("family", "serial"))
    assert [(n.family, n.serial, n.written, n.state, n.holder, n.holder_id) for n in book] == [
        (NOTICE, 1, "幸社发〔2026〕1号", "1", "announcement", 1),
        (NOTICE, 6, "幸社发[2026]6号", "3", "announcement", 3),
        (ANNOUNCEMENT, 6, "〔2026〕6号", "3", "announcement", 4),
        (RESOLUTION, 2, "2026-2", "1", "resolution", 1),
        (RESOLUTION, 4, "2026-4", "1", "resolution", 2),
    ]
    assert len({n.id for n in book}) == 5
    assert all(n.id >> 40 == 2 and n.year == 2026 and not n.problems() for n in book)
    assert [(n.matter, n.clerk, n.issued, n.recipient) for n in book[2:4]] == [
        ("通告", "", date(2026, 3, 1), "各位居民"),
        ("事项1", "李敏", date(2026, 2, 27), ""),
    ]


def test_every_series_goes_on_behind_what_was_ever_given(upgraded: Store) -> None:
    """Also behind numbers whose records are gone, which the counters alone remember."""
    decide_words(upgraded)
    given = {family: issue_number(upgraded, family, DAY, "新的") for family in (CASE, MINUTES, RESOLUTION, NOTICE)}
    assert [n.written for n in given.values()] == ["民调〔2026〕8号", "第4期", "2026-10", "〔2026〕7号"]
    assert issue_number(upgraded, RESOLUTION, date(2025, 12, 30), "去年的").written == "2025-5"
    assert len({n.id for n in upgraded.select(IssuedNumber)}) == 10
    assert f"{2026}年决议：缺 1、3、5—9 号" in [g.words() for g in gaps(upgraded)]
    assert upgraded.verify() == []


def test_a_number_that_two_papers_bear_is_told_on_the_second(upgraded: Store) -> None:
    told = {paper.id: number_fault(upgraded, paper) for paper in upgraded.select(Announcement)}
    assert told.pop(2) == "幸社发〔2026〕1号在文号簿上是《取了号的》的号，请核对"
    assert set(told.values()) == {""}


def lines(found: list[Found]) -> list[tuple[str, int]]:
    return [(one.table, one.id) for one in found]


def test_the_book_is_found_and_leads_to_the_paper(upgraded: Store) -> None:
    assert ("announcement", 3) in lines(find(upgraded, "6号"))
    assert lines(find(upgraded, "手写的")) == [("announcement", 3)], "the paper is told once, not twice"
    assert ("resolution", 1) in lines(find(upgraded, "2026-2"))
    decide_words(upgraded)
    letter = issue_number(upgraded, "6", DAY, "商请支援防汛物资", "幸福街道办事处")
    for words in ("防汛物资", "〔2026〕1号", "1号", "幸福街道", "sqzyfx"):
        assert ("issued_number", letter.id) in lines(find(upgraded, words)), words
    line = next(one for one in find(upgraded, "防汛物资"))
    assert (line.label, line.title) == ("文号", "函〔2026〕1号 商请支援防汛物资")
    assert "函" in line.subtitle
    assert "有效" in line.subtitle
