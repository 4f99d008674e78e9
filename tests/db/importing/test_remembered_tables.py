"""What the clerk says of the columns of a table holds for the next one under the same headings; an empty table comes back as it went."""

from pathlib import Path

import openpyxl
import pytest

from db.errors import FileUnreadable
from db.records import KINDS
from db.records.base import fields_of
from db.records.bodies.body import Body
from db.records.centre.table_layout import TableLayout
from db.records.kind import Kind
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.import_file import as_kind, look_at, plan_of, read_file
from db.services.importing.choices import Choices
from db.services.importing.empty_table import WORDS, headings_of, write_empty_table
from db.services.undo_import import undo_import
from db.store import Store
from tests.db.importing.tables import ReadFile, imported, past, planned, sheet
from tests.db.registry.roster.files import TODAY

STRANGE = sheet(("片区", "带头人", "网格编码", "手写"), ("第一网格", "梁明", "220521003008001", "一支部"), name="表")
MEANT = {("表", 0): "name", ("表", 1): "chief", ("表", 3): "party_group"}
SAID = Choices(forms={"表": "grid"}, columns=MEANT)
ALL = [kind for kind in KINDS if kind.can_be_imported]


def test_a_layout_counts_for_the_next_table_under_the_same_headings(store: Store) -> None:
    with pytest.raises(FileUnreadable, match="没有认出"):
        planned(store, STRANGE)
    imported(store, STRANGE, choices=SAID)
    assert [(g.name, g.chief, g.party_group) for g in store.select(Grid)] == [("第一网格", "梁明", "一支部")]
    (kept,) = store.select(TableLayout)
    assert (kept.form, kept.columns()) == ("grid", {0: "name", 1: "chief", 3: "party_group"})
    assert "片区" not in kept.headings
    other = sheet(*STRANGE.rows[:1], ("第二网格", "马兰", "", ""), name="别的名字")
    plan = planned(store, other)
    assert plan.sheets[0].layout.remembered
    assert plan.counts["grid"].new == 1
    moved = sheet(("带头人", "片区", "网格编码", "手写"), ("马兰", "第二网格", "", ""))
    with pytest.raises(FileUnreadable, match="没有认出"):
        planned(store, moved)


def test_what_was_said_is_forgotten_when_the_guess_is_taken_again(store: Store) -> None:
    table = sheet(("网格名称", "网格编码", "备注"), ("第一网格", "1", "东"), name="表")
    imported(store, table, choices=Choices(columns={("表", 2): ""}))
    assert planned(store, table).counts["grid"].changed == 0
    again = Choices(guessed=frozenset({"表"}))
    assert planned(store, table, choices=again).counts["grid"].changed == 1
    imported(store, table, choices=again)
    assert store.count(TableLayout) == 0


def test_taking_an_import_back_does_not_forget_what_its_columns_mean(store: Store) -> None:
    imported(store, STRANGE, choices=SAID)
    undone = undo_import(store, past(store))
    assert store.count(Grid) == 0
    assert store.count(TableLayout) == 1
    assert TableLayout.LABEL not in undone.others


def test_what_a_file_is_can_be_asked_without_a_refusal(store: Store) -> None:
    both = sheet(("甲", "乙"), ("东篱", "一"), name="表")
    plan = plan_of(store, ReadFile("表.xlsx", (both,)), Choices(), TODAY)
    assert plan.sheets[0].layout.skipped
    assert plan.brings == 0
    with pytest.raises(FileUnreadable):
        planned(store, both)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.table)
def test_an_empty_table_is_known_and_every_column_of_it(store: Store, tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "空表.xlsx"
    write_empty_table(kind, path)
    book = openpyxl.load_workbook(path)
    first = book[book.sheetnames[0]]
    labels = [cell.value for cell in first[1]]
    assert labels == [heading.label for heading in headings_of(kind)]
    assert book.sheetnames[1] == WORDS
    file = read_file(path)
    if kind.record is Resident:
        assert look_at(file).is_roster
        assert not [c for c in file.roster().sheets[0].rows[0] if c not in labels]
        return
    choices = as_kind(file, KINDS, kind.table)
    plan = plan_of(store, file, choices, TODAY)
    assert [one.layout.unknown() for one in plan.sheets if not one.layout.skipped] == [()]
    assert [one.sheet.name for one in plan.sheets if one.layout.skipped] == [WORDS]
    assert plan.brings == 0


def test_what_may_be_chosen_stands_in_the_second_tab_and_in_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "组织.xlsx"
    write_empty_table(KINDS[Body.TABLE], path)
    book = openpyxl.load_workbook(path)
    words = {column[0].value: [c.value for c in column[1:] if c.value] for column in book[WORDS].columns}
    assert words["类别"] == list(fields_of(Body)["kind"].codes().labels.values())  # type: ignore[attr-defined]
    chosen = book[book.sheetnames[0]].data_validations.dataValidation
    assert len(chosen) == len(words)
