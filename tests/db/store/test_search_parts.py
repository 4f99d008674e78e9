"""Rare characters by their parts and by how they are read."""

import pytest

from db.store import Store
from db.values import characters, pinyin
from tests.db.finding import found, people

RARE = ("李䶮", "钱𠮷", "赵𬱖", "吴𫍯", "孙㛃", "冯王𬎆", "郑小龙")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("龙+天", ["李䶮"]),
        ("龙＋天", ["李䶮"]),
        ("龙 + 天", ["李䶮"]),
        ("天+龙", ["李䶮"]),
        ("李龙+天", ["李䶮"]),
        ("李 龙+天", ["李䶮"]),
        ("王龙+天", []),
        ("龍+天", ["李䶮"]),
        ("土+口", ["钱𠮷"]),
        ("由+页", ["赵𬱖"]),
        ("言+咸", ["吴𫍯"]),
        ("丰+刀+女", ["孙㛃"]),
        ("王王+莹", ["冯王𬎆"]),
        ("李龙天", ["李䶮"]),
        ("liyan", ["李䶮"]),
        ("ly", ["李䶮"]),
        ("zhaodi", ["赵𬱖"]),
        ("sunjie", ["孙㛃"]),
        ("龙+", ["郑小龙"]),
        ("+龙", ["郑小龙"]),
    ],
)
def test_a_rare_character(store: Store, words: str, names: list[str]) -> None:
    people(store, *RARE)
    assert found(store, words) == names


def test_a_character_that_no_dictionary_knows_is_read_by_its_parts(store: Store) -> None:
    people(store, "陈𫭟")
    assert pinyin.readings("𫭟")[0] == "ou"
    assert found(store, "chenou") == found(store, "区+土") == ["陈𫭟"]


@pytest.mark.parametrize(
    ("parts", "first"),
    [
        ("弓长", "张"), ("木子", "李"), ("立早", "章"), ("音十", "章"), ("耳东", "陈"), ("木木", "林"), ("木木木", "森"), ("口口口", "品"),
        ("王奇", "琦"), ("吉吉", "喆"), ("牛牛牛", "犇"), ("金川", "钏"), ("方方土", "堃"), ("草化", "花"), ("龙天", "䶮"),
    ],
)  # fmt: skip
def test_usual_characters_come_before_those_with_more_in_them(parts: str, first: str) -> None:
    assert first in characters.composed(tuple(parts))[:5]


@pytest.mark.parametrize(
    ("parts", "one"), [("木木木", "森"), ("口口口", "品"), ("人言", "信"), ("日日日", "晶"), ("立早彡", "彰")]
)
def test_parts_of_parts_count(parts: str, one: str) -> None:
    assert one in characters.composed(tuple(parts))


def test_a_part_that_stands_there_once_is_not_there_twice() -> None:
    assert "李" not in characters.composed(("木", "木", "子"))


def test_nothing_is_made_of_one_part_or_of_what_is_none() -> None:
    assert characters.composed(("龙",)) == ""
    assert characters.composed(("龙", "の")) == ""
    assert characters.asked("龙天") == characters.asked("a+b") == characters.asked("139+天") == ()


def test_every_part_stands_only_in_characters_that_a_name_can_have() -> None:
    for part, inside in characters._inside().items():
        assert part[-1] not in inside
        assert all(characters._IS_HAN.fullmatch(one) for one in inside)
