"""What commit would refuse the preview has shown, by row, and the rest goes in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.import_roster import commit
from db.services.registry.import_roster.headings import meanings
from db.services.sheets.raw import Cell
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, sheet

NASTY = ["\u200e", "\0", "\x1a", "\ue863", "\U000f0000", "\ud800", "\ufffe", "\u202e", "\u2028", "\t", "\n", "\u0378"]
LABELS = [m.label for m in meanings().values()]
CELLS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["户主", "男", "3号楼", "101", "水景花苑3-2-101", "低保", "汉族", "2020-02-30", "是", "0", "*", "9" * 400]
    ),
    st.text(st.sampled_from([*NASTY, "李", "安", "1", "*", "、", "（", ")", "-"]), max_size=8),
    st.text(max_size=6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-5, 10**19),
    st.booleans(),
    st.dates(),
)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize(
    "heading", ["产权人", "户籍地址", "备注", "网格名称", "小区", "楼号", "房号", "户号", "证件号码", "民族"]
)
def test_a_character_that_nothing_can_hold_stops_nothing(store: Store, heading: str, nasty: str) -> None:
    headings = ["姓名", "身份证号", "户主姓名", heading]
    rows = sheet(headings, ["李安", number(2), "李安", f"甲{nasty}1"], ["王一", number(3), "王一", "乙"])
    plan = imported(store, rows)
    assert plan.counts.people_new == 2
    assert {r.name for r in store.select(Resident)} == {"李安", "王一"}


def test_a_name_of_nothing_visible_is_no_name_and_told(store: Store) -> None:
    headings = ["姓名", "身份证号", "住址"]
    plan = imported(store, sheet(headings, ["\u200e", number(1), "水景花苑3-2-101"], ["李\u200e安\0", number(2), ""]))
    assert [(p.row, p.code) for p in plan.problems] == [(2, "name_missing"), (3, "address_missing")]
    assert [r.name for r in store.select(Resident)] == ["李安"]
    assert store.count(House) == 0


def test_what_no_table_knows_is_marked_told_and_its_number_noted(store: Store) -> None:
    plan = imported(store, sheet(["姓名", "身份证号", "户籍地址"], ["李安", number(2), "某县\ue863村"]))
    (person,) = store.select(Resident)
    assert (person.registered_at, [p.code for p in plan.problems]) == ("某县〓村", ["character"])
    assert "U+E863" in person.note


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=len(LABELS), max_size=len(LABELS)), min_size=1, max_size=4))
def test_a_green_preview_is_always_carried_out(store: Store, rows: list[list[Cell]]) -> None:
    """The whole file goes in whatever single cells hold."""
    plan = planned(store, sheet(LABELS, ["李安", *[""] * (len(LABELS) - 1)], *rows))
    before = store.count(Resident)
    commit(store, plan, "名册.xlsx")
    assert store.count(Resident) - before == plan.counts.people_new
