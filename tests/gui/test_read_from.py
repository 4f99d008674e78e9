"""Codes are picked by pinyin, by initials of any reading, and by both together: 藏族 is zz, zangz and zangzu."""

import pytest

from db.values import code_table
from gui.lookup import read_from
from gui.widgets.editors.choice import matching

NATIONS = code_table.load("ethnicity")


def found(typed: str) -> list[str]:
    return [NATIONS.labels[code] for code in matching(NATIONS.labels, NATIONS.code(typed), typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hz", ["汉族", "回族"]),
        ("hanzu", ["汉族"]),
        ("hanz", ["汉族"]),
        ("zz", ["藏族", "壮族"]),
        ("zhuang", ["壮族"]),
        ("cxz", ["朝鲜族"]),
        ("chaoxian", ["朝鲜族"]),
        ("weiwuer", ["维吾尔族"]),
        ("glz", ["仡佬族"]),
    ],
)
def test_a_nation_is_found_however_it_is_spelled(typed: str, meant: list[str]) -> None:
    assert set(found(typed)) >= set(meant)


def test_what_begins_so_comes_first_and_what_is_read_otherwise_is_not_found() -> None:
    assert found("hui")[0] == "回族"
    assert found("cxz") == ["朝鲜族"]
    assert found("qq") == []
    assert found("zangzzz") == []


def test_it_tells_where_a_label_begins_to_be_read_so() -> None:
    assert (read_from("幸福里第一网格", "wg"), read_from("幸福里第一网格", "xingfu"), read_from("幸福里", "")) == (
        5,
        0,
        None,
    )
    assert read_from("幸福里", "幸") is None
