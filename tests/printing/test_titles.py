"""Titles break where the sense does, and in a shape that pleases."""

import pytest

from printing.titles import balanced, breadth

ROOM = 20.1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于召开议事厅会议的通知", ["关于召开议事厅会议的通知"]),
        (
            "幸福里社区党群服务中心关于召开2026年3月议事厅会议的通知",
            ["幸福里社区党群服务中心", "关于召开2026年3月议事厅会议的通知"],
        ),
        ("关于召开幸福里社区2026年3月议事厅会议的通知", ["关于召开幸福里社区", "2026年3月议事厅会议的通知"]),
    ],
)
def test_breaks_at_meaning(title: str, lines: list[str]) -> None:
    assert balanced(title, ROOM, ("幸福里社区",)) == lines


def test_long_titles_take_three_lines_without_an_hourglass() -> None:
    lines = balanced(
        "关于公布幸福里小区3号楼加装电梯征求意见结果和《幸福里小区业主公约》修订情况以及下一步工作安排的公告", ROOM
    )
    widths = [breadth(line) for line in lines]
    assert len(lines) == 3
    assert max(widths) <= ROOM
    assert not widths[0] > widths[1] < widths[2]


def test_what_belongs_together_stays_together() -> None:
    for title in (
        "关于幸福里社区二〇二六年度第一次居民代表会议议程的公告",
        "幸福里社区居民代表会议关于2026年工作的决定",
    ):
        lines = balanced(title, 16, ("居民代表会议",))
        assert any("居民代表会议" in line for line in lines)
        assert not any(line.startswith(("的", "》", "、")) for line in lines)


def test_a_title_no_rule_can_break_is_printed_whole() -> None:
    title = "《" + "A" * 60 + "》"
    assert "".join(balanced(title, ROOM)) == title
