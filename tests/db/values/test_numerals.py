"""Numbers in Chinese numerals: written and read back, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values.numerals import han_number, han_value, natural_key


@given(st.integers(0, 9_999))
def test_chinese_figures_have_no_end(number: int) -> None:
    assert han_value(han_number(number)) == number


def test_chinese_figures() -> None:
    assert [han_number(n) for n in (1, 10, 12, 20, 99, 100, 101, 110, 1_001, 12_345)] == [
        "一", "十", "十二", "二十", "九十九", "一百", "一百〇一", "一百一十", "一千〇一", "一万二千三百四十五",
    ]  # fmt: skip
    assert han_value("一百零三") == 103


@pytest.mark.parametrize("text", ["", "三四", "一楼", "一百一", "3"])
def test_what_is_no_number_that_counts_has_no_value(text: str) -> None:
    assert han_value(text) is None


def test_texts_stand_in_the_order_of_their_numbers() -> None:
    names = ["第十网格", "第2网格", "10号楼", "2号楼", "第一网格", "东门"]
    assert sorted(names, key=natural_key) == ["东门", "第一网格", "第2网格", "第十网格", "2号楼", "10号楼"]
