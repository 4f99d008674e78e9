"""The head of the page of one matter: the way back, its title, what can be done, and the strip of its stages."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from db.records.base import Record
from db.records.flow import Flow, Meaning
from db.records.moving import live
from db.records.step import Step
from db.services.ended import ended
from db.services.move import flow_of
from db.store import Store
from gui.borrowed import restyle
from gui.icons import icon
from gui.theme import px
from gui.widgets.elided import ElidedLabel
from gui.widgets.parts import Card, badge, button, label, put_in_place
from gui.widgets.press import Button
from gui.widgets.stage_strip import CROSS, TICK, StageStrip, Stop
from gui.words import tr


def stops(flow: Flow, stage: str, steps: Sequence[Step]) -> tuple[Stop, ...]:
    """The stages of a flow as a strip shows them: of those that end it only the one at which it stands, or the usual one.

    A stage that the program does not know is shown as it is, behind all others. Where it is over its disc says so.
    """
    been = {code for step in live(steps) for code in (step.before, step.after)}
    here = flow.stage(stage)
    ends = flow.codes(Meaning.DONE)
    usual = next((m.to for m in flow.moves if m.main and m.to in ends), next(iter(ends), ""))
    end = stage if here is not None and here.meaning.is_over else usual
    shown = [s for s in flow.stages if not s.meaning.is_over or s.code == end]
    mark = {Meaning.DONE: TICK, Meaning.VOID: CROSS}.get(here.meaning, "") if here else ""
    at = next((n for n, s in enumerate(shown) if s.code == stage), len(shown))
    found = [
        # What it went back from lies ahead again.
        Stop(s.label, is_here=True, end=mark) if n == at else Stop(s.label, is_behind=n < at and s.code in been)
        for n, s in enumerate(shown)
    ]
    return (*found, Stop(stage, is_here=True)) if here is None else tuple(found)


class StageCard(Card):
    """The strip of stages, and at its right end how it ended, once nothing more is done.

    Attributes:
        flow: what it showed last; None for nothing yet.
    """

    def __init__(self) -> None:
        super().__init__(margin=10)
        self.flow: Flow | None = None
        self.strip = StageStrip()
        self._ending = badge("")
        row = QHBoxLayout()
        row.setSpacing(px(18))
        row.addWidget(self.strip, 1)
        row.addWidget(self._ending)
        self.inside.addLayout(row)

    def show_record(self, store: Store, record: Record) -> None:
        """Shows where a record stands."""
        flow, end = flow_of(store, record), ended(store, record)
        self.flow = flow
        self.strip.show_stops(stops(flow, str(getattr(record, flow.field)), store.steps(record)))
        self._ending.setText(end.words() if end else "")
        self._ending.setProperty("badge", "plain" if end and (end.is_void or not end.is_done) else "good")
        restyle(self._ending)
        self._ending.setVisible(end is not None)

    def ending(self) -> str:
        """What is said of its end; "" while it is open."""
        return self._ending.text()


class MatterHead(QWidget):
    """One line: back, title with a remark under it, buttons.

    Signals:
        back_requested: the clerk wants back.
    """

    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = Button(icon("back"), "")
        back.setProperty("kind", "quiet")
        back.setFixedSize(px(36), px(36))
        back.setToolTip(self.tr("返回（Esc）"))
        back.setAccessibleName(self.tr("返回"))
        back.clicked.connect(self.back_requested)
        self._title, self._remark = ElidedLabel(size="title"), ElidedLabel("quiet", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._remark)
        self._buttons = QWidget()
        self._shown: tuple[QPushButton, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self._buttons)
        self._row = row
        self.setFixedHeight(px(56))

    def say(self, title: str, remark: str) -> None:
        """Other words."""
        self._title.set_whole(title)
        self._remark.set_whole(remark)
        self._remark.setVisible(bool(remark))  # else the title would stand higher than what is beside it

    def title(self) -> str:
        """The title, shortened or not."""
        return self._title.whole()

    def remark(self) -> str:
        """The remark, shortened or not."""
        return self._remark.whole()

    def show_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Shows these in place of those before, the red one at the right end."""
        fresh = QWidget()  # shown as a whole: each one shown by itself would have the window laid out anew
        row = QHBoxLayout(fresh)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        for one in buttons:
            row.addWidget(one)
        put_in_place(self._row, self._buttons, fresh)
        self._buttons, self._shown = fresh, tuple(buttons)

    def press(self, name: str) -> None:
        """Presses the button that bears a name, where one does."""
        for one in self._shown:
            if one.objectName() == name:
                one.click()


def menu_button(text: str, menu: QMenu, tip: str = "") -> QPushButton:
    """A quiet button that opens a menu under itself."""
    made = button(text, "quiet", tip)
    menu.setParent(made, menu.windowFlags())
    made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, made.height()))))
    return made


def key_words(key: str) -> str:
    """What a button says of the letter that does the same; "" of none."""
    return tr("按 {0}；正在填写时按 Alt+{0}").format(key) if key else ""


class OfferBand(QWidget):
    """One line under the head: the papers of the move that was just made.

    Signals:
        chosen: the way to print that the clerk wants.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(14))
        self.hide()

    def offer(self, labelled: Sequence[tuple[str, object]]) -> None:
        """Offers papers, or nothing."""
        while item := self._row.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(labelled))
        if not labelled:
            return
        self._row.addWidget(label(self.tr("这一步的文书："), "quiet"))
        for text, choice in labelled:
            made = button(self.tr("印{0}").format(text), "link")
            made.clicked.connect(lambda _on=False, choice=choice: self.chosen.emit(choice))
            self._row.addWidget(made)
        away = button(self.tr("先不印"), "link")
        away.clicked.connect(self.hide)
        self._row.addWidget(away)
        self._row.addStretch(1)
