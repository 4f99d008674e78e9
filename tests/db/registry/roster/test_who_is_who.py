"""A number that says nothing identifies nobody; what contradicts is two people; what is doubtful is listed."""

import random
import time

import pytest

from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.import_roster import Choices
from db.services.registry.import_roster.signs import agrees_with_mask, sounds_alike
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, sheet

HEADINGS = ["姓名", "身份证号", "性别", "出生日期", "电话", "住址"]
NOTHINGS = [
    "0",
    "无证",
    "不详",
    "3.40104E+17",
    "3401****",
    "111111111111111111",
    "340104000000000000",
    "待办",
    "123456",
]
NOTHINGS += ["340104198001010000", "000000000000000000", "办理中", "——", "999999999999999999"]


def door(n: int) -> str:
    return f"水景花苑{n // 100 + 1}-1-{n % 100 + 101}"


@pytest.mark.parametrize("written", NOTHINGS)
@pytest.mark.parametrize("apart", [False, True])
def test_a_number_that_says_nothing_identifies_nobody(store: Store, written: str, apart: bool) -> None:
    """Within a file, and against the store."""
    rows = [["张伟", written, "", "", f"1380000000{n}", door(n)] for n in (1, 2)]
    for part in [rows[:1], rows[1:]] if apart else [rows]:
        imported(store, sheet(HEADINGS, *part))
    assert len(store.select(Resident)) == 2
    assert imported(store, sheet(HEADINGS, *rows)).counts.people_new == 0


def test_four_thousand_people_of_few_names_stay_so_many(store: Store) -> None:
    chance = random.Random(7)
    names = [
        a + b
        for a in "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
        for b in "伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英华玉萍红玲建国文志海"
    ]
    rows = [[chance.choice(names[:640]), chance.choice(NOTHINGS), "", "", "", door(n // 3)] for n in range(4000)]
    started = time.process_time()
    plan = planned(store, sheet(HEADINGS, *rows))
    assert (plan.counts.people_new, plan.counts.people_matched) == (4000, 0)
    assert time.process_time() - started < 30


def test_one_name_thousands_of_times_behind_one_door_takes_no_longer(store: Store) -> None:
    """Every row looks at some namesakes, never at all of them."""
    few, many = (
        planned(store, sheet(HEADINGS, *(["张伟", "", "", "", "", door(1)] for _ in range(n)))) for n in (40, 4000)
    )
    assert (few.counts.people_new, many.counts.people_new) == (40, 4000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["李安", "", "男", "1980-01-15", "", door(1)], ["李安", "", "女", "1980-01-15", "", door(1)]),
        (
            ["李安", "", "", "1980-01-15", "13800000001", door(1)],
            ["李安", "", "", "1980-01-16", "13800000001", door(1)],
        ),
        (["李安", number(2), "", "", "13800000001", door(1)], ["李安", number(4), "", "", "13800000001", door(1)]),
        (["李安", "", "", "", "13800000001", door(1)], ["李安", "", "", "", "13800000001", door(1)]),
        (["李安", "", "", "1980-01-15", "13800000001", ""], ["李安", "", "", "1980-01-15", "13800000001", ""]),
    ],
)
def test_two_rows_without_a_strong_sign_or_with_a_contradiction_are_two_people(
    store: Store, one: list[str], other: list[str]
) -> None:
    imported(store, sheet(HEADINGS, one, other))
    assert len(store.select(Resident)) == 2


def test_a_doubt_is_listed_and_the_clerk_decides(store: Store) -> None:
    rows = sheet(HEADINGS, ["李安", "", "", "", "13800000001", door(1)], ["李安", "", "", "", "13800000001", door(1)])
    assert planned(store, rows).counts.problems["maybe_same"] == 1
    imported(store, rows, choices=Choices(same=frozenset({("名册", 3)})))
    assert len(store.select(Resident)) == 1


def test_a_right_number_under_a_name_in_other_characters_is_one_person_and_told(store: Store) -> None:
    imported(
        store, sheet(HEADINGS, ["陈国栋", number(1), "", "", "", door(1)], ["王一", number(3), "", "", "", door(2)])
    )
    rows = sheet(HEADINGS, ["陳國棟", number(1), "", "", "", door(1)], ["王二", number(3), "", "", "", door(3)])
    plan = imported(store, rows)
    assert (plan.counts.people_matched, plan.counts.people_new) == (1, 1)
    assert [(p.row, p.code) for p in plan.problems] == [(2, "differs"), (3, "number_taken")]


def test_an_old_number_in_the_store_is_the_same_number(store: Store) -> None:
    store.save(Resident(name="李安", id_number="220521800115002"))
    plan = imported(store, sheet(HEADINGS, ["李安", number(2), "", "", "", ""]))
    assert (plan.counts.people_matched, len(store.select(Resident))) == (1, 1)


def test_masked_rows_never_make_doubles(store: Store) -> None:
    """Not even of somebody who has moved since: told, and nobody is made of it."""
    imported(store, sheet(HEADINGS, ["李安", number(2), "女", "1980-01-15", "13800000001", door(1)]))
    masked = number(2)[:6] + "*" * 8 + number(2)[14:]
    plan = imported(store, sheet(HEADINGS, ["李安", masked, "女", "", "138****0001", door(9)]))
    assert (plan.counts.people_new, plan.counts.rows) == (0, 0)
    assert [(p.row, p.code) for p in plan.problems if p.field == "name"] == [(2, "maybe_same_masked")]
    assert len(store.select(Resident)) == 1
    assert len(store.select(House)) == 1


@pytest.mark.parametrize(
    ("whole", "masked", "agree"),
    [
        ("340104198001010119", "340104********0119", True),
        ("340104198001010119", "340104********0118", False),
        ("340104198001010119", "340104****0119", True),
        ("340104198001010119", "3***************19", False),
        ("340104198001010119", "34010419800101011*", True),
        ("340104198001010119", "340104****0101****", True),
        ("", "340104********0119", False),
    ],
)
def test_masks(whole: str, masked: str, agree: bool) -> None:
    assert agrees_with_mask(whole, masked) is agree


def test_names_that_sound_alike() -> None:
    assert sounds_alike("刘濛濛", "刘蒙蒙")
    assert sounds_alike("阿依古丽·买买提", "阿依古丽。买买提")
    assert not sounds_alike("李小明", "李小红")
    assert not sounds_alike("李明", "李小明")
