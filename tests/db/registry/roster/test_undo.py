"""An import taken back: the store is as before, but for what somebody had to do with since."""

from collections.abc import Callable

import attrs
import pytest

from db.errors import Cancelled
from db.records import RECORD_TYPES
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident, reference_to
from db.services.registry.import_roster import commit
from db.services.undo_import import (
    Kept,
    PastImport,
    UndoRefused,
    past_imports,
    redo_import,
    undo_import,
    weigh_undo,
)
from db.store import Store, eq, rows
from db.store.drafts import begun_from
from tests.db.registry.roster.files import imported, number, planned, sheet
from tests.factories import estate, example, make, plant

HEADINGS = ["网格", "姓名", "与户主关系", "住址", "身份证号", "联系电话", "特殊人群"]
ROSTER = sheet(
    HEADINGS,
    ["一网格", "王一", "户主", "水景花苑1-1-101", number(1), "13800000001", "低保"],
    ["一网格", "王二", "子", "水景花苑1-1-101", number(3), "", ""],
    ["一网格", "李一", "户主", "水景花苑1-1-102", number(5), "13800000005", ""],
    ["一网格", "赵一", "配偶", "水景花苑2-1-201", number(8), "13800000008", "独居"],
    ["一网格", "赵二", "子", "水景花苑2-1-201", number(9), "", ""],
)
NEXT_MONTH = sheet(HEADINGS, ["一网格", "王一", "户主", "水景花苑1-1-101", number(1), "13911111111", "高龄"])


def pictures(store: Store) -> dict[str, dict[int, rows.Picture]]:
    """All that the store holds, without versions and ids of parts."""
    return {kind.TABLE: {r.id: rows.picture(r) for r in store.select(kind)} for kind in RECORD_TYPES}


def latest(store: Store) -> PastImport:
    return past_imports(store)[0]


def named(store: Store, name: str) -> Resident:
    return store.select(Resident, eq("name", name))[0]


