"""办件, 当场办结: one line over the list: for whom, and what was done; Enter numbers it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Ref
from db.records.base import fields_of
from db.records.matters.reception import Reception
from db.services.matters.receive_at_once import receive_at_once, take_back
from db.services.matters.receptions import in_hand_of
from db.values import masks
from gui.pages.matters.quick import LINE_KEY, parted
from gui.saving import answered
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import RefEditor
from gui.widgets.parts import label
from gui.words import tr


class QuickReception(QWidget):
    """The line.

    Signals:
        saved: the id of the reception that was entered or taken back.
    """

    saved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        who = fields_of(Reception)["who"]
        assert isinstance(who, Ref)
        self.who = RefEditor(who, session.lookup)
        self.who.setMaximumWidth(px(240))
        self.who.line.setPlaceholderText(self.tr("谁来办（可不填）  {0}").format(LINE_KEY))
        self.who.setAccessibleName(self.tr("谁来办"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("当场办结：办什么，回车取号；没登记的人写“办什么 | 姓名”"))
        self.line.setAccessibleName(self.tr("办什么；没登记的人用竖线隔开写姓名"))
        self.line.returnPressed.connect(self.commit)
        self.line.textEdited.connect(lambda: self._say(""))
        self._fault = label("", "accent", "small", wrap=True)
        self._fault.hide()
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

    def commit(self) -> None:
        """Enters what was done; says with which number, or what the line lacks, which stays."""
        item, name = parted(self.line.text())
        if not item:
            self._say(self.tr("还没有写办什么，写上再回车"))
            self.line.setFocus()
            return
        store, messages = self._session.store, self._session.messages
        try:
            who = int(self.who.value())
            kept = answered(store, messages, lambda _said: receive_at_once(store, item, name, who))
        except ValueUnreadable as error:
            self.who.show_problem(self.who.kind.problem("unreadable", error.message, error.remedy))
            self.who.setFocus()
            return
        except AppError as error:
            self._say(str(error))
            self.line.setFocus()
            return
        self.line.clear()
        self.who.set_value(0)
        self.who.setFocus()
        messages.inform(self._told(kept), lambda: self._take_back(kept))
        self.saved.emit(kept.id)

    def fault(self) -> str:
        """What is said under the line."""
        return self._fault.text()

    def _told(self, kept: Reception) -> str:
        """The number, and what else of theirs is not over yet."""
        words = tr("已办结：{0}").format(kept.number)
        others = in_hand_of(self._session.store, kept.who, kept.name, kept.id)
        named = "、".join(f"{one.number} {masks.in_text(one.item)}" for one in others)
        return tr("{0}；这位还有没办完的：{1}").format(words, named) if named else words

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _take_back(self, kept: Reception) -> None:
        try:
            take_back(self._session.store, kept)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已撤回，{0} 作废").format(kept.number))
        self.saved.emit(kept.id)
