"""F1: what the page in front is for, and every key on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import badge, button, label

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "到处可用",
        (
            ("Ctrl+K", "找人、找房、找案件"),
            ("Ctrl+1 … 9、I、0", "左边的各行；I 导入，0 设置"),
            ("Ctrl+Tab", "下一个标签"),
            ("F12", "有人看着时遮住所有窗口，再按恢复"),
            ("F9", "这一条的证件号码、电话等看完整（记入操作记录）"),
            ("F1", "这一页是做什么的，和这张按键表"),
            ("Esc", "返回列表、关上下拉"),
        ),
    ),
    (
        "列表",
        (
            ("↑ ↓", "选一行"),
            ("Enter", "打开这一行"),
            ("Ctrl+F", "按文字、拼音首字母找"),
            ("Ctrl+Shift+F", "按任意一栏筛选"),
            ("Ctrl+N", "新登记"),
        ),
    ),
    (
        "填写",
        (
            ("Tab", "下一项；有下拉时选中标出的一条"),
            ("数字、拼音首字母", "选代码：性别 1、邻里纠纷 lljf"),
            ("3.2、下周三、3天后", "日期怎么说就怎么写，↑ ↓ 加减一天"),
            ("Ctrl+J", "在当事人、成员、议定事项等行里加一行"),
            ("Ctrl+S", "保存（没保存也有草稿）"),
            ("Ctrl+P", "打印"),
        ),
    ),
    (
        "办一件事（诉求、调解案件等）",
        (
            ("Ctrl+Enter", "办下一步（红色按钮）"),
            ("Ctrl+M", "更多：补记、更正、作废等，↑ ↓ 选"),
            ("Ctrl+B", "撤回上一步"),
        ),
    ),
)


class KeySheet(FittedDialog):
    """The sheet."""

    def __init__(self, parent: QWidget | None = None, about: Sequence[str] = (), *, keys: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("帮助"))
        self.setMinimumWidth(px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(12))
        if about:
            column.addWidget(label(self.tr("这一页"), size="large"))
        for sentence in about:
            column.addWidget(label(sentence, wrap=True))
        if keys:
            self.setMinimumWidth(px(1000))
            column.addWidget(label(self.tr("不用鼠标也能办完所有事"), size="large"))
            column.addLayout(_keys())
        close = button(self.tr("知道了"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)


def _keys() -> QHBoxLayout:
    """The keys in two columns: one alone is higher than a small screen."""
    halves = QHBoxLayout()
    halves.setSpacing(px(28))
    for part in (KEYS[:2], KEYS[2:]):
        column = QVBoxLayout()
        column.setSpacing(px(12))
        for heading, pairs in part:
            column.addWidget(label(heading, "faint", "small"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(px(18))
            grid.setVerticalSpacing(px(6))
            grid.setColumnMinimumWidth(0, px(90))
            grid.setColumnStretch(1, 1)
            for row, (key, meaning) in enumerate(pairs):
                grid.addWidget(badge(key), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(meaning, wrap=True), row, 1)
            column.addLayout(grid)
        column.addStretch()
        halves.addLayout(column, 1)
    return halves
