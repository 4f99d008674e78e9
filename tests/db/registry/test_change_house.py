"""搬家、改住处: nobody joins strangers and nobody leaves their own without the clerk having said so."""

from datetime import date, timedelta

import attrs
import pytest

from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.records.spells import overlap
from db.services.answers import UNASKED, Answers, Becomes
from db.services.registry.change_house import HouseholdMoves
from db.services.registry.register_resident import Door, house_at
from db.services.registry.resident_card import household_of
from db.services.save_as_declared import save_as_declared
from db.store import Store

JOIN = Answers(household=Becomes.JOIN)


@pytest.fixture
def doors(store: Store) -> list[int]:
    """Three houses: of a couple, of a stranger, and an empty one."""
    return [house_at(store, Door("幸福里小区", "3", "2", room)).id for room in ("501", "502", "503")]


@pytest.fixture
def couple(store: Store, doors: list[int]) -> list[Resident]:
    """Two of one household behind the first door; a stranger lives behind the second."""
    save_as_declared(store, Resident(name="赵六", house=doors[1]))
    first = save_as_declared(store, Resident(name="王五", house=doors[0]))
    return [first, save_as_declared(store, Resident(name="李四", house=doors[0]), JOIN)]


def homes(store: Store) -> dict[str, set[str]]:
    """Who lives together, by door."""
    names = {one.id: one.name for one in store.select(Resident)}
    return {
        store.titles("house", [home.house])[home.house][-4:]: {names[m.resident] for m in home.present()}
        for home in store.select(Household)
        if home.present()
    }


def asked(store: Store, resident: Resident, answers: Answers = UNASKED) -> HouseholdMoves:
    before = (store.select(Resident), store.select(Household))
    with pytest.raises(HouseholdMoves) as refused:
        save_as_declared(store, resident, answers)
    assert (store.select(Resident), store.select(Household)) == before, "nothing is saved before it is answered"
    return refused.value


def test_who_would_leave_others_is_asked_about(store: Store, doors: list[int], couple: list[Resident]) -> None:
    moved = attrs.evolve(couple[0], house=doors[2])
    question = asked(store, moved)
    assert "503室" in question.message
    assert "李四" in question.remedy
    assert (question.yes.said, question.no.said) == (Becomes.TOGETHER, Becomes.ALONE)
    save_as_declared(store, moved, Answers(household=Becomes.TOGETHER))
    assert homes(store) == {"502室": {"赵六"}, "503室": {"王五", "李四"}}
    assert {one.house for one in store.select(Resident) if one.name != "赵六"} == {doors[2]}


def test_who_moves_alone_begins_a_household_behind_an_empty_door(
    store: Store, doors: list[int], couple: list[Resident]
) -> None:
    save_as_declared(store, attrs.evolve(couple[1], house=doors[2]), Answers(household=Becomes.ALONE))
    assert homes(store) == {"501室": {"王五"}, "502室": {"赵六"}, "503室": {"李四"}}


@pytest.mark.parametrize(("said", "behind"), [(Becomes.JOIN, [{"赵六", "王五"}]), (Becomes.OWN, [{"赵六"}, {"王五"}])])
def test_who_moves_alone_to_others_is_asked_twice(
    store: Store, doors: list[int], couple: list[Resident], said: Becomes, behind: list[set[str]]
) -> None:
    moved = attrs.evolve(couple[0], house=doors[1])
    first = asked(store, moved)
    asked_first, alone = first.remedy, UNASKED.with_(first.no.said)
    question = asked(store, moved, alone)
    assert "赵六" in question.remedy
    assert (question.yes.said, question.no.said) == (Becomes.JOIN, Becomes.OWN)
    save_as_declared(store, moved, alone.with_(said))
    names = {one.id: one.name for one in store.select(Resident)}
    there = [home for home in store.select(Household) if home.house == doors[1]]
    assert [{names[m.resident] for m in home.present()} for home in there] == behind
    left = household_of(store, couple[1].id)
    assert left is not None
    assert ([m.resident for m in left.present()], left.head) == ([couple[1].id], couple[1].id)
    assert "户主改为李四" in asked_first


@pytest.mark.parametrize(("said", "homes_after"), [(Becomes.JOIN, 1), (Becomes.OWN, 2)])
def test_who_is_new_behind_the_door_of_others_is_asked_about(
    store: Store, doors: list[int], couple: list[Resident], said: Becomes, homes_after: int
) -> None:
    new = Resident(name="周七", house=couple[0].house)
    assert "王五、李四" in asked(store, new).remedy
    saved = save_as_declared(store, new, Answers(household=said))
    assert len([home for home in store.select(Household) if home.house == doors[0]]) == homes_after
    assert household_of(store, saved.id) is not None


@pytest.mark.parametrize(("said", "stays"), [(Becomes.JOIN, False), (Becomes.OWN, True)])
def test_who_lives_alone_takes_the_household_along_but_to_join_others(
    store: Store, doors: list[int], couple: list[Resident], said: Becomes, stays: bool
) -> None:
    stranger = next(one for one in store.select(Resident) if one.name == "赵六")
    own = household_of(store, stranger.id)
    assert own is not None
    assert "王五、李四" in asked(store, attrs.evolve(stranger, house=doors[0])).remedy
    save_as_declared(store, attrs.evolve(stranger, house=doors[0]), Answers(household=said))
    now = household_of(store, stranger.id)
    assert now is not None
    assert (now.id == own.id, now.house) == (stays, doors[0])
    assert couple[0].id in [m.resident for m in now.present()] or stays


def test_nobody_is_asked_where_nobody_else_is_concerned(store: Store, doors: list[int], couple: list[Resident]) -> None:
    stranger = next(one for one in store.select(Resident) if one.name == "赵六")
    save_as_declared(store, attrs.evolve(stranger, house=doors[2]))
    save_as_declared(store, attrs.evolve(couple[0], phone="13812345678"))
    save_as_declared(store, Resident(name="郑八", house=doors[0], state="2"))
    assert homes(store) == {"501室": {"王五", "李四"}, "503室": {"赵六"}}


@pytest.mark.usefixtures("couple")
def test_a_question_names_three_and_counts_the_rest(store: Store, doors: list[int]) -> None:
    for name in ("周七", "吴八"):
        save_as_declared(store, Resident(name=name, house=doors[0]), JOIN)
    assert "王五、李四、周七等 4 人" in asked(store, Resident(name="郑九", house=doors[0])).remedy


def test_nobody_meets_themselves(store: Store, doors: list[int]) -> None:
    """An old store may have somebody in two households."""
    one = save_as_declared(store, Resident(name="王五", house=doors[0]))
    store.save(Household(house=doors[1], members=(Member(resident=one.id),)))
    assert save_as_declared(store, attrs.evolve(one, house=doors[1])).house == doors[1]


def test_nobody_is_of_two_households_on_one_day(store: Store, doors: list[int], couple: list[Resident]) -> None:
    """The household goes with the rows of where somebody lived: the old one to the day before, the new one from the day on."""
    save_as_declared(store, attrs.evolve(couple[1], house=doors[2]), Answers(household=Becomes.ALONE))
    seats = [m for home in store.select(Household) for m in home.members if m.resident == couple[1].id]
    today = date.today()
    assert [(m.since, m.until) for m in seats] == [(None, today - timedelta(days=1)), (today, None)]
    assert not overlap(seats)
