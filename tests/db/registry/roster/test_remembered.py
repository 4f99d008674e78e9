"""What the clerk said of columns counts for the next roster under the same headings."""

import pytest

from db.records.registry.resident import Resident
from db.records.registry.roster_layout import RosterLayout
from db.services.registry.import_roster import Choices, commit
from db.services.undo_import import past_imports, undo_import
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, sheet

HEADINGS = ["姓名", "住址", "身份证号", "联络", "家访人"]
OCTOBER = sheet(HEADINGS, ["王一", "水景花苑1-1-101", number(1), "13800000001", "小李"], name="十月")
NOVEMBER = sheet(
    ["姓 名", "住址：", "身份证号 ", "联络", "家访人（网格）"],
    ["王二", "水景花苑1-1-101", number(3), "13800000003", "小赵"],
)
PHONE = Choices(columns={("十月", 3): "phone", ("十月", 1): ""})


def meanings(store: Store, choices: Choices | None = None) -> dict[str, str]:
    return {c.heading: c.meaning for c in planned(store, NOVEMBER, choices=choices).layouts[0].columns}


def test_the_next_sheet_of_this_kind_comes_up_as_it_was_corrected(store: Store) -> None:
    assert meanings(store)["联络"] == ""
    imported(store, OCTOBER, choices=PHONE)
    assert (meanings(store)["联络"], meanings(store)["住址："]) == ("phone", "")
    plan = planned(store, NOVEMBER)
    assert plan.layouts[0].remembered
    commit(store, plan, "十一月.csv")
    assert {r.phone for r in store.select(Resident)} == {"13800000001", "13800000003"}


def test_one_wish_takes_it_back_to_the_guess(store: Store) -> None:
    imported(store, OCTOBER, choices=PHONE)
    plan = planned(store, NOVEMBER, choices=Choices(guessed=frozenset({"名册"})))
    assert not plan.layouts[0].remembered
    assert plan.layouts[0].columns[3].meaning == ""
    commit(store, plan, "十一月.csv")
    assert store.count(RosterLayout) == 0, "what was given up is forgotten"


def test_what_the_clerk_says_now_comes_before_what_was_said(store: Store) -> None:
    imported(store, OCTOBER, choices=PHONE)
    now = Choices(columns={("名册", 3): "note"})
    assert meanings(store, now)["联络"] == "note"
    imported(store, NOVEMBER, choices=now)
    assert [kept.columns() for kept in store.select(RosterLayout)] == [{1: "", 3: "note"}]


def test_a_sheet_under_other_headings_is_guessed(store: Store) -> None:
    imported(store, OCTOBER, choices=PHONE)
    other = sheet([*HEADINGS, "备注"], ["王二", "水景花苑1-1-101", number(3), "13800000003", "小赵", ""])
    layout = planned(store, other).layouts[0]
    assert not layout.remembered
    assert layout.columns[3].meaning == ""


def test_nothing_is_remembered_where_nothing_was_changed(store: Store) -> None:
    imported(store, OCTOBER)
    assert store.count(RosterLayout) == 0


def test_a_preview_remembers_nothing(store: Store) -> None:
    planned(store, OCTOBER, choices=PHONE)
    assert store.count(RosterLayout) == 0


def test_no_word_of_the_sheet_is_kept(store: Store) -> None:
    imported(store, OCTOBER, choices=PHONE)
    kept = store.select(RosterLayout)[0]
    told = f"{kept.headings} {kept.meanings} {[e.change for e in store.history(kept)]}"
    assert not [word for word in (*HEADINGS, "王一", "小李") if word in told]


def test_undoing_the_import_keeps_what_was_said_of_the_columns(store: Store) -> None:
    imported(store, OCTOBER, choices=PHONE)
    undo_import(store, past_imports(store)[0])
    assert store.count(Resident) == 0
    assert meanings(store)["联络"] == "phone"


@pytest.mark.parametrize("line", ["9=phone", "3=no_such_meaning", "x"])
def test_a_meaning_that_fits_no_column_or_nobody_knows_is_passed_over(store: Store, line: str) -> None:
    imported(store, OCTOBER, choices=PHONE)
    kept = store.select(RosterLayout)[0]
    store.save(RosterLayout(id=kept.id, version=kept.version, headings=kept.headings, meanings=line))
    assert meanings(store)["联络"] == ""
