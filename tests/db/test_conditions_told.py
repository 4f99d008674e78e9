"""Conditions in the clerk's words, and what of a type can be asked for."""

from collections import Counter

import pytest

from db.records import condition as c
from db.records.base import Record
from db.records.bodies.tenure import Tenure
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.conditions_told import choices_of, grouped, said, wrong
from db.store import Store
from tests.added import EVERY, with_added
from tests.db.scattered import SCATTERED
from tests.factories import citizen_number, plant


def texts(store: Store, kind: type[Record], *asked: c.Condition) -> list[str]:
    return [one.text for one in said(store, kind, asked)]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ((c.at_least("birth.age", 60), c.at_most("birth.age", 79)), "年龄：60—79岁"),
        ((c.at_least("birth.age", 80),), "年龄：80岁以上"),
        ((c.at_most("birth.age", 17),), "年龄：17岁以下"),
        ((c.at_least("birth", "1946-01-01"), c.at_most("birth", "1946-12-31")), "出生日期：1946-01-01至1946-12-31"),
        ((c.at_least("state_day", "2026-01-01"),), "状态日期：2026-01-01起"),
        ((c.at_most("state_day", "2026-01-01"),), "状态日期：2026-01-01止"),
        ((c.last_days("state_day", 30),), "状态日期：近30天"),
        ((c.next_days("state_day", 7),), "状态日期：今后7天"),
        ((c.this_quarter("state_day"),), "状态日期：本季度"),
        ((c.is_("politics", "01"),), "政治面貌：中共党员"),
        ((c.not_one_of("politics", ["01", "02"]),), "政治面貌不是：中共党员、中共预备党员"),
        ((c.is_("politics", "77"),), "政治面貌：77"),
        ((c.contains("name", "王"),), "姓名含“王”"),
        ((c.is_("id_number", citizen_number()),), "证件号码：220500**********14"),
        ((c.something("doubt"),), "待核实：填了"),
        ((c.nothing("house"),), "现住房屋：没有"),
        ((c.has("care", c.one_of("kind", ["11", "12"])),), "关爱类别：独居、空巢"),
        ((c.has("care", c.is_("kind", "11"), c.last_days("since", 30)),), "关爱类别：独居，起始：近30天"),
        ((c.has("care", c.this_year("until"), ever=True),), "关爱类别：结束：今年（含已结束的）"),
        ((c.has_not("care", c.is_("kind", "30")),), "没有关爱类别：低保"),
        ((c.has_not("care"),), "关爱类别：没有"),
        ((c.is_("care.kind", "30"),), "关爱类别：低保"),
        ((c.is_("house.building", 7),), "楼栋：（已删除）"),
        ((c.is_("colour", "1"),), "没有这一栏：colour"),
    ],
)
def test_it_is_said_as_a_clerk_says_it(store: Store, asked: tuple[c.Condition, ...], text: str) -> None:
    assert texts(store, Resident, *asked) == [text]


def test_what_a_link_leads_to_is_named(store: Store) -> None:
    grid = plant(store, Grid, name="第三网格")
    assert texts(store, Resident, c.is_("house.building.grid", grid.id)) == ["所属网格：第三网格"]
    assert texts(store, Tenure, c.is_("of", EVERY.reference_of(grid))) == ["任职的地方：第三网格"]
    assert texts(store, Resident, c.is_("house.use", "1")) == ["房屋使用性质：商用"]
    assert texts(store, Matter, c.mine(), c.mine("taker"), c.is_("on_spot", 1)) == [
        "我办的",
        "接待人：我",
        "当场办结：是",
    ]
    assert texts(store, Building, c.is_not("grid", grid.id)) == ["所属网格不是：第三网格"]


def test_only_from_and_to_of_one_thing_are_one() -> None:
    ages = (c.at_least("birth.age", 60), c.at_most("birth.age", 79))
    assert grouped(ages) == [ages]
    assert [len(group) for group in grouped((*ages, c.at_most("birth.age", 70)))] == [2, 1]
    assert [len(group) for group in grouped(reversed(ages))] == [1, 1]
    assert [len(group) for group in grouped((ages[0], c.at_most("birth", "2020-01-01")))] == [1, 1]


@pytest.mark.parametrize("kind", SCATTERED, ids=lambda kind: kind.table)
def test_whatever_can_be_asked_for_has_a_label_of_its_own(kind: Kind) -> None:
    labels = [choice.label for choice in choices_of(kind.record, EVERY)]
    assert [label for label, count in Counter(labels).items() if count > 1] == []
    assert all(labels)


def test_nothing_is_asked_for_that_leads_to_work_that_is_not_done() -> None:
    without = Kinds(kind for kind in EVERY if kind.record is not Matter)
    every = {choice.path.text for choice in choices_of(MediationCase, EVERY)}
    assert {choice.path.text for choice in choices_of(MediationCase, without)} < every
    assert not [c for c in choices_of(Visit, without) if "matter" in c.path.text]


def test_what_is_not_there_is_told_in_words() -> None:
    asked = [c.is_("hair", "1"), c.one_of("care.kind", ["11", "77"]), c.at_least("name", "1"), c.is_("sex", "1")]
    assert wrong(Resident, asked, EVERY.record_of) == [
        "本版本没有“hair”这一栏",
        "“类别”的代码表里没有“77”",
        "“姓名”不能这样筛选（at_least）",
    ]


def test_every_condition_that_can_be_asked_is_said(store: Store) -> None:
    """Of households, houses and whatever else, by every test with no value, and every day."""
    store = with_added(store)
    for kind in (Household, House, Matter, MediationCase):
        for choice in choices_of(kind, EVERY):
            for test in (c.Test.SOMETHING, c.Test.NOTHING, c.Test.MINE):
                (text,) = texts(store, kind, c.Condition(choice.path.text, test))
                assert text.startswith(choice.label)
