"""办件, 当场办结: one line over the list: what was done, and for whom; Enter numbers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.matters.reception import Reception
from db.services.matters.receive_at_once import receive_at_once, take_back
from gui.pages.matters.quick import parted
from gui.saving import answered
from gui.session import Session
from gui.theme import px
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
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("当场办结的：办什么 | 谁来办（可不写），回车取号"))
        self.line.setAccessibleName(self.tr("办什么和谁来办，用竖线隔开"))
        self.line.returnPressed.connect(self.commit)
        self.line.textEdited.connect(lambda: self._say(""))
        self._fault = label("", "accent", "small", wrap=True)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.line)
        column.addWidget(self._fault)

    def commit(self) -> None:
        """Enters what was done; says with which number, or what the line lacks, which stays."""
        item, name = parted(self.line.text())
        if not item:
            self._say(self.tr("还没有写办什么：写成“办什么 | 谁来办”，再回车"))
            self.line.setFocus()
            return
        store, messages = self._session.store, self._session.messages
        try:
            kept = answered(store, messages, lambda _said: receive_at_once(store, item, name))
        except AppError as error:
            self._say(str(error))
            self.line.setFocus()
            return
        self.line.clear()
        self.line.setFocus()
        messages.inform(tr("已办结：{0}").format(kept.number), lambda: self._take_back(kept))
        self.saved.emit(kept.id)

    def fault(self) -> str:
        """What is said under the line."""
        return self._fault.text()

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _take_back(self, kept: Reception) -> None:
        store = self._session.store
        try:
            take_back(store, store.get(Reception, kept.id))
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已撤回，{0} 作废").format(kept.number))
        self.saved.emit(kept.id)
