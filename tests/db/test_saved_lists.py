"""名单: kept, changed, called otherwise, ordered and removed as every record is; shipped ones are changed by one of the same name."""

import attrs
import pytest

from db.errors import ArgumentError, RecordChanged, RecordInvalid
from db.records import KINDS
from db.records.condition import Read, at_least, has, is_, one_of, read, written
from db.records.kind import Kind
from db.records.registry.household import HOUSEHOLDS
from db.records.registry.resident import RESIDENTS, CareTag, Resident
from db.records.saved_list import LONGEST_NAME, SavedList
from db.services.saved_lists import (
    Offered,
    change,
    keep,
    move,
    offered,
    own_lists,
    put_back,
    remove,
    rename,
    restore,
)
from db.store import Store
from tests.added import EVERY
from tests.db.before_it import other_writes_first
from tests.factories import plant

OLD = (at_least("birth.age", 80), is_("state", "1"))
SHIPPED = [view.name for view in RESIDENTS.views]


def names(store: Store, kind: Kind = RESIDENTS) -> list[str]:
    return [one.name for one in offered(store, kind)]


def named(store: Store, name: str) -> Offered:
    return next(one for one in offered(store, RESIDENTS) if one.name == name)


def test_the_lists_that_are_asked_for_every_week_are_there_from_the_first_day(store: Store) -> None:
    assert SHIPPED == [
        "待核实", "80岁以上", "独居", "空巢", "党员", "低保", "残疾", "流动人口",
        "本周生日", "本月生日", "下个月生日", "近期满岁", "居住证签注", "预备期满", "关爱到期",
        "今年出生", "今年死亡", "今年迁入", "今年迁出",
    ]  # fmt: skip
    assert names(store) == SHIPPED
    bare = {"care": (CareTag(kind="11"),), "population": "2", "doubt": "", "birth": None, "permit_until": None}
    alone = plant(store, Resident, state="1", politics="02", party_full_due=None, **bare)
    plant(store, Resident, state="2", state_day=None, politics="01", **bare)
    found = {one.name: store.ids(Resident, *store.where(Resident, one.conditions)) for one in offered(store, RESIDENTS)}
    assert {name for name, ids in found.items() if ids} == {"独居", "党员", "流动人口"}
    assert found["独居"] == found["党员"] == found["流动人口"] == [alone.id], "of those who are here"


def test_one_is_kept_with_order_and_columns_and_offered_behind_the_shipped_ones(store: Store) -> None:
    saved = keep(store, RESIDENTS, " 高龄 ", OLD, "-birth", ("name", "birth"))
    assert names(store) == [*SHIPPED, "高龄"]
    assert named(store, "高龄") == Offered("高龄", OLD, "-birth", ("name", "birth"), (), saved)
    assert names(store, HOUSEHOLDS) == []
    entry = store.history(saved)[0]
    assert (entry.action, entry.reason) == ("create", "存成名单：高龄")


@pytest.mark.parametrize("name", ["高龄", " 高龄"])
def test_two_of_a_type_have_two_names(store: Store, name: str) -> None:
    saved = keep(store, RESIDENTS, "高龄", OLD)
    keep(store, HOUSEHOLDS, "高龄", ())
    with pytest.raises(ArgumentError, match="已经有叫“高龄”的名单"):
        keep(store, RESIDENTS, name, ())
    other = keep(store, RESIDENTS, "别的", ())
    with pytest.raises(ArgumentError, match="已经有叫“高龄”的名单"):
        rename(store, other, name)
    assert rename(store, saved, name).name == "高龄", "its own is free"


@pytest.mark.parametrize("name", ["", "  "])
def test_one_without_a_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(RecordInvalid):
        keep(store, RESIDENTS, name, OLD)
    assert own_lists(store, RESIDENTS) == []


def test_a_shipped_one_is_changed_by_the_centre_and_is_again_as_it_was(store: Store) -> None:
    shipped = named(store, "80岁以上")
    younger = (at_least("birth.age", 70),)
    saved = change(store, RESIDENTS, shipped, younger)
    assert names(store) == SHIPPED, "at its place"
    assert (named(store, "80岁以上").conditions, named(store, "80岁以上").shipped) == (younger, True)
    again = change(store, RESIDENTS, named(store, "80岁以上"), OLD, "birth")
    assert (again.id, again.version) == (saved.id, saved.version + 1)
    restore(store, again, saved)
    assert named(store, "80岁以上").conditions == younger
    remove(store, own_lists(store, RESIDENTS)[0])
    assert named(store, "80岁以上") == shipped
    fresh = change(store, RESIDENTS, shipped, younger)
    restore(store, fresh, None)
    assert named(store, "80岁以上") == shipped


def test_what_was_changed_since_is_not_taken_back_with_it(store: Store) -> None:
    first = keep(store, RESIDENTS, "高龄", OLD)
    mine = change(store, RESIDENTS, named(store, "高龄"), (at_least("birth.age", 70),))
    theirs = change(store, RESIDENTS, named(store, "高龄"), (at_least("birth.age", 60),))
    for before in (first, None):
        with pytest.raises(RecordChanged):
            restore(store, mine, before)
    assert own_lists(store, RESIDENTS) == [theirs]


