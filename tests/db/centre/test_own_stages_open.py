"""What stands in a stage that the centre put in is work to be done: in its list, on the card, on the first screen, at the window."""

from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from db.records.base import Record
from db.records.kind import Kind
from db.records.matters.flow import OPEN_MATTERS
from db.records.matters.matter import MATTERS, Claimant, Matter
from db.records.mediation.case import MEDIATION_CASES, OPEN_CASES, MediationCase, Party
from db.records.registry.resident import Resident
from db.services.centre.stage_names import insert
from db.services.matters.slips import _AT_ONCE
from db.services.matters.take_in import take_in
from db.services.move import move, void
from db.services.registry.resident_card import Standing, resident_card
from db.services.save_as_declared import save_as_declared
from db.services.whats_due import whats_due
from db.store import Store
from db.values import code_table, sheet_code
from db.values.day import this_minute
from tests.factories import plant

NOW = this_minute()
BOTH = pytest.mark.parametrize(
    ("kind", "view"), [(MATTERS, OPEN_MATTERS), (MEDIATION_CASES, OPEN_CASES)], ids=["matter", "case"]
)


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


@pytest.fixture
def resident(store: Store) -> Resident:
    """Whom it is about."""
    return plant(store, Resident)


def standing(store: Store, kind: Kind, resident: Resident) -> Record:
    """A record in a stage of the centre's own."""
    who = store.kinds.reference_of(resident)
    if kind is MATTERS:
        saved: Record = take_in(store, Matter(subject="断电", taken=NOW, claimants=(Claimant(who=who, name="王五"),)))
    else:
        parties = (Party(who=who, name="王五"), Party(side="2", name="赵六"))
        case = MediationCase(title_text="漏水", dispute="2", facts="漏水", received=NOW.date(), parties=parties)
        saved = save_as_declared(store, case)
    flow = kind.flows[0]
    own = insert(store, kind, flow, flow.stages[0].code, "本中心的")
    assert own is not None
    return move(store, saved, f"enter_{own.code}", NOW)


@BOTH
def test_it_is_in_the_list_of_what_is_open(store: Store, resident: Resident, kind: Kind, view: str) -> None:
    one = standing(store, kind, resident)
    conditions = store.where(kind.record, kind.view(view).conditions)
    assert store.ids(kind.record, *conditions) == [one.id]
    void(store, one, "录重了")
    assert store.ids(kind.record, *conditions) == []


@BOTH
def test_it_is_open_on_the_card_of_whom_it_is_about(store: Store, resident: Resident, kind: Kind, view: str) -> None:
    one = standing(store, kind, resident)
    told = {of.standing: [line.id for line in of.shown] for of in resident_card(store, resident.id).matters}
    assert told == {Standing.OPEN: [one.id]}, view


@BOTH
def test_it_is_due_and_counted_on_the_first_screen(store: Store, resident: Resident, kind: Kind, view: str) -> None:
    one = standing(store, kind, resident)
    assert isinstance(one, Matter | MediationCase)
    assert one.is_open()
    told = whats_due(store, NOW)
    assert [(item.table, item.id, item.stage) for item in told.items] == [(kind.table, one.id, "本中心的")], view
    assert told.figures["cases_open"].value.number == (kind is MEDIATION_CASES)


def test_the_code_of_its_slip_is_given_to_nobody_else(
    store: Store, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At random; here chance gives the same code again, then another."""
    drawn = chain([7] * (2 * _AT_ONCE - 1), repeat(8))
    monkeypatch.setattr("secrets.randbelow", lambda _below: next(drawn))
    one = standing(store, MATTERS, resident)
    assert isinstance(one, Matter)
    assert (one.slip, take_in(store, Matter(subject="路灯", taken=NOW)).slip) == tuple(
        sheet_code.made(sheet_code.FIRST + more) for more in (7, 8)
    )
