"""Saving and deleting records: parts, versions, links, and what two windows do to each other."""

import attrs
import pytest

from db.errors import LinkGone, RecordChanged, RecordGone, RecordInUse, RecordInvalid, RecordTwice
from db.records.hall.meeting import Topic
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import CareTag, Resident
from db.services.matters.take_in import take_in
from db.store import Store
from db.values.reference import ID_BITS
from tests.factories import estate, make, plant


@pytest.fixture
def family(store: Store) -> Household:
    """A household of three."""
    people = [plant(store, Resident, n) for n in (1, 2, 3)]
    members = tuple(Member(resident=p.id, relation="02" if p is people[0] else "10") for p in people)
    return store.save(Household(head=people[0].id, members=members))


def test_versions_count_the_saves(store: Store) -> None:
    first = store.save(Grid(name="第一网格"))
    second = store.save(attrs.evolve(first, name="一网格"))
    assert (first.version, second.version) == (1, 2)
    assert store.get(Grid, first.id) == second


def test_a_copy_is_a_new_record(store: Store) -> None:
    saved = store.save(attrs.evolve(store.save(Grid(name="第一网格")), name="一网格"))
    copy = store.save(attrs.evolve(saved, id=0))
    assert copy.version == 1
    assert copy.id != saved.id
    assert store.count(Grid) == 2


def test_a_record_with_problems_is_not_saved(store: Store) -> None:
    with pytest.raises(RecordInvalid) as refused:
        store.save(Resident())
    assert [p.code for p in refused.value.problems] == ["required"]
    assert store.count(Resident) == 0


def test_a_doubt_does_not_forbid_saving(store: Store) -> None:
    doubtful = Resident(name="孙巧", id_number="220521198001011234", phone="12")
    assert not any(p.blocking for p in doubtful.problems())
    assert store.save(doubtful).id_number == "220521198001011234"


def test_parts_keep_their_order_ids_and_versions(store: Store, family: Household) -> None:
    one, two, three = family.members
    newcomer = Member(resident=plant(store, Resident, 4).id)
    edited = attrs.evolve(three, relation="20")
    saved = store.save(attrs.evolve(family, members=(edited, newcomer, one)))
    assert store.get(Household, family.id) == saved
    assert [m.id for m in saved.members][::2] == [three.id, one.id]
    assert [m.version for m in saved.members] == [2, 1, 1]
    assert saved.members[1].id not in (one.id, two.id, three.id)
    again = store.save(saved)
    assert again.members == saved.members, "saving anew without a change gives parts no new version"


def test_parts_of_different_records_do_not_mix(store: Store, family: Household) -> None:
    other = store.save(Household(head=family.head, members=(attrs.evolve(family.members[0]),)))
    assert store.get(Household, family.id) == family
    assert other.members[0].id != family.members[0].id


def test_a_part_can_move_from_one_record_to_another(store: Store, family: Household) -> None:
    """The second son founds a household of his own: both are saved in one go."""
    other = store.save(Household(members=(Member(resident=plant(store, Resident, 4).id),)))
    son = family.members[2]
    with store.writing() as w:
        left, joined = w.save_all(
            [
                attrs.evolve(family, members=family.members[:2]),
                attrs.evolve(other, members=(*other.members, son)),
            ]
        )
    assert store.get(Household, family.id) == left
    assert store.get(Household, other.id) == joined
    assert [m.resident for m in joined.members] == [other.members[0].resident, son.resident]


def test_a_part_given_twice_is_kept_twice(store: Store) -> None:
    person = store.save(Resident(name="孙巧", care=(CareTag(kind="10", basis="登记"),)))
    saved = store.save(attrs.evolve(person, care=(*person.care, *person.care)))
    assert store.get(Resident, person.id) == saved
    assert len({tag.id for tag in saved.care}) == 2


def test_all_parts_can_go(store: Store) -> None:
    person = store.save(attrs.evolve(make(Resident), house=0, care=(CareTag(kind="10"), CareTag(kind="11"))))
    saved = store.save(attrs.evolve(person, care=()))
    assert store.get(Resident, person.id) == saved
    row = store._connection.execute("SELECT count(*) FROM care_tag").fetchone()
    assert row == (0,)


def test_two_windows_change_the_same_record(store: Store) -> None:
    seen = store.save(Grid(name="第一网格", chief="王甲"))
    other = store.again()
    theirs = other.save(attrs.evolve(other.get(Grid, seen.id), phone="13812345678"))
    with pytest.raises(RecordChanged):
        store.save(attrs.evolve(seen, chief="李乙"))
    assert store.get(Grid, seen.id) == theirs, "nothing of theirs is overwritten"
    ours = store.save(attrs.evolve(store.get(Grid, seen.id), chief="李乙"))
    assert (ours.chief, ours.phone, ours.version) == ("李乙", "13812345678", 3)
    other.close()


def test_two_windows_change_the_parts_of_the_same_record(store: Store, family: Household) -> None:
    other = store.again()
    theirs = other.save(attrs.evolve(other.get(Household, family.id), members=family.members[:2]))
    with pytest.raises(RecordChanged):
        store.save(attrs.evolve(family, members=family.members[1:]))
    assert store.get(Household, family.id) == theirs
    other.close()


def test_what_another_window_deleted_is_gone(store: Store) -> None:
    seen = store.save(Grid(name="第一网格"))
    other = store.again()
    with other.writing() as w:
        w.delete(seen)
    with pytest.raises(RecordGone):
        store.save(attrs.evolve(seen, name="一网格"))
    with pytest.raises(RecordGone), store.writing() as w:
        w.delete(seen)
    with pytest.raises(RecordGone):
        store.get(Grid, seen.id)
    assert store.find(Grid, seen.id) is None
    other.close()