@pytest.mark.parametrize(
    "later",
    [
        '{"path":"name","test":"sounds","values":["li"]}',
        '{"path":"blood","test":"has"}',
        '"none"',
    ],
)
def test_what_only_a_later_program_asks_outlives_a_change_by_this_one(store: Store, later: str) -> None:
    kept = keep(store, RESIDENTS, "高龄", OLD)
    store.save(attrs.evolve(kept, conditions=f"{kept.conditions[:-1]},{later}]"))
    for _ in range(2):
        saved = change(store, RESIDENTS, named(store, "高龄"), (is_("state", "1"),))
        assert saved.conditions == f"{written((is_('state', '1'),))[:-1]},{later}]"
        assert named(store, "高龄").told


def test_what_is_no_json_outlives_it_too(store: Store) -> None:
    kept = keep(store, RESIDENTS, "高龄", OLD)
    store.save(attrs.evolve(kept, conditions="[{"))
    for _ in range(2):
        saved = change(store, RESIDENTS, named(store, "高龄"), OLD)
        assert read(saved.conditions) == Read(OLD, ('"[{"',))


def test_they_are_ordered_among_the_centres_own(store: Store) -> None:
    for name in ("甲", "乙", "丙"):
        keep(store, RESIDENTS, name, OLD)
    change(store, RESIDENTS, named(store, "独居"), OLD)
    third = named(store, "丙").own
    assert third
    assert move(store, RESIDENTS, third, -1)
    assert names(store) == [*SHIPPED, "甲", "丙", "乙"]
    first = named(store, "甲").own
    assert first
    assert not move(store, RESIDENTS, first, -1)
    assert move(store, RESIDENTS, first, 2)
    assert names(store) == [*SHIPPED, "丙", "乙", "甲"]
    changed = named(store, "独居").own
    assert changed
    assert not move(store, RESIDENTS, changed, 1), "it stands where the shipped one does"


def test_what_was_removed_is_put_back(store: Store) -> None:
    saved = keep(store, RESIDENTS, "高龄", OLD)
    remove(store, saved)
    assert names(store) == SHIPPED
    put_back(store, saved)
    assert named(store, "高龄").conditions == OLD
    assert [entry.action for entry in store.history(saved)] == ["create", "delete", "create"]


def test_two_of_one_name_would_hide_each_other_and_never_come_about(store: Store) -> None:
    """Of two lists of one name only one is offered; the other could not even be removed."""
    gone = keep(store, RESIDENTS, "高龄", OLD)
    remove(store, gone)
    theirs = keep(store, RESIDENTS, "高龄", (at_least("birth.age", 70),))
    with pytest.raises(ArgumentError, match="已经有叫“高龄”的名单"):
        put_back(store, gone)
    mine = rename(store, theirs, "七十岁以上")
    keep(store, RESIDENTS, "高龄", OLD)
    with pytest.raises(ArgumentError, match="已经有叫“高龄”的名单"):
        restore(store, mine, theirs)
    assert sorted(one.name for one in own_lists(store, RESIDENTS)) == sorted(["七十岁以上", "高龄"])


def test_what_this_program_does_not_know_is_told_and_kept(store: Store) -> None:
    later = '{"path":"house.lift","test":"is","values":[1]}'
    strange = '{"path":"sex","test":"sounds_like","values":["1"]}'
    text = f"[{written([is_('sex', '1')])[1:-1]},{later},{strange}]"
    saved = store.save(
        SavedList(table="resident", name="以后的", conditions=text, order="lift", columns="name lift", position=1)
    )
    one = named(store, "以后的")
    assert one.conditions == (is_("sex", "1"),)
    assert one.told == ("本版本没有“house.lift”这一栏", f"有本版本不认识的条件：{strange}")
    assert (one.order, one.columns) == ("", ("name",))
    renamed = rename(store, saved, "还是以后的")
    assert (renamed.conditions, renamed.order, renamed.columns) == (text, "lift", "name lift"), "nothing of it is lost"


def test_an_unknown_code_is_told_and_asked_for_all_the_same(store: Store) -> None:
    bears = plant(store, Resident)
    store._connection.execute("UPDATE resident SET politics = '77' WHERE id = ?", (bears.id,))
    keep(store, RESIDENTS, "以后的面貌", [one_of("politics", ["01", "77"])])
    one = named(store, "以后的面貌")
    assert one.told == ("“政治面貌”的代码表里没有“77”",)
    assert store.ids(Resident, *store.where(Resident, one.conditions)) == [bears.id]


def test_lists_of_a_type_that_is_not_known_stay(store: Store) -> None:
    stays = store.save(SavedList(table="spaceship", name="飞船", conditions="[]", position=1))
    assert all("飞船" not in names(store, kind) for kind in KINDS)
    assert store.get(SavedList, stays.id) == stays


def test_every_shipped_list_can_be_kept_and_read_again() -> None:
    for kind in EVERY:
        for view in kind.views:
            assert read(written(view.conditions)).conditions == view.conditions
            assert len(view.name) <= LONGEST_NAME


def test_it_is_seen_by_another_window_that_changed_it_first(store: Store) -> None:
    saved = keep(store, RESIDENTS, "高龄", OLD)
    before = named(store, "高龄")
    store.save(attrs.evolve(saved, order="birth"))
    with pytest.raises(Exception, match="刚在别的窗口改过"):
        change(store, RESIDENTS, before, [has("care")])


def test_two_windows_at_once_move_one_list_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("甲", "乙", "丙"):
        keep(store, RESIDENTS, name, OLD)
    third = named(store, "丙").own
    assert third
    other_writes_first(monkeypatch, store, lambda other: move(other, RESIDENTS, third, -1))
    assert move(store, RESIDENTS, third, -1)
    assert names(store) == [*SHIPPED, "丙", "甲", "乙"]
