"""What a page tells over a time as a table: whole, entered in the log, and for whoever may write such records into files."""

import csv
from pathlib import Path

import openpyxl
import pytest

from db.errors import ArgumentError, NotAllowed
from db.records.matters.matter import Matter
from db.records.role import Role
from db.services.figures.span import of_period
from db.services.matters.lines_told import LinesTold, export_lines
from db.services.matters.sorted_out import BY, TOLD, sorted_out
from db.store import Store
from db.values.calendar_period import CalendarPeriod
from tests.db.matters.hub import join, matter
from tests.db.matters.test_left_lying import opened_as

MARCH = of_period(CalendarPeriod(2026, 3))
ROWS = (("城管中队", 1200, "1/2"), ("张桂芳13812349126", 0, "—"))
TOLD_LINES = LinesTold(Matter.TABLE, "应哨情况", "2026年3月", "", "个部门", ("部门", "吹哨", "按时签收"), ROWS)


def test_all_that_is_shown_is_written_and_numbers_in_names_are_masked(desk: Store, tmp_path: Path) -> None:
    path = tmp_path / "应哨.xlsx"
    assert export_lines(desk, TOLD_LINES, path) == 2
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[-2:] == [("城管中队", 1200, "1/2", "2026年3月"), ("张桂芳138****9126", 0, "—", "2026年3月")]
    assert ("部门", "吹哨", "按时签收", "期间") in rows
    assert TOLD_LINES.texts()[0] == ["城管中队", "1,200", "1/2"]
    other = tmp_path / "应哨.csv"
    export_lines(desk, TOLD_LINES, other)
    assert list(csv.reader(other.read_text(encoding="utf-8-sig").splitlines()))[1] == [
        "城管中队",
        "1200",
        "1/2",
        "2026年3月",
    ]
    last = desk.last_entry().seq
    told = desk.log_entries([last - 1, last])
    assert [(told[n].action, told[n].change["file"][1]) for n in (last - 1, last)] == [
        ("export", "应哨.xlsx"),
        ("export", "应哨.csv"),
    ]


def test_who_may_not_export_matters_writes_none(store: Store, tmp_path: Path) -> None:
    with opened_as(store, Role.GRID) as clerk, pytest.raises(NotAllowed):
        export_lines(clerk, TOLD_LINES, tmp_path / "应哨.xlsx")
    assert not (tmp_path / "应哨.xlsx").exists()
    with pytest.raises(ArgumentError):
        export_lines(store, TOLD_LINES, tmp_path / "应哨.doc")


def test_the_lines_of_every_sort_come_to_the_figures(desk: Store) -> None:
    one, other = matter(desk, "漏水", channel="20"), matter(desk, "漏水", channel="15", category="2")
    join(desk, other, one)
    for by in BY:
        lines = sorted_out(desk, MARCH, by)
        whole = lines[-1].counts
        assert (whole["matters_taken"], whole["problems"], whole["matters_open"]) == (2, 1, 1)
        for name in TOLD:
            assert sum(line.counts[name] for line in lines[:-1] if not line.is_under) == whole[name]
            for line in lines:
                assert desk.count(Matter, *line.rows(desk, name, MARCH, by).where(desk)) == line.counts[name]
    assert sorted_out(desk, of_period(CalendarPeriod(2026, 2)), "channel")[-1].counts["problems"] == 0
    with pytest.raises(ArgumentError):
        sorted_out(desk, MARCH, "lead")


def test_a_place_of_all_is_told_of_the_whole_centre_and_opens_what_is_seen(store: Store) -> None:
    matter(store, "漏水", channel="20")
    with opened_as(store, Role.GRID) as clerk:
        (line, _) = sorted_out(clerk, MARCH, "channel")
        rows = line.rows(clerk, "problems", MARCH, "channel")
        assert (line.counts["problems"], clerk.count(Matter, *rows.where(clerk)), rows.unseen(clerk)) == (1, 0, 1)