def found(store: Store, words: str) -> set[int]:
    return {h.id for h in store.search(words) if h.table == Resident.TABLE}


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A store that knows the father of one family of the roster, without number, telephone and grid."""
    building = store.save(Building(estate=estate(store, "水景花苑"), number="2"))
    house = store.save(House(building=building.id, unit="1", room="201", use="2"))
    head = store.save(Resident(name="赵零", house=house.id))
    store.save(Household(head=head.id, house=house.id, members=(Member(resident=head.id, relation="02"),)))
    store.save(Resident(name="赵一", id_number=number(8), note="社区骨干"))
    return store


def test_everything_is_as_before(lived_in: Store) -> None:
    before = pictures(lived_in)
    plan = imported(lived_in, ROSTER)
    assert plan.counts.people_completed == 1
    assert pictures(lived_in)["household"] != before["household"], "the roster adds to the household that is there"
    after = undo_import(lived_in, latest(lived_in))
    assert pictures(lived_in) == before
    assert (after.removed, after.restored, after.kept) == (4, 1, ())
    assert lived_in.verify() == []


def test_who_is_gone_is_no_longer_found_and_who_stays_is(lived_in: Store) -> None:
    imported(lived_in, ROSTER)
    assert found(lived_in, "13800000001")
    undo_import(lived_in, latest(lived_in))
    assert not found(lived_in, "13800000001")
    assert not found(lived_in, "wangyi")
    assert not found(lived_in, "13800000008"), "the telephone that was filled in is gone"
    assert found(lived_in, "赵一")


def test_the_audit_tells_of_it(lived_in: Store) -> None:
    imported(lived_in, ROSTER)
    gone = named(lived_in, "王一")
    undo_import(lived_in, latest(lived_in))
    last = lived_in.history(gone)[0]
    assert (last.action, last.reason) == ("delete", "撤销导入花名册")
    assert latest(lived_in).undone
    told = latest(lived_in).deed.change
    assert (told["file"][1], told["removed"][1], told["restored"][1]) == ("名册.xlsx", 4, 1)


def test_who_was_changed_since_stays_and_is_told(store: Store) -> None:
    imported(store, ROSTER)
    changed = store.save(attrs.evolve(named(store, "王二"), phone="13622222222"))
    weighed = weigh_undo(store, latest(store))
    done = undo_import(store, latest(store))
    assert done.kept == weighed.kept == (Kept(changed.id, "王二", "之后改过"),)
    assert (done.removed, weighed.removed) == (4, 4)
    assert store.select(Resident) == [changed]
    family = store.select(Household)
    assert [[m.resident for m in h.members] for h in family] == [[changed.id]], "the household is left to who stays"
    assert [h.head for h in family] == [0]
    assert [h.id for h in store.select(House)] == [changed.house]
    assert (store.count(Building), store.count(Grid)) == (1, 1)
    assert store.verify() == []


def test_who_is_a_party_to_a_case_stays(store: Store) -> None:
    imported(store, ROSTER)
    party = named(store, "李一")
    plant(store, MediationCase, number="", parties=(example(Party, who=reference_to(party.id)), example(Party, 2)))
    done = undo_import(store, latest(store))
    assert [(k.name, k.why) for k in done.kept] == [("李一", "调解案件里有这个人")]
    assert [r.id for r in store.select(Resident)] == [party.id]
    assert store.verify() == []


def test_a_household_that_was_changed_since_keeps_all_its_people(store: Store) -> None:
    imported(store, ROSTER)
    home = named(store, "王一").house
    family = store.select(Household, eq("house", home))[0]
    store.save(attrs.evolve(family, note="220521001"))
    done = undo_import(store, latest(store))
    assert {k.name: k.why for k in done.kept} == {
        "王一": "所在的户之后改过或用到过",
        "王二": "所在的户之后改过或用到过",
    }
    left = store.select(Household)
    assert [len(h.members) for h in left] == [2]
    assert store.count(Resident) == 2


def test_what_was_completed_and_then_changed_stays_as_the_clerk_left_it(lived_in: Store) -> None:
    imported(lived_in, ROSTER)
    theirs = lived_in.save(attrs.evolve(named(lived_in, "赵一"), note="已搬走"))
    done = undo_import(lived_in, latest(lived_in))
    assert [k.name for k in done.kept] == ["赵一"]
    assert named(lived_in, "赵一") == theirs
    assert lived_in.verify() == []


def test_a_house_that_was_changed_since_stays(store: Store) -> None:
    imported(store, ROSTER)
    house = store.get(House, named(store, "李一").house)
    store.save(attrs.evolve(house, owner="李老"))
    undo_import(store, latest(store))
    assert [(h.id, h.owner) for h in store.select(House)] == [(house.id, "李老")]
    assert store.count(Resident) == 0


def test_a_change_that_was_taken_back_is_none(store: Store) -> None:
    imported(store, ROSTER)
    one = named(store, "王二")
    two = store.save(attrs.evolve(one, phone="13622222222"))
    store.save(attrs.evolve(two, phone=one.phone))
    assert undo_import(store, latest(store)).kept == ()
    assert store.count(Resident) == 0


def test_who_is_just_being_edited_stays(store: Store) -> None:
    imported(store, ROSTER)
    one = named(store, "李一")
    store.drafts.keep(Resident.TABLE, one.id, "", {"note": "打过电话"}, None)
    assert [(k.name, k.why) for k in undo_import(store, latest(store)).kept] == [("李一", "正在修改，还没有保存")]


@pytest.mark.parametrize(
    ("form", "begun", "why"),
    [
        (MediationCase.TABLE, lambda one: {"resident": one.id}, {"李一": "还有从这里起头、没写完的内容"}),
        (Resident.TABLE, lambda one: {"house": one.house, "registered_at": "城南"}, {}),
    ],
)
def test_what_something_unsaved_was_begun_from_stays(
    store: Store, form: str, begun: Callable[[Resident], dict[str, object]], why: dict[str, str]
) -> None:
    imported(store, ROSTER)
    one = named(store, "李一")
    kept = store.drafts.keep(form, 0, begun_from(begun(one)), {"note": "打过电话"}, None)
    done = undo_import(store, latest(store))
    assert {k.name: k.why for k in done.kept} == why
    assert [h.id for h in store.select(House)] == [one.house]
    assert store.drafts.all() == [kept]


def test_who_was_deleted_since_is_no_hindrance(store: Store) -> None:
    imported(store, ROSTER)
    family = store.select(Household, eq("house", named(store, "李一").house))[0]
    with store.writing() as w:
        w.delete(family)
        w.delete(named(store, "李一"))
    done = undo_import(store, latest(store))
    assert (done.removed, done.kept) == (4, ())
    assert store.count(House) == 0


@pytest.mark.parametrize("stop_at", [0, 1, 12, 20])
def test_cancelling_leaves_everything(lived_in: Store, stop_at: int) -> None:
    imported(lived_in, ROSTER)
    before = (pictures(lived_in), lived_in.last_entry())
    with pytest.raises(Cancelled):
        undo_import(lived_in, latest(lived_in), lambda done, _total: done < stop_at)
    assert (pictures(lived_in), lived_in.last_entry()) == before
    assert undo_import(lived_in, latest(lived_in)).removed == 4


def test_progress_ends_at_the_whole(store: Store) -> None:
    ticks: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        ticks.append((done, total))
        return True

    imported(store, ROSTER)
    undo_import(store, latest(store), tick)
    done = [d for d, _ in ticks]
    assert done == sorted(done)
    assert ticks[0] == (0, ticks[-1][1])
    assert ticks[-1][0] == ticks[-1][1]


def test_undoing_is_undone(lived_in: Store) -> None:
    imported(lived_in, ROSTER)
    after = pictures(lived_in)
    undo_import(lived_in, latest(lived_in))
    redo_import(lived_in, latest(lived_in))
    assert pictures(lived_in) == after
    assert found(lived_in, "13800000001")
    assert not latest(lived_in).undone
    assert lived_in.verify() == []


def test_it_goes_back_and_forth(lived_in: Store) -> None:
    before = pictures(lived_in)
    imported(lived_in, ROSTER)
    for _ in range(2):
        undo_import(lived_in, latest(lived_in))
        assert pictures(lived_in) == before
        redo_import(lived_in, latest(lived_in))
    assert undo_import(lived_in, latest(lived_in)).removed == 4
    assert pictures(lived_in) == before


def test_undoing_is_not_undone_once_something_was_written(store: Store) -> None:
    imported(store, ROSTER)
    undo_import(store, latest(store))
    store.save(Grid(name="新网格"))
    before = pictures(store)
    with pytest.raises(UndoRefused):
        redo_import(store, latest(store))
    assert pictures(store) == before


def test_the_later_import_goes_first(store: Store) -> None:
    before = pictures(store)
    imported(store, ROSTER)
    between = pictures(store)
    imported(store, NEXT_MONTH)
    later, earlier = past_imports(store)
    assert (later.is_latest, earlier.is_latest) == (True, False)
    with pytest.raises(UndoRefused):
        undo_import(store, earlier)
    undo_import(store, later)
    assert pictures(store) == between
    assert [p.is_latest for p in past_imports(store)] == [True, True]
    assert undo_import(store, earlier).kept == (), "what the other import changed is as it was"
    assert pictures(store) == before


def test_nothing_is_undone_twice(store: Store) -> None:
    imported(store, ROSTER)
    once = latest(store)
    undo_import(store, once)
    with pytest.raises(UndoRefused):
        undo_import(store, once)
    with pytest.raises(UndoRefused):
        weigh_undo(store, once)


def test_the_list_tells_when_who_and_how_many(lived_in: Store) -> None:
    assert past_imports(lived_in) == []
    plan = planned(lived_in, ROSTER)
    commit(lived_in, plan, "十一月.xlsx")
    one = latest(lived_in)
    assert (one.file, one.clerk) == ("十一月.xlsx", "卢清")
    assert (one.people_new, one.people_completed, one.households) == (4, 1, plan.counts.households)
    assert not one.undone


def test_what_somebody_did_just_before_for_the_same_reason_is_no_part_of_it(lived_in: Store) -> None:
    """The import says itself where it began: words that two deeds share do not join them."""
    kept = lived_in.save(make(Resident, 77, name="钱七"), "导入花名册")
    before = pictures(lived_in)
    imported(lived_in, ROSTER)
    undo_import(lived_in, latest(lived_in))
    assert pictures(lived_in) == before
    assert lived_in.get(Resident, kept.id).name == "钱七"
