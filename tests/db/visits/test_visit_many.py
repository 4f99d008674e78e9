"""安排走访: the doors of chosen residents on a sheet; afterwards one visit for each, written down at once and taken back."""

from datetime import date

import attrs
import pytest

from db.errors import ArgumentError, Cancelled, RecordChanged, RecordInvalid
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.visits.visit_many import take_back, visit_many
from db.services.visits.visit_round import doors_of, round_of
from db.store import Store
from tests.gui.community import settle

TODAY = date(2026, 11, 30)


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    return settle(store)


def test_a_round_leads_to_the_doors_of_those_chosen_alone(store: Store, people: dict[str, Resident]) -> None:
    walk = round_of(store, "选定的住户", [people["张桂芳"].id, people["李国富"].id])
    assert [door.place for door in doors_of(store, walk.buildings, TODAY, walk.houses)] == ["2单元502室"]
    both = round_of(store, "", [one.id for one in people.values()])
    assert len(doors_of(store, both.buildings, TODAY, both.houses)) == 2
    away = store.save(Resident(name="王无家"))
    nowhere = round_of(store, "", [away.id, 12345])
    assert doors_of(store, nowhere.buildings, TODAY, nowhere.houses) == []


def test_what_is_cancelled_leaves_no_visit(store: Store, people: dict[str, Resident]) -> None:
    typed, chosen = Visit(day=TODAY, visitor="王芳"), [one.id for one in people.values()]
    with pytest.raises(Cancelled):
        visit_many(store, typed, chosen, lambda _done, _total: False)
    assert store.count(Visit) == 0
    made = visit_many(store, typed, chosen)
    with pytest.raises(Cancelled):
        take_back(store, made, lambda _done, _total: False)
    assert store.count(Visit) == len(made)


def test_each_has_a_visit_at_their_door(store: Store, people: dict[str, Resident]) -> None:
    typed = Visit(day=TODAY, visitor="王芳", finding="燃气已检查")
    chosen = [people[name].id for name in ("张桂芳", "阿卜杜拉·买买提")]
    made = visit_many(store, typed, chosen)
    assert [(v.resident, v.house, v.day, v.visitor, v.finding) for v in made] == [
        (i, store.get(Resident, i).house, TODAY, "王芳", "燃气已检查") for i in chosen
    ]
    take_back(store, made)
    assert store.count(Visit) == 0


def test_what_was_written_in_one_since_is_not_taken_back_without_a_word(
    store: Store, people: dict[str, Resident]
) -> None:
    made = visit_many(store, Visit(day=TODAY, visitor="王芳"), [people[name].id for name in ("张桂芳", "李国富")])
    store.save(attrs.evolve(made[1], finding="摔了一跤"))
    with pytest.raises(RecordChanged, match="2026-11-30 走访李国富"):
        take_back(store, made)
    assert [one.finding for one in store.select(Visit, order=("id",))] == ["", "摔了一跤"], "all or none"


def test_all_or_none(store: Store, people: dict[str, Resident]) -> None:
    chosen = [people["张桂芳"].id]
    with pytest.raises(RecordInvalid, match="走访人"):
        visit_many(store, Visit(day=TODAY), chosen)
    store.save(attrs.evolve(store.get(Resident, chosen[0]), state="3"))
    with pytest.raises(ArgumentError, match="不在册"):
        visit_many(store, Visit(day=TODAY, visitor="王芳"), chosen)
    assert store.count(Visit) == 0
