"""The order of lists: by pinyin, surnames by their own readings, numbers by their value."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.values import folding, list_order, pinyin

SORTED = ["阿明", "古丽娜尔·买买提", "李四", "卢布", "欧阳修", "仇和", "单雄", "王芳", "詹伟", "张三", "张伟", "章伟"]


def test_names_stand_as_in_a_dictionary() -> None:
    assert sorted(reversed(SORTED), key=list_order.of_name) == SORTED
    assert list_order.of_name("单雄") > list_order.of_name("仇和"), "shan, not dan; qiu, not chou"
    assert list_order.of_text("单雄").startswith("dan "), "which is no surname here"


def test_a_blank_name_comes_first_and_an_unread_character_last() -> None:
    assert sorted(["\U000323af", "张", "", "Peter"], key=list_order.of_name) == ["", "Peter", "张", "\U000323af"]
    assert list_order.of_name(None) == list_order.of_text(None) == ""


def test_texts_stand_by_pinyin_and_by_the_numbers_in_them() -> None:
    texts = ["第一网格", "第2网格", "第十网格", "东门", "幸福里2号楼", "幸福里10号楼"]
    assert sorted(reversed(texts), key=list_order.of_text) == texts


@given(st.lists(st.text(alphabet="张章詹赵王阿古单李卢吕", min_size=1, max_size=3), min_size=2, max_size=8))
def test_it_is_the_order_of_readings_character_by_character(names: list[str]) -> None:
    def read(name: str) -> list[tuple[str, str]]:
        units = folding.units(name)
        return list(zip(pinyin.spellings(units, person=True)[0], units, strict=True))

    for one, next_one in pairwise(sorted(names, key=list_order.of_name)):
        assert read(one) <= read(next_one)
