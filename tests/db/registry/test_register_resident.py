"""登记居民: nobody twice, the right door, the right household."""

from datetime import date

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import Household
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.answers import Answers, Becomes
from db.services.registry.register_resident import Door, duplicates_warning, house_at, register_resident
from db.services.registry.resident_card import household_of
from db.store import Store
from tests.factories import citizen_number

NUMBER = citizen_number(11)
JOIN = Answers(household=Becomes.JOIN)
DOOR = Door("幸福里小区", "3", "2", "501")


def person(name: str = "王建国", **changes: object) -> Resident:
    return attrs.evolve(Resident(name=name), **changes)


@pytest.fixture
def house(store: Store) -> House:
    return house_at(store, DOOR)


def codes(refused: pytest.ExceptionInfo[RecordInvalid]) -> list[str]:
    return [p.code for p in refused.value.problems]


def test_sex_and_birth_come_out_of_the_number(store: Store) -> None:
    saved = register_resident(store, person(id_number=NUMBER))
    assert (saved.sex, saved.birth) == ("1", date(1980, 1, 15))


def test_what_is_typed_is_not_overwritten(store: Store) -> None:
    saved = register_resident(store, person(id_number=NUMBER, sex="2", birth=date(1981, 1, 15)))
    assert (saved.sex, saved.birth) == ("2", date(1981, 1, 15))


