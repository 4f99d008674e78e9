"""Whatever the clerk did between an import and its undoing stays as the clerk left it."""

from collections.abc import Callable
from datetime import date, datetime

import attrs
import pytest

from db.records import RECORD_TYPES
from db.records.base import Record
from db.records.hall.meeting import Attendee, Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident, reference_to
from db.records.visits.visit import Visit
from db.services.undo_import import redo_import, undo_import
from db.store import Store, eq, rows
from tests.db.registry.roster.files import imported, number, sheet
from tests.db.registry.roster.test_undo import ROSTER, latest, named
from tests.factories import example, make, plant

Change = Callable[[Store], list[Record]]


def home_of(store: Store, name: str) -> Household:
    person = named(store, name)
    return next(h for h in store.select(Household) if person.id in {m.resident for m in h.present()})


def divides(store: Store) -> list[Record]:
    """The son has a household of his own now."""
    old, son = home_of(store, "王一"), named(store, "王二")
    left = tuple(attrs.evolve(m, until=date(2026, 11, 1)) if m.resident == son.id else m for m in old.members)
    new = Household(head=son.id, house=old.house, members=(Member(resident=son.id, relation=HEAD),), note="2")
    return [store.save(attrs.evolve(old, members=left)), store.save(new)]


def merges(store: Store) -> list[Record]:
    """One household goes into another, which is by hand."""
    one = named(store, "李一")
    with store.writing() as w:
        w.delete(home_of(store, "李一"))
    theirs = store.save(Resident(name="周一"))
    both = (Member(resident=theirs.id, relation=HEAD), Member(resident=one.id, relation="20"))
    return [store.save(Household(head=theirs.id, members=both))]


def moves(store: Store) -> list[Record]:
    """Somebody moves behind another door of the roster."""
    return [store.save(attrs.evolve(named(store, "王二"), house=named(store, "李一").house))]


def leaves(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(named(store, "王一"), state="2", state_day=date(2026, 11, 2)))]


def is_written_on(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(home_of(store, "赵一"), note="合同在二号柜"))]


def loses_all_its_people(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(home_of(store, "李一"), head=0, members=(), note="空挂"))]


def is_called_on(store: Store) -> list[Record]:
    return [store.save(make(Visit, resident=0, house=named(store, "李一").house))]


def is_at_a_meeting(store: Store) -> list[Record]:
    here = example(Attendee, household=home_of(store, "李一").id, who=0)
    return [store.save(make(Meeting, attendees=(here,), starts=datetime(2026, 11, 1, 9), minutes_number=""))]


def disputes(store: Store) -> list[Record]:
    party = example(Party, who=reference_to(named(store, "李一").id))
    return [plant(store, MediationCase, number="", parties=(party, example(Party, 2)))]


def has_a_chief(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(store.select(Grid)[0], chief="周格"))]


def has_a_steward(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(store.select(Building)[0], steward="周楼"))]


def gets_an_owner(store: Store) -> list[Record]:
    return [store.save(attrs.evolve(store.get(House, named(store, "李一").house), owner="周主"))]


CHANGES: tuple[Change, ...] = (
    *(divides, merges, moves, leaves, is_written_on, loses_all_its_people, is_called_on, is_at_a_meeting, disputes),
    *(has_a_chief, has_a_steward, gets_an_owner),
)


def known_before(store: Store) -> None:
    """All people of the roster are in the store already, without doors and households."""
    for name, serial in (("王一", 1), ("王二", 3), ("李一", 5), ("赵一", 8), ("赵二", 9)):
        store.save(Resident(name=name, id_number=number(serial)))


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_what_the_clerk_did_since_stays(store: Store, change: Change, known: bool, again: bool) -> None:
    if known:
        known_before(store)
    imported(store, ROSTER)
    if again:
        undo_import(store, latest(store))
        redo_import(store, latest(store))
    left = [(type(r), r.id, rows.picture(store.get(type(r), r.id))) for r in change(store)]
    undo_import(store, latest(store))
    for kind, i, picture in left:
        assert store.ids(kind, eq("id", i)), f"{kind.LABEL} is gone"
        assert rows.picture(store.get(kind, i)) == picture
    assert store.verify() == []


def test_who_lives_in_a_household_that_was_changed_keeps_the_door_that_the_import_told(store: Store) -> None:
    known_before(store)
    imported(store, ROSTER)
    family = home_of(store, "王一")
    store.save(attrs.evolve(family, note="220521001"))
    done = undo_import(store, latest(store))
    assert named(store, "王一").house == family.house
    assert "王一" in {k.name for k in done.kept}
    assert named(store, "李一").house == 0


def test_who_moved_out_and_came_back_is_taken_in_again(store: Store) -> None:
    imported(store, ROSTER)
    family, son = home_of(store, "王一"), named(store, "王二")
    gone = tuple(attrs.evolve(m, until=date(2026, 1, 1)) if m.resident == son.id else m for m in family.members)
    store.save(attrs.evolve(family, members=gone))
    again = sheet(
        ["姓名", "与户主关系", "住址", "身份证号"],
        ["王一", "户主", "水景花苑1-1-101", number(1)],
        ["王二", "子", "水景花苑1-1-101", number(3)],
    )
    before = {kind.TABLE: {r.id: rows.picture(r) for r in store.select(kind)} for kind in RECORD_TYPES}
    imported(store, again)
    assert [m.resident for m in home_of(store, "王一").members].count(son.id) == 2
    undo_import(store, latest(store))
    assert {kind.TABLE: {r.id: rows.picture(r) for r in store.select(kind)} for kind in RECORD_TYPES} == before
