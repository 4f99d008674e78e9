"""What is told of the whole centre, and what leaves as a file: by the service itself, whatever a window hides."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.errors import NotAllowed
from db.records.figure import count
from db.records.power import Power
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.duties.giving_out import Use
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import until
from db.services.list_records import list_records
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.store import eq
from db.store.measuring import Asked
from tests.db.rights.table import cells, holders
from tests.db.rights.town import Town

TODAY = date(2026, 3, 2)
USE = Use(recipient="街道", purpose="核对")


def test_who_counts_nothing_is_told_no_figure(town: Town, role: Role) -> None:
    with closing(town.as_role(role)) as store:
        for name in ("residents_here", "matters_taken", "residents_disabled"):
            figure = figures_by_name(store.kinds).get(name)
            if figure is None:
                continue
            if role in holders(Power.FIGURES):
                assert measure(store, figure, until(TODAY)).value.number >= 0
            else:
                with pytest.raises(NotAllowed):
                    measure(store, figure, until(TODAY))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR], ids=lambda role: role.name)
def test_the_store_measures_nothing_for_them_either(town: Town, role: Role) -> None:
    with closing(town.as_role(role)) as store, pytest.raises(NotAllowed):
        store.measured(Asked(Resident, (), count(), (), TODAY))


def test_who_writes_a_ledger_into_a_file(town: Town, role: Role, tmp_path: Path) -> None:
    with closing(town.as_role(role)) as store:
        if (ledger := store.find(Ledger, town.ids["ledger"]["other"])) is None:
            return
        sheet = sheet_of(store, ledger, store.select(LedgerRow, eq("ledger", ledger.id)))
        for whole in (None, USE):
            try:
                export_ledger(store, sheet, tmp_path / "台账.csv", whole=whole)
                exported = True
            except NotAllowed:
                exported = False
            assert exported == (">" in cells()["ledger"][role])
            assert exported == (tmp_path / "台账.csv").exists()


@pytest.mark.parametrize("table", ["resident", "mediation_case"])
def test_who_lists_whole_numbers(town: Town, role: Role, table: str) -> None:
    with closing(town.as_role(role)) as store:
        kind = store.kinds[table]
        try:
            told = list_records(store, kind, whole=USE)
        except NotAllowed:
            told = None
        assert (told is not None) == (">" in cells()[table][role] and role in holders(Power.EXPORT_WHOLE))
        seen = set(store.ids(Resident)) if table == "resident" else set()
        assert told is None or not seen or {one.id for one in told} == seen