def test_what_another_window_changed_is_not_deleted(store: Store) -> None:
    seen = store.save(Grid(name="第一网格"))
    store.save(attrs.evolve(seen, name="一网格"))
    with pytest.raises(RecordChanged), store.writing() as w:
        w.delete(seen)
    assert store.get(Grid, seen.id).name == "一网格"


def test_deleting_takes_the_parts_along(store: Store, family: Household) -> None:
    with store.writing() as w:
        w.delete(family)
    assert store._connection.execute("SELECT count(*) FROM household_member").fetchone() == (0,)
    assert store.count(Resident) == 3


def test_what_others_point_to_is_not_deleted(store: Store, family: Household) -> None:
    head = store.get(Resident, family.head)
    with pytest.raises(RecordInUse), store.writing() as w:
        w.delete(head)
    assert store.get(Resident, family.head) == head


def test_both_can_go_together_in_any_order(store: Store, family: Household) -> None:
    people = store.select(Resident)
    with store.writing() as w:
        for record in (*people, family):
            w.delete(record)
    assert store.count(Resident) == store.count(Household) == 0
    assert store.verify() == []


def test_a_link_to_nothing_is_refused(store: Store) -> None:
    """Somebody deleted the case while the clerk was typing the topic."""
    with pytest.raises(LinkGone):
        store.save(Topic(subject="漏水怎么办", case=4711))
    assert store.count(Topic) == 0


def test_a_reference_to_nothing_or_to_another_type_is_refused(store: Store) -> None:
    """Whoever brings something is a resident or a body; a grid brings nothing."""
    resident, grid = plant(store, Resident), plant(store, Grid)
    there = store.kinds.reference_of(resident)
    for who in (there + 1, store.kinds.reference_of(grid), 32766 << ID_BITS | resident.id):
        with pytest.raises(LinkGone):
            take_in(store, Matter(subject="路灯不亮", claimants=(Claimant(who=who),)))
    assert store.count(Matter) == 0
    (claimant,) = take_in(store, Matter(subject="路灯不亮", claimants=(Claimant(who=there),))).claimants
    assert claimant.who == there


def test_a_link_in_a_part_to_nothing_is_refused(store: Store, family: Household) -> None:
    with pytest.raises(LinkGone):
        store.save(attrs.evolve(family, members=(*family.members, Member(resident=4711))))
    assert store.get(Household, family.id) == family


def test_links_may_go_both_ways_within_one_transaction(store: Store) -> None:
    """A link is checked when the transaction ends: the case may name a topic's case before it is there."""
    with store.writing() as w:
        topic = w.save(Topic(subject="漏水怎么办", case=1 << 40 | 1))
        case = w.save(make(MediationCase, number="", closed=None))
    assert store.get(Topic, topic.id).case == case.id


def test_the_same_place_twice_is_refused(store: Store) -> None:
    building = store.save(Building(estate=estate(store, "幸福里小区"), number="3"))
    store.save(House(building=building.id, unit="2", room="501"))
    with pytest.raises(RecordTwice):
        store.save(House(building=building.id, unit="2", room="501"))
    with pytest.raises(RecordTwice):
        store.save(Building(estate=estate(store, "幸福里小区"), number="3"))
    assert (store.count(House), store.count(Building)) == (1, 1)


def test_a_case_number_is_given_once(store: Store) -> None:
    plant(store, MediationCase, 1, number="民调〔2026〕1号")
    with pytest.raises(RecordTwice):
        plant(store, MediationCase, 2, number="民调〔2026〕1号")
    plant(store, MediationCase, 3, number="")
    plant(store, MediationCase, 4, number="")
    assert store.count(MediationCase) == 3


def test_bulk_saving_keeps_order_and_mixes_new_with_old(store: Store) -> None:
    old = [store.save(Grid(name=f"旧{n}")) for n in range(3)]
    with store.writing("导入网格") as w:
        given = [Grid(name="新甲"), attrs.evolve(old[2], chief="王甲"), Grid(name="新乙"), attrs.evolve(old[0])]
        saved = w.save_all(given)
    assert [g.name for g in saved] == ["新甲", "旧2", "新乙", "旧0"]
    assert [g.id for g in saved][1::2] == [old[2].id, old[0].id]
    assert [store.get(Grid, g.id) for g in saved] == saved
    assert store.count(Grid) == 5


def test_records_of_two_types_are_never_saved_as_one(store: Store) -> None:
    mixed: list[Grid | Topic] = [Grid(name="第一网格"), Topic(subject="漏水怎么办")]
    with pytest.raises(TypeError), store.writing() as w:
        w.save_all(mixed)
    assert store.count(Grid) == 0


def test_the_same_record_twice_in_one_go_is_a_conflict(store: Store) -> None:
    seen = store.save(Grid(name="第一网格"))
    with pytest.raises(RecordChanged), store.writing() as w:
        w.save_all([attrs.evolve(seen, chief="王甲"), attrs.evolve(seen, chief="李乙")])
    assert store.get(Grid, seen.id) == seen


@pytest.mark.parametrize(
    "name", ["阿依古丽·买买提", "𠮷田", "王〇", "O'Neil", '"; DROP TABLE resident; --', "张 三\u3000"]
)
def test_names_come_back_as_they_were_given(store: Store, name: str) -> None:
    saved = store.save(Resident(name=name))
    assert store.get(Resident, saved.id).name == name
