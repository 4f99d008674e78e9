"""The report of all figures: what it leaves out, what it checks, its words and its table."""

import csv
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from db.errors import ArgumentError, Cancelled
from db.records import KINDS
from db.records.figure import Check
from db.records.kind import Room
from db.records.kinds import Kinds
from db.records.matters.matter import MATTERS, Matter
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.figures.export import HEADINGS, export_report
from db.services.figures.left_out import measure_with_left_out
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.report import Report, as_text, report
from db.services.figures.scope import Scope
from db.services.figures.span import read_span, until
from db.services.matters.take_in import take_in
from db.store import Store, Warrant
from tests.factories import plant
from tests.statements import asked

TODAY = date.today()
QUARTER = read_span("2026Q1", TODAY)


def named(found: Report) -> dict[str, object]:
    return {told.found.figure.name: told.found.value.number for _, told in found.every()}


def test_it_tells_every_figure_but_those_of_today_alone(store: Store) -> None:
    take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9)))
    found = report(store, KINDS, QUARTER)
    names = named(found)
    assert names["matters_taken"] == 1
    assert "due_today" not in names
    assert list(found.rooms)[:3] == [Room.REGISTRY, Room.MATTERS, Room.MEDIATION]
    assert found.head == store.last_entry().seq


def test_of_a_place_only_what_can_be_told_of_it_is(store: Store) -> None:
    east = plant(store, Grid, chief="")
    names = named(report(store, KINDS, QUARTER, Scope("grid", east.id, "东网格")))
    assert names["grids_here"] == 1
    assert "matters_taken" in names
    assert "meetings_held" not in names


def test_what_says_no_place_stands_beside_the_figures_of_one_in_words_and_in_the_table(
    store: Store, tmp_path: Path
) -> None:
    east = plant(store, Grid, chief="")
    take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9), grid=east.id))
    take_in(store, Matter(subject="井盖", taken=datetime(2026, 3, 2, 9)))
    found = report(store, KINDS, QUARTER, Scope("grid", east.id, "东网格"))
    said = "另有 1 件没写网格，不算在里面"
    assert f"受理诉求1件（{said}）" in as_text(found, TODAY)
    export_report(store, found, tmp_path / "表.csv")
    with (tmp_path / "表.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[1]: row[-1] for row in csv.reader(file) if len(row) == len(HEADINGS)}
    assert (rows["口径"], rows["受理诉求"], rows["网格"]) == ("不算在里面的", said, "")


@pytest.mark.parametrize("name", ["problems_open", "problems_ended"])
def test_what_a_service_tells_is_asked_for_once_though_it_is_told_of_a_place_and_of_none(
    store: Store, name: str
) -> None:
    """Only which of its rows belong there is asked for each."""
    east = plant(store, Grid, chief="")
    for grid in (east.id, 0):
        take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9), grid=grid))
    figure, place, span = figures_by_name(KINDS)[name], Scope("grid", east.id, "东网格"), until(TODAY)
    with asked(store) as once:
        alone = measure(store, figure, span, place)
    with asked(store) as both:
        found, left = measure_with_left_out(store, figure, span, place)
    assert found == alone
    assert (left.number.number if left else 0) == measure(store, figure, span).value.number - found.value.number
    assert len(both) - len(once) == 1


def test_of_work_that_is_not_done_nothing_is_told(store: Store) -> None:
    some = Kinds(kind for kind in KINDS if kind.room is not Room.MEDIATION)
    assert "cases_open" not in named(report(store, some, QUARTER))


def test_a_check_says_whether_they_add_up(store: Store) -> None:
    plant(store, Resident, sex="1")
    plant(store, Resident, 2, sex="")
    first = report(store, KINDS, until(TODAY)).checks[0]
    assert first.holds
    assert first.words() == "男 1 + 女 0 + 没写性别 1 = 2，与在册居民 2 相符"
    wrong = attrs.evolve(
        MATTERS, checks=(Check(label="试", parts=("matters_open", "matters_open"), whole="matters_open"),)
    )
    take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9)))
    (told,) = report(store, Kinds([wrong]), until(TODAY)).checks
    assert (told.holds, told.words()) == (False, "在办诉求 1 + 在办诉求 1 = 2，与在办诉求 1 差 1")


