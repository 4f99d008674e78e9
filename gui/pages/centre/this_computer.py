"""What belongs to this computer: the size of the text, the passphrase, the printer, the way to the practice community."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.dialogs.passphrase import PassphraseDialog
from gui.messages import Question
from gui.pages.router import Router
from gui.papers import paperwork
from gui.places import Place
from gui.session import Session
from gui.settings import LOCKS, SCALES
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, scrolled

SCALE_NAMES = ("标准", "大", "特大")


class ThisComputerPage(QWidget):
    """Cards, each with one thing to set."""

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.setSpacing(px(14))
        cards.addWidget(self._make_scale())
        if not session.is_practice:
            cards.addWidget(self._make_lock())
        cards.addWidget(self._make_printing())
        cards.addWidget(self._make_practice() if session.is_practice else self._make_keys())
        if not session.is_practice:
            cards.addWidget(self._make_way_to_practice())
        cards.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(scrolled(inside), 1)

    def _make_scale(self) -> Card:
        card = Card(self.tr("字号"), self.tr("换字号后窗口会重新排一遍，没保存的内容留作草稿"))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for percent, name in zip(SCALES, SCALE_NAMES, strict=True):
            chip = button(f"{name} {percent}%", "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(percent == self._session.settings.scale)
            chip.clicked.connect(lambda _on, percent=percent: self._router.set_scale(percent))
            row.addWidget(chip)
        row.addStretch()
        card.inside.addLayout(row)
        return card

    def _make_lock(self) -> Card:
        card = Card(self.tr("自动锁定"), self.tr("F11 随时锁定，F10 换人；填了一半的都在，输口令接着办"))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        self.locks: dict[int, QPushButton] = {}
        for minutes in LOCKS:
            chip = button(self.tr("{0}分钟没人用").format(minutes) if minutes else self.tr("不自动锁定"), "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _on, minutes=minutes: self._on_lock_clicked(minutes))
            self.locks[minutes] = chip
            row.addWidget(chip)
        row.addStretch()
        card.inside.addLayout(row)
        self._unlocked = label(
            self.tr("现在不会自动锁定：人走开了，谁都能看、能改。离开座位前请按 F11。"), "warn", "small", wrap=True
        )
        card.inside.addWidget(self._unlocked)
        self._show_lock()
        return card

    def _show_lock(self) -> None:
        after = self._session.settings.lock_after
        self.locks[after].setChecked(True)
        self._unlocked.setVisible(not after)

    def _on_lock_clicked(self, minutes: int) -> None:
        question = Question(
            self.tr("不自动锁定？"),
            self.tr("人走开以后，谁都能看这里的资料，改动记在您的名下。离开座位前要记得按 F11。"),
            self.tr("不自动锁定"),
            grave=True,
        )
        settings = self._session.settings
        if minutes or not settings.lock_after or self._session.messages.ask(question):
            settings.lock_after = minutes
            settings.keep()
        self._show_lock()

    def _make_printing(self) -> Card:
        card = Card(self.tr("打印机"), self.tr("印出来偏了或大小不对时用"))
        words = self.tr("校准页正反两面有156×225毫米的框和直尺，偏多少在打印窗口的“位置修正”里改")
        page = (self.tr("打印校准页"), lambda: self._router.print_job(paperwork.calibration()))
        card.inside.addLayout(_row(label(words, "quiet"), page))
        return card

    def _make_keys(self) -> Card:
        card = Card(self.tr("我的口令"))
        change = (self.tr("修改口令"), self._on_change_clicked)
        told = self.tr("口令只有您自己知道；忘了，请管理员在“工作人员”里重给一个")
        card.inside.addLayout(_row(label(told, "quiet"), change))
        return card

    def _make_practice(self) -> Card:
        card = Card(self.tr("练习小区"), self.tr("这里的人和事都是编的，口令谁都知道，请不要登记真人"))
        reset = (self.tr("全部复原"), self._on_reset_clicked)
        leave = (self.tr("回到本中心资料"), lambda: self._router.go(Place.OWN))
        card.inside.addLayout(_row(label(self.tr("练乱了可以全部复原，从头再来"), "quiet"), reset, leave))
        return card

    def _make_way_to_practice(self) -> Card:
        card = Card(self.tr("练习小区"))
        go = (self.tr("打开练习小区"), lambda: self._router.go(Place.PRACTICE))
        words = self.tr("编造的四百多户和三个月的工作，可以随便试；本中心的资料不受影响")
        card.inside.addLayout(_row(label(words, "quiet"), go))
        return card

    def _on_reset_clicked(self) -> None:
        question = Question(
            self.tr("复原练习小区？"),
            self.tr("在练习小区里做过的一切都会去掉，换成全新的一份。本中心的资料不受影响。"),
            self.tr("全部复原"),
            grave=True,
        )
        if self._session.messages.ask(question):
            self._router.go(Place.FRESH_PRACTICE)

    def _on_change_clicked(self) -> None:
        PassphraseDialog(self._session, self._router, self).exec()


def _row(text: QWidget, *actions: tuple[str, Callable[[], None]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(text, 1)
    for name, slot in actions:
        one = button(name)
        one.clicked.connect(slot)
        row.addWidget(one)
    return row