@pytest.mark.parametrize("number", ["", "22050119800115", NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")])
def test_a_wrong_number_fills_nothing_in_and_is_kept_as_written(store: Store, number: str) -> None:
    saved = register_resident(store, person(id_number=number))
    assert (saved.id_number, saved.sex, saved.birth) == (number, "", None)


def test_a_passport_fills_nothing_in(store: Store) -> None:
    assert register_resident(store, person(id_kind="414", id_number="E12345678")).birth is None


def test_the_same_number_twice_is_refused(store: Store) -> None:
    first = register_resident(store, person(id_number=NUMBER))
    with pytest.raises(RecordInvalid) as refused:
        register_resident(store, person("王建囯", id_number=NUMBER))
    assert codes(refused) == ["id_twice"]
    assert store.select(Resident) == [first]


def test_saving_oneself_again_is_no_double(store: Store) -> None:
    first = register_resident(store, person(id_number=NUMBER))
    assert register_resident(store, attrs.evolve(first, phone="13812345678")).version == 2


def test_taking_somebody_elses_number_in_a_change_is_refused(store: Store) -> None:
    register_resident(store, person(id_number=NUMBER))
    other = register_resident(store, person("李四"))
    with pytest.raises(RecordInvalid) as refused:
        register_resident(store, attrs.evolve(other, id_number=NUMBER))
    assert codes(refused) == ["id_twice"]


@pytest.mark.parametrize("state", ["2", "3", "4"])
def test_who_left_may_come_back(store: Store, state: str) -> None:
    """迁出 and back: the old entry stays as it is, a new one begins."""
    gone = register_resident(store, person(id_number=NUMBER, state=state))
    back = register_resident(store, person(id_number=NUMBER))
    assert back.id != gone.id
    mended = register_resident(store, attrs.evolve(gone, note="补记迁出日期"))
    assert mended.note == "补记迁出日期", "the old entry can still be mended"


def test_two_who_wrote_the_same_nonsense_are_two_people(store: Store) -> None:
    for name in ("王五", "赵六"):
        register_resident(store, person(name, id_number="不详"))
    assert store.count(Resident) == 2


def test_the_same_passport_is_the_same_person(store: Store) -> None:
    register_resident(store, person(id_kind="414", id_number="E12345678"))
    with pytest.raises(RecordInvalid):
        register_resident(store, person("李四", id_kind="414", id_number="E12345678"))


def test_namesakes_of_one_birthday_are_a_word_of_warning(store: Store) -> None:
    register_resident(store, person(birth=date(1980, 1, 15)))
    assert [p.blocking for p in duplicates_warning(store, person(birth=date(1980, 1, 15)))] == [False]
    assert duplicates_warning(store, person(birth=date(1980, 1, 16))) == []
    assert duplicates_warning(store, person()) == [], "without a birthday every second 王建国 would be one"
    me = store.select(Resident)[0]
    assert duplicates_warning(store, me) == []


def test_a_door_is_made_once(store: Store) -> None:
    first = house_at(store, DOOR)
    assert house_at(store, DOOR) == first
    assert house_at(store, attrs.evolve(DOOR, room="502")).building == first.building
    assert (store.count(Building), store.count(House)) == (1, 2)
    assert store.title(first) == "幸福里小区3号楼2单元501室"


def test_the_first_behind_a_door_is_the_head(store: Store, house: House) -> None:
    saved = register_resident(store, person(house=house.id))
    (home,) = store.select(Household)
    assert (home.head, home.house) == (saved.id, house.id)
    assert [(m.resident, m.relation) for m in home.members] == [(saved.id, "02")]


def test_the_next_ones_join(store: Store, house: House) -> None:
    head = register_resident(store, person(house=house.id))
    wife = register_resident(store, person("李秀英", house=house.id), JOIN, "12")
    boss = register_resident(store, person("王老大", house=house.id), JOIN, "02")
    (home,) = store.select(Household)
    assert [(m.resident, m.relation) for m in home.members] == [(head.id, "02"), (wife.id, "12"), (boss.id, "")]
    assert home.problems() == [], "a second head is not one"


def test_a_headless_household_gets_its_head(store: Store, house: House) -> None:
    child = register_resident(store, person("王小", house=house.id))
    home = store.select(Household)[0]
    store.save(attrs.evolve(home, head=0, members=(attrs.evolve(home.members[0], relation="20"),)))
    head = register_resident(store, person(house=house.id), JOIN, "02")
    (home,) = store.select(Household)
    assert home.head == head.id
    assert [(m.resident, m.relation) for m in home.members] == [(child.id, "20"), (head.id, "02")]


def test_who_belongs_to_a_household_stays_there(store: Store, house: House) -> None:
    saved = register_resident(store, person(house=house.id))
    elsewhere = house_at(store, attrs.evolve(DOOR, room="502"))
    moved = register_resident(store, attrs.evolve(saved, house=elsewhere.id))
    assert moved.house == elsewhere.id
    assert store.count(Household) == 1


def test_a_booklet_is_not_a_household_one_lives_in(store: Store, house: House) -> None:
    """Entered in the parents' booklet, living behind another door."""
    saved = register_resident(store, person())
    booklet = store.save(Booklet(house=house.id, members=(BookletMember(resident=saved.id),)))
    register_resident(store, attrs.evolve(saved, house=house.id))
    living = household_of(store, saved.id)
    assert living is not None
    assert [m.resident for m in living.members] == [saved.id]
    assert store.get(Booklet, booklet.id) == booklet


def test_who_moves_in_after_others_left_begins_a_new_household(store: Store, house: House) -> None:
    """The flat was sold: the new family is no member of the old one."""
    old = register_resident(store, person(house=house.id))
    register_resident(store, attrs.evolve(old, state="2", state_day=date(2026, 6, 1)))
    new = register_resident(store, person("赵新", house=house.id))
    home = household_of(store, new.id)
    assert home is not None
    assert [m.resident for m in home.members] == [new.id]
    assert store.count(Household) == 2


def test_an_entry_of_somebody_gone_founds_no_household(store: Store, house: House) -> None:
    register_resident(store, person(house=house.id, state="3"))
    assert store.count(Household) == 0


def test_no_door_no_household(store: Store) -> None:
    register_resident(store, person())
    assert store.count(Household) == 0


def test_a_refused_person_leaves_no_household(store: Store, house: House) -> None:
    with pytest.raises(RecordInvalid):
        register_resident(store, person("", house=house.id))
    assert store.count(Household) == store.count(Resident) == 0


def test_a_wrong_number_typed_by_hand_is_marked_as_an_import_marks_it(store: Store) -> None:
    one = register_resident(store, Resident(name="周一", id_number="340104198001010118"))
    two = register_resident(store, Resident(name="周二", id_number="34010419800101", doubt="问门牌"))
    assert (one.doubt, two.doubt) == ("证件号码最后一位校验不符", "问门牌；证件号码不是18位")
    right = register_resident(store, attrs.evolve(two, id_number="340104198001010223"))
    assert right.doubt == "问门牌"
    other = register_resident(store, attrs.evolve(right, sex="1"))
    assert other.doubt == "问门牌；性别与证件号码不一致"


def test_what_the_clerk_has_cleared_is_not_marked_again(store: Store) -> None:
    one = register_resident(store, Resident(name="周一", id_number="340104198001010118"))
    cleared = register_resident(store, attrs.evolve(one, doubt=""))
    assert register_resident(store, attrs.evolve(cleared, phone="13800000001")).doubt == ""