def test_its_words_are_a_paragraph_a_room_and_time(store: Store) -> None:
    take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9)))
    lines = as_text(report(store, KINDS, QUARTER), TODAY).splitlines()
    matters = [line for line in lines if line.startswith("诉求　")]
    assert matters[0].startswith("诉求　2026年第一季度：受理诉求1件，反映的问题1个")
    assert matters[1].startswith("诉求　截至2026-03-31（按现值）：")
    assert "在办诉求1件" in matters[1]
    plant(store, Grid, 2, chief="")
    homes = [one for one in as_text(report(store, KINDS, QUARTER), TODAY).splitlines() if one.startswith("居民　")]
    assert [one.partition("：")[0] for one in homes] == [
        "居民　2026年第一季度",
        "居民　截至2026-03-31",
        "居民　截至2026-03-31（按现值）",
    ]
    assert "出生0人" in homes[0]
    assert homes[1].endswith("，一格一长0%（0/1）。"), "days are kept of who holds a post"
    assert "在册居民0人" in homes[2]
    now = as_text(report(store, KINDS, until(TODAY)), TODAY)
    assert "诉求　现在：" in now
    assert "按现值" not in now
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(Grid(name="东网格"))
    assert "一格一长0%（0/2）。" in as_text(report(store, KINDS, until(TODAY)), TODAY)


def test_it_is_given_up_when_it_is_to_be(store: Store) -> None:
    with pytest.raises(Cancelled):
        report(store, KINDS, QUARTER, tick=lambda done, _total: done < 3)
    assert not store._connection.in_transaction


def test_it_is_written_as_a_table(store: Store, tmp_path: Path) -> None:
    plant(store, Grid, chief="")
    found = report(store, KINDS, QUARTER)
    file = tmp_path / "统计.csv"
    count = export_report(store, found, file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head, *rows = list(csv.reader(opened))
    assert tuple(head) == HEADINGS
    told = [one for untold in found.untold.values() for one in untold]
    assert count == len(rows) == len(list(found.every())) + len(told) + len(found.checks)
    assert [[row[1], row[2], row[9]] for row in rows if "还没有定怎样算" in row[9]] == [
        [one.figure.label, "", one.why] for one in told
    ]
    assert told[0].figure.label == "满意率"
    one = next(row for row in rows if row[1] == "一格一长")
    assert one[:9] == ["居民", "一格一长", "0", "1", "0%", "", "截至2026-03-31", "全部", ""]
    assert rows[-1][0] == "核对"
    export_report(store, found, tmp_path / "统计.xlsx")
    assert (tmp_path / "统计.xlsx").stat().st_size
    with pytest.raises(ArgumentError, match="xlsx"):
        export_report(store, found, tmp_path / "统计.doc")


@pytest.mark.parametrize("written", ["2026", "2026Q4", "2026-11", "2026年上半年", "2026-11-30", "2026年3至4月"])
def test_a_span_is_read_as_it_is_written_again(written: str) -> None:
    span = read_span(written, TODAY)
    assert read_span(span.typed(), TODAY) == span


@pytest.mark.parametrize(
    ("written", "later", "earlier"),
    [("2026Q4", "2027Q1", "2026Q3"), ("2026-12", "2027-01", "2026-11"), ("2026", "2027", "2025"), ("2026-03-01", "2026-03-02", "2026-02-28")],
)  # fmt: skip
def test_the_one_beside_a_span_is_as_long(written: str, later: str, earlier: str) -> None:
    span = read_span(written, TODAY)
    assert (span.beside(1).typed(), span.beside(-1).typed()) == (later, earlier)
    assert span.beside(1).beside(-1) == span


@pytest.mark.parametrize(
    ("written", "step"), [("9998", 1), ("9998-12", 1), ("9999-12-31", 1), ("0001", -1), ("0001-01-01", -1)]
)
def test_where_the_calendar_ends_there_is_none_beside(written: str, step: int) -> None:
    span = read_span(written, TODAY)
    assert span.beside(step) == span
