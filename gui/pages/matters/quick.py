"""咨询, 答复即结: one line over the list: who asked, what, and what was answered; Enter numbers and closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Ref
from db.records.base import fields_of
from db.records.matters.matter import Claimant, Matter
from db.services.matters.answer_at_once import answer_at_once
from db.services.matters.take_in import claimant_from
from db.services.move import void
from gui.saving import answered
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import RefEditor
from gui.widgets.parts import label
from gui.words import tr

BARS = ("|", "｜")
LINE_KEY = "F3"
"""Leads from the list to the line over it."""


class QuickAnswer(QWidget):
    """The line.

    Signals:
        saved: the id of the matter that was answered or made void again.
    """

    saved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        who = fields_of(Claimant)["who"]
        assert isinstance(who, Ref)
        self.who = RefEditor(who, session.lookup)
        self.who.setMaximumWidth(px(240))
        self.who.line.setPlaceholderText(self.tr("谁来问（可不填）  {0}").format(LINE_KEY))
        self.who.setAccessibleName(self.tr("谁来问"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("咨询，答复即结：问了什么 | 怎么答复，回车取号办结"))
        self.line.setAccessibleName(self.tr("问了什么和怎么答复，用竖线隔开"))
        self.line.returnPressed.connect(self.commit)
        self._fault = label("", "accent", "small", wrap=True)
        self._fault.hide()
        self.line.textEdited.connect(lambda: self._say(""))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.who, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.line, 4, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self._fault)
        QWidget.setTabOrder(self.who.line, self.line)

    def hideEvent(self, event: QHideEvent) -> None:
        """What the line lacked is not told again when the clerk comes back to it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._say("")

    def commit(self) -> None:
        """Takes in what was asked, with its answer; says with which number and slip, or what the line lacks, which stays."""
        asked, answer = parted(self.line.text())
        self._say(fault_of(self.line.text()))
        if self.fault():
            self.line.setFocus()
            return
        store, messages = self._session.store, self._session.messages
        try:
            who = int(self.who.value())
            claimant = claimant_from(store, who) if who else None
            matter = answered(store, messages, lambda _said: answer_at_once(store, asked, answer, claimant))
        except ValueUnreadable as error:
            self.who.show_problem(self.who.kind.problem("unreadable", error.message, error.remedy))
            self.who.setFocus()
            return
        except AppError as error:
            messages.show_error(error)
            return
        self.line.clear()
        self.who.set_value(0)
        self.who.setFocus()
        messages.inform(
            tr("已答复办结：{0}，回执码 {1}").format(matter.number, matter.slip), lambda: self._take_back(matter)
        )
        self.saved.emit(matter.id)

    def fault(self) -> str:
        """What is said under the line."""
        return self._fault.text()

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _take_back(self, matter: Matter) -> None:
        """Makes it void: its number is gone, as that of anything that was told to somebody."""
        store = self._session.store
        try:
            now = store.get(Matter, matter.id)
            void(store, now, tr("当场撤回"), store.person_at_work())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已撤回，{0} 作废").format(matter.number))
        self.saved.emit(matter.id)


def fault_of(text: str) -> str:
    """Why a line cannot be taken in, and how to go on; "" where it can."""
    asked, answer = parted(text)
    if not any(bar in text for bar in BARS):
        return tr("还差一条竖线“|”和答复：写成“问了什么 | 怎么答复”，再回车；写的还在")
    if not asked and not answer:
        return tr("竖线两边都还没有写：前面写问了什么，后面写怎么答复")
    if not asked:
        return tr("竖线前面还没有写问了什么；答复还在，补上再回车")
    if not answer:
        return tr("竖线后面还没有写怎么答复；问的还在，补上再回车")
    kind = fields_of(Matter)["subject"]
    try:
        kind.read(asked)
    except ValueUnreadable as error:
        return kind.problem("unreadable", error.message, error.remedy).sentence()
    return ""


def parted(text: str) -> tuple[str, str]:
    """Question and answer, at the first bar."""
    for bar in BARS:
        text = text.replace(bar, BARS[0])
    asked, _, answer = text.partition(BARS[0])
    return asked.strip(), answer.strip()
