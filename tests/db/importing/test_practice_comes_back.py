"""The practice community, exported type by type: into itself nothing is new or changed, in full or masked; what is not taken in says so."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from db.errors import AppError
from db.practice import open_practice
from db.records import KINDS
from db.records.base import Record
from db.records.kind import Kind
from db.services.centre.own_words import lay_own_words
from db.services.export_table import export_table
from db.services.import_file import look_at, preview, read_file
from db.services.importing.choices import Choices, Take
from db.services.registry.import_roster import Choices as RosterChoices
from db.services.registry.import_roster import preview as roster_preview
from db.store import Store
from db.values import code_table
from tests.giving import USE

TODAY = date(2026, 11, 29)
LISTED = [kind for kind in KINDS if kind.tab]
each_kind = pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.table)


@pytest.fixture(scope="module")
def practice(practised: Callable[[date], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_practice(copytree(practised(TODAY), tmp_path_factory.mktemp("practice") / "store"), TODAY)
    lay_own_words(store)
    yield store
    code_table.lay_over({})
    store.close()


def exported(store: Store, kind: type[Record], folder: Path, suffix: str, *, plain: bool) -> Path:
    path = folder / f"{kind.TABLE}{suffix}"
    export_table(store, kind, path, whole=USE if plain else None)
    return path


@each_kind
@pytest.mark.parametrize(("suffix", "plain"), [(".csv", True), (".csv", False), (".xlsx", True)])
def test_nothing_is_new_or_changed(practice: Store, tmp_path: Path, kind: Kind, suffix: str, *, plain: bool) -> None:
    """Not even where the clerk takes what the table says."""
    there = practice.count(kind.record)  # an export in full enters itself
    file = read_file(exported(practice, kind.record, tmp_path, suffix, plain=plain))
    if look_at(file, practice.kinds).is_roster:
        counts = roster_preview(practice, file.roster(), RosterChoices(), TODAY).counts
        assert (counts.people_new, counts.people_completed, counts.households, counts.houses) == (0, 0, 0, 0)
        return
    if not kind.can_be_imported:
        with pytest.raises(AppError, match=f"这是本程序导出的“{kind.label}”表，不能导入"):
            preview(practice, file, Choices(), TODAY)
        return
    plan = preview(practice, file, Choices(otherwise=Take.TABLE), TODAY)
    count = plan.counts[kind.table]
    assert [p.sentence() for p in plan.problems] == []
    assert (plan.brings, count.new, count.changed, count.held) == (0, 0, 0, 0)
    assert count.matched == there
    hidden = [told for told in plan.assumptions if "遮住" in told]
    assert bool(hidden) <= (not plain)
