"""However many rooms there are, every line can be reached: they grow lower first, then they scroll."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.kind import Room
from gui.widgets.navigation import DIGITS, NavEntry, Navigation
from tests.gui.conftest import Dress

LINES = [
    NavEntry("today", "今日"),
    *(NavEntry(f"{room.folder}{turn}", room.value) for turn in (1, 2) for room in Room),
    NavEntry("import", "导入", last=True),
    NavEntry("settings", "设置", last=True),
]


def seen(line: QWidget) -> bool:
    """Whether a line is in sight as a whole."""
    return line.visibleRegion().boundingRect().height() == line.height() > 0


@pytest.mark.parametrize(("height", "scale"), [(690, 100), (690, 130), (1000, 130)])
def test_each_line_comes_into_sight_when_it_is_marked(qtbot: QtBot, dress: Dress, height: int, scale: int) -> None:
    dress(scale)
    made = Navigation("幸福里街道柳荫社区党群服务中心", LINES)
    qtbot.addWidget(made)
    made.setFixedHeight(height)
    with qtbot.waitExposed(made):
        made.show()
    lines = [one for one in made.findChildren(QPushButton) if one.isCheckable()]
    assert [line.text() for line in lines] == [entry.label for entry in LINES]
    for key, line in zip(made.keys(), lines, strict=True):
        made.mark(key)
        assert seen(line), line.text()
        assert all(seen(last) for last in lines[-2:]), "what stands at the lower end stays there"
        assert line.height() >= line.fontMetrics().height()
    made.mark("today")
    made.take_focus()
    for line in lines[1:4]:
        made.focusNextChild()
        assert seen(line)


def test_only_keys_that_work_are_told(qtbot: QtBot) -> None:
    made = Navigation(
        "柳荫社区", [*(NavEntry(f"line{n}", f"第{n}行") for n in range(1, 13)), NavEntry("x", "统计", press="Ctrl+T")]
    )
    qtbot.addWidget(made)
    tips = [one.toolTip() for one in made.findChildren(QPushButton) if one.isCheckable()]
    assert tips == [*(f"Ctrl+{n}" for n in range(1, DIGITS + 1)), "", "", "", "Ctrl+T"]
