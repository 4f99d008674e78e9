"""What an export writes an import reads: of every type, into the store that it came from and into an empty one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.fields import Field, Link, Rows
from db.records.base import Record, fields_of
from db.records.duties.giving import EXPORTED, ExportEntry
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.services.export_table import export_table
from db.services.import_file import commit, preview, read_file
from db.services.importing.choices import Choices
from db.services.importing.plan import TablePlan
from db.services.told_cells import cell
from db.store import Store
from tests.added import EVERY, with_added
from tests.db.registry.roster.files import TODAY
from tests.factories import plant
from tests.giving import USE

TAKEN_IN = [kind for kind in EVERY if kind.can_be_imported and kind.record is not Resident]
each_kind = pytest.mark.parametrize("kind", TAKEN_IN, ids=lambda kind: kind.table)


@pytest.fixture
def store(store: Store) -> Store:
    """One that holds two types more than the program has."""
    return with_added(store)


@pytest.fixture
def other(made_store: tuple[Store, str], tmp_path: Path) -> Iterator[Store]:
    """Another one, empty."""
    original, _ = made_store
    folder = shutil.copytree(original.folder, tmp_path / "other")
    copy = with_added(Store._with_key(folder, original._key))
    yield copy
    copy.close()


def exported(store: Store, kind: Kind, folder: Path, suffix: str = ".xlsx") -> Path:
    file = folder / f"{kind.label}{suffix}"
    export_table(store, kind.record, file, whole=USE)
    return file


def planned(store: Store, file: Path, choices: Choices | None = None) -> TablePlan:
    return preview(store, read_file(file), choices or Choices(), TODAY)


def known(store: Store, kind: Kind) -> Record:
    """A saved record that can be known again: what its one key leads to is there."""
    fields = fields_of(kind.record)
    asked = kind.known_by[0] if len(kind.known_by) == 1 else ()
    links = {n: f for n in asked if isinstance(f := fields.get(n), Link) and not f.required}
    return plant(store, kind.record, **{name: plant(store, EVERY[field.to].record).id for name, field in links.items()})


@each_kind
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_was_exported_is_known_again_whole(store: Store, tmp_path: Path, kind: Kind, suffix: str) -> None:
    saved = [known(store, kind) for _ in range(3)]
    there = store.count(kind.record)
    plan = planned(store, exported(store, kind, tmp_path, suffix))
    count = plan.counts[kind.table]
    assert [p.sentence() for p in plan.problems] == []
    assert (count.new, count.changed, count.held) == (0, 0, 0)
    assert count.matched == there >= len(saved)
    assert plan.brings == 0


def same(kind: Kind, one: Record, other: Record, titles: tuple[Any, Any]) -> dict[str, tuple[object, object]]:
    """The fields that are typed, and told otherwise by the one than by the other, links by what they lead to."""
    number = kind.number.number if kind.number else ""
    told: dict[str, tuple[object, object]] = {}
    for name, field in fields_of(kind.record).items():
        if field.fixed and (isinstance(field, Rows) or name == number):
            continue
        values = tuple(cell(field, getattr(r, name), t, plain=True) for r, t in zip((one, other), titles, strict=True))
        if values[0] != values[1] and not _is_called_by_number(field, str(values[0]), str(values[1])):
            told[name] = (values[0], values[1])
    return told


def _is_called_by_number(field: Field[Any], one: str, other: str) -> bool:
    """Whether both are titles of the same records, which have no number in a store whose book did not give them one."""
    if isinstance(field, Rows):
        single = [inner for inner in fields_of(field.part).values() if inner.label]
        return len(single) == 1 and _is_called_by_number(single[0], one, other)
    return isinstance(field, Link) and one.partition(" ")[2] == other


def _planted(store: Store, kind: Kind) -> list[Record]:
    """Records of a type but for what the exports of a test enter themselves."""
    return [one for one in store.select(kind.record) if not (isinstance(one, ExportEntry) and one.way == EXPORTED)]


def test_what_was_exported_comes_into_an_empty_store(store: Store, other: Store, tmp_path: Path) -> None:
    for kind in TAKEN_IN:
        for _ in range(2):
            plant(store, kind.record, **({kind.way.by: plant(store, Matter).id} if kind.way else {}))
    for resident in store.select(Resident):
        with other.writing() as w:
            w.put_back([resident])
    order = ["grid", "estate", "building", "house", "household", "body", "person", "matter", "mediation_case"]
    for kind in sorted(TAKEN_IN, key=lambda k: order.index(k.table) if k.table in order else len(order)):
        file = exported(store, kind, tmp_path)
        plan = planned(other, file)
        assert plan.counts[kind.table].held == 0, [p.sentence() for p in plan.problems]
        commit(other, plan, file.name)
    differing = {}
    for kind in TAKEN_IN:
        pairs = zip(*(sorted(_planted(one, kind), key=one.title) for one in (store, other)), strict=True)
        for one, two in pairs:
            titles = (store.all_titles([one]), other.all_titles([two]))
            if told := same(kind, one, two, titles):
                differing[f"{kind.table} {one.id}"] = told
    assert differing == {}
