"""Words that say what somebody is: alone, with names and places, written in one; and for whom they find."""

import shutil
from collections.abc import Iterator
from datetime import date

import attrs
import pytest

from db.records.centre.account import Account, roles_of
from db.records.registry.resident import CareTag, Resident
from db.records.role import Role
from db.services.selection import Listing, Selection
from db.store import Store
from tests.db.finding import found, house, reasons

THIS_YEAR = date.today().year


def born(years: int) -> date:
    """The day of birth of somebody who has had so many birthdays."""
    return date(THIS_YEAR - years, 1, 1)


@pytest.fixture(scope="module")
def town(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two doors with old and young behind them, somebody who died, and somebody who is looked after no more."""
    folder = shutil.copytree(made_store[0].folder, tmp_path_factory.mktemp("traits") / "store")
    store = Store._with_key(folder, made_store[0]._key)
    three, five = house(store, "幸福里小区", "3", "2", "502"), house(store, "水景花苑", "5", "1", "101")
    alone = (CareTag(kind="11"),)
    with store.writing() as w:
        w.save_all(
            [
                Resident(name="王建国", house=three.id, birth=born(80), sex="1", care=alone),
                Resident(name="王秀英", house=three.id, birth=born(82), sex="2", politics="01"),
                Resident(name="王小虎", house=five.id, birth=born(17), sex="1", population="2"),
                Resident(name="李秀英", house=five.id, birth=born(69), sex="2", care=alone),
                Resident(name="赵去世", state="3", birth=born(85), care=alone),
                Resident(
                    name="钱好了", birth=born(50), care=(CareTag(kind="11", until=date(2020, 1, 1)), CareTag(kind="50"))
                ),
                Resident(name="孙党员"),
            ]
        )
    yield store
    store._connection.close()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("独居", ["李秀英", "王建国"]),
        ("独居老人", ["李秀英", "王建国"]),
        ("王 独居", ["王建国"]),
        ("王 3栋 独居", ["王建国"]),
        ("独居 3栋 王", ["王建国"]),
        ("wjg 独居", ["王建国"]),
        ("3栋 独居", ["王建国"]),
        ("独居 xfl", ["王建国"]),
        ("3栋独居", ["王建国"]),
        ("独居3栋", ["王建国"]),
        ("幸福里独居老人", ["王建国"]),
        ("80岁以上的独居老人", ["王建国"]),
        ("80岁", ["王建国"]),
        ("八十岁", ["王建国"]),
        ("80周岁", ["王建国"]),
        ("80岁以上", ["王建国", "王秀英"]),
        ("80多岁", ["王建国", "王秀英"]),
        ("69岁以下 王", ["王小虎"]),
        ("60-69岁", ["李秀英"]),
        ("60到69岁", ["李秀英"]),
        ("17岁 水景", ["王小虎"]),
        ("未成年", ["王小虎"]),
        ("老人 女", ["李秀英", "王秀英"]),
        ("王 女", ["王秀英"]),
        ("共产党员", ["王秀英"]),
        ("流动人口", ["王小虎"]),
        ("退伍军人", ["钱好了"]),
        ("寄住", []),
        ("去世", ["赵去世"]),
        ("独居 李四", []),
        ("独居 9栋", []),
    ],
)
def test_a_word_for_what_somebody_is(town: Store, words: str, names: list[str]) -> None:
    assert sorted(found(town, words)) == names
    assert sorted(town.get(Resident, i).name for i in town.found(Resident, words)) == names


def test_whoever_is_called_so_comes_before_those_who_are_so(town: Store) -> None:
    assert found(town, "党员") == ["孙党员", "王秀英"]
    assert reasons(town, "党员") == ["name_part", "trait"]


def test_a_single_character_only_narrows(town: Store) -> None:
    assert found(town, "男") == []


def test_a_list_narrowed_by_words_is_counted_by_them(town: Store) -> None:
    ids = Listing(Resident).ids(town, Selection(words="王 80岁以上"))
    assert {town.get(Resident, i).name for i in ids} == {"王建国", "王秀英"}


def test_a_tag_that_ends_finds_no_more(store: Store) -> None:
    one = store.save(Resident(name="王建国", care=(CareTag(kind="11"),)))
    assert found(store, "独居") == ["王建国"]
    store.save(attrs.evolve(one, care=()))
    assert found(store, "独居") == []


def test_a_tag_that_only_some_may_know_finds_for_them_alone(store: Store) -> None:
    store.save(Resident(name="王建国", care=(CareTag(kind="20"),)))
    account = store.save(Account(name="窗口", roles=roles_of((Role.DESK,))))
    desk = Store._with_key(store.folder, store._key, account.id)
    assert found(store, "残疾") == ["王建国"]
    assert found(desk, "王建国") == ["王建国"]
    assert found(desk, "残疾") == found(desk, "王 残疾") == []
    assert desk.found(Resident, "残疾") == []
    desk._connection.close()
