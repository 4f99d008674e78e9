"""An import taken back after matters and cases of its people went on: whom they name stays and is told, and they go on as they were."""

from datetime import datetime
from typing import TypeVar

import pytest

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident, reference_to
from db.records.step import NOTED
from db.services.letters.number_record import number_fault
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case
from db.services.move import NotToUndo, correct, last_move, move, note, undo_move, void
from db.services.timeline import timeline
from db.services.undo_import import Kept, past_imports, undo_import, weigh_undo
from db.store import Store, eq
from tests.db.registry.roster.files import imported
from tests.db.registry.roster.test_undo import ROSTER, named

AT = datetime(2026, 3, 2, 9, 0)
R = TypeVar("R", Matter, MediationCase)


@pytest.fixture
def roster(store: Store) -> Store:
    """A store into which a roster of five was just imported."""
    imported(store, ROSTER)
    return store


def matter_of(store: Store, name: str, **values: object) -> Matter:
    who = Claimant(who=store.kinds.reference_of(named(store, name)), name=name)
    return take_in(store, changed(Matter(subject="路灯不亮", taken=AT, claimants=(who,)), **values))


def case_of(store: Store, one: str, other: str) -> MediationCase:
    parties = tuple(Party(side=s, name=n, who=reference_to(named(store, n).id)) for s, n in (("1", one), ("2", other)))
    given = MediationCase(title_text="楼上渗水", dispute="2", facts="渗水。", received=AT.date(), parties=parties)
    return accept_case(store, given)


def taken_back(store: Store) -> tuple[Kept, ...]:
    """Who stays as the last import is taken back, as it was weighed before."""
    (past, *_) = past_imports(store)
    weighed = weigh_undo(store, past).kept
    assert undo_import(store, past).kept == weighed
    assert store.verify() == []
    return weighed


def names(store: Store) -> set[str]:
    return {one.name for one in store.select(Resident)}


def is_untouched(store: Store, record: R, lines: int) -> bool:
    now = store.get(type(record), record.id)
    return now == record and len(timeline(store, now)) == lines and not number_fault(store, now)


def test_whom_they_name_stays_and_the_record_is_named(roster: Store) -> None:
    matter = move(roster, matter_of(roster, "王一"), "gather", AT, called="网格长")
    case = case_of(roster, "李一", "赵一")
    case = move(roster, case, "consent", AT, parties=tuple(changed(p, consent="1") for p in case.parties))
    kept = {one.name: one.why for one in taken_back(roster)}
    assert kept.pop("李一") in ("诉求里有这个人", "调解案件里有这个人"), "the case names them, and its matter does"
    assert kept == {"王一": "诉求里有这个人", "赵一": "调解案件里有这个人"}
    assert names(roster) == {*kept, "李一"}
    assert is_untouched(roster, matter, 2)
    assert is_untouched(roster, case, 2)


def test_they_go_on_and_their_moves_are_taken_back(roster: Store) -> None:
    matter = move(roster, matter_of(roster, "王一"), "gather", AT, called="网格长")
    taken_back(roster)
    assert last_move(roster, matter) is not None, "taking an import back is nothing that follows a move"
    assert undo_move(roster, matter).record == changed(
        matter, stage="1", called="", levelled=None, version=matter.version + 1
    )
    again = move(roster, roster.get(Matter, matter.id), "gather", AT, called="物业")
    assert move(roster, again, "refer", AT, reason="属信访事项", elsewhere="4").stage == "5"


def test_whom_a_void_or_closed_one_names_stays_too(roster: Store) -> None:
    void(roster, matter_of(roster, "王一"), "录重了")
    move(roster, matter_of(roster, "李一"), "refer", AT, reason="属信访事项", elsewhere="4")
    assert {kept.name for kept in taken_back(roster)} == {"王一", "李一"}


def test_who_acts_and_of_whom_something_was_noted_stays(roster: Store) -> None:
    actor = roster.save(Person(name="赵一", resident=named(roster, "赵一").id))
    move(roster, matter_of(roster, "王一"), "gather", AT, actor.id, called="网格长")
    note(roster, named(roster, "李一"), "上门看过", NOTED)
    told = {"王一": "诉求里有这个人", "赵一": "人员里有这个人", "李一": "经过里有这个人"}
    assert {kept.name: kept.why for kept in taken_back(roster)} == told


def test_the_places_of_a_matter_stay(roster: Store) -> None:
    grid, building = roster.select(Grid)[0], roster.select(Building, eq("number", "2"))[0]
    house = roster.select(House, eq("building", building.id))[0]
    matter = matter_of(roster, "王一", grid=grid.id, building=building.id, house=house.id)
    moved = move(roster, matter, "gather", AT, called="网格长")
    taken_back(roster)
    assert roster.get(House, house.id) == house
    assert roster.find(Building, building.id) == building
    assert roster.find(Grid, grid.id) == grid
    assert roster.get(Matter, matter.id) == moved


def test_whom_no_record_names_any_more_goes_and_a_move_that_would_name_them_again_is_not_taken_back(
    roster: Store,
) -> None:
    case = case_of(roster, "李一", "赵一")
    others = tuple(changed(p, who=0, name=f"{p.name}本人", consent="1") for p in case.parties)
    matter = roster.get(Matter, case.matter)
    roster.save(changed(matter, claimants=tuple(changed(c, who=0) for c in matter.claimants)))
    moved = move(roster, case, "consent", AT, parties=others)
    assert taken_back(roster) == ()
    assert names(roster) == set()
    with pytest.raises(NotToUndo, match="已从登记里删除或并掉，不能撤回"):
        undo_move(roster, moved)
    assert is_untouched(roster, moved, 2)
    assert correct(roster, moved, "写错", parties=tuple(changed(p, name="李某") for p in others)).version == 3
