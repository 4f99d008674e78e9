"""怎样算一个率: which answers count, of which, from which day on, and by what paper."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day, Looks
from db.services.figures.laid_down import Laid
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button, button_row, label

Take = Callable[[Laid], object]
"""Takes it; raises `AppError` where it will not do."""


class ShareRule(FittedDialog):
    """Asks how a share is reckoned; nothing is ticked before the clerk does, and what will not do is said under it.

    Attributes:
        of: what is counted at all, by code.
        so: which of these count, by code; seen are those that `of` has.
        since, source: from which day, and by what paper.
        go: takes it; so do Enter and Ctrl+Enter.
    """

    def __init__(
        self, name: str, answers: Mapping[str, str], now: Laid | None, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("{0}怎样算").format(name))
        self.setMinimumWidth(px(560))
        now = now or Laid()
        self.of = _chips(answers, now.of)
        self.so = _chips(answers, now.so)
        self._first = label(self.tr("先在上面选一共数哪些"), "faint", "small")
        self.since = DayEditor(Day(self.tr("从哪天起"), looks=Looks.BACK))
        self.since.set_value(now.since)
        self.since.line.setAccessibleName(self.tr("从哪天起"))
        self.source = QLineEdit(now.source)
        self.source.setAccessibleName(self.tr("依据"))
        self.source.setPlaceholderText(self.tr("哪份文件；没有文件的写“本中心自定”"))
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self.go = button(self.tr("就这样算"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        red_key(self, self.commit)
        self._lay_out(name)
        for code in answers:
            self.of[code].toggled.connect(partial(self._offer, code))
            self.so[code].toggled.connect(self._take_back)
            self._offer(code, self.of[code].isChecked())
        self.since.line.textChanged.connect(self._take_back)
        self.source.textChanged.connect(self._take_back)
        next(iter(self.of.values())).setFocus()

    def told(self) -> str:
        """Why it will not do."""
        return self._told.text()

    def commit(self) -> None:
        """Takes it, or says why it will not do."""
        try:
            how = Laid(_ticked(self.so), _ticked(self.of), self.since.value(), self.source.text())
            self._take(how)
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            self.bring_to_sight(self._told)
            return
        self.accept()

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("{0}怎样算").format(name), size="large"))
        about = self.tr(
            "各地算法不一，程序不替您定。照文件选好，记在“设置 → 规则”里；文件变了再来改，以前的期间照旧算。"
        )
        column.addWidget(label(about, "quiet", wrap=True))
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        for words, part in (
            (self.tr("一共数哪些"), _row(self.of)),
            (self.tr("其中算{0}的").format(name.removesuffix(self.tr("率"))), _row(self.so, self._first)),
            (self.tr("从哪天起；再早的期间不算"), self.since),
            (self.tr("依据"), self.source),
        ):
            column.addWidget(label(words, "quiet"))
            column.addWidget(part)
        column.addWidget(self._told)
        column.addLayout(button_row(None, leave, self.go))

    def _offer(self, code: str, on: bool) -> None:
        """Only what is counted at all can be among it."""
        if not on:
            self.so[code].setChecked(False)
        self.so[code].setVisible(on)
        self._first.setVisible(not _ticked(self.of))
        self._take_back()

    def _take_back(self, *_: object) -> None:
        """What was wrong is said no more once something else is chosen."""
        self._told.hide()


def _chips(answers: Mapping[str, str], ticked: tuple[str, ...]) -> dict[str, QPushButton]:
    found: dict[str, QPushButton] = {}
    for code, words in answers.items():
        chip = found[code] = button(words, "chip")
        chip.setCheckable(True)
        chip.setChecked(code in ticked)
    return found


def _ticked(chips: Mapping[str, QPushButton]) -> tuple[str, ...]:
    return tuple(code for code, chip in chips.items() if chip.isChecked())


def _row(chips: Mapping[str, QPushButton], *beside: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, px(8))
    for part in (*chips.values(), *beside):
        flow.addWidget(part)
    return made
