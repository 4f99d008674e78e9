"""从聊天粘贴: a text out of a group, what it says as lines to tick, and all that is ticked taken in at once; with the keyboard alone."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from db.fields import Code
from db.records.matters.matter import Matter
from db.services.matters.pasted import CHANNELS, WECHAT, Line, read_chat, take_back, take_over
from db.store import Store
from db.values import code_table
from gui.keys import on_key, red_key
from gui.large_work import LargeWork
from gui.models.pasted_table import COL_SUBJECT, COL_TOLD, COL_WHEN, COL_WHO, PastedTableModel
from gui.session import Session
from gui.tasks import Tick
from gui.theme import px
from gui.widgets.editors import CodeEditor
from gui.widgets.parts import Card, PageHeader, button, label
from gui.widgets.plain_table import plain_table

WIDTHS = {COL_WHO: 120, COL_WHEN: 110, COL_TOLD: 330}
ROW, TALL, CHANNEL_WIDE = 34, 150, 140
PAUSE_MS = 250
AT_ONCE = 20
"""More messages than these are read, and taken in, behind the window: each takes some 20 ms."""


class PastedChatPage(QWidget):
    """The text above, what it says below.

    Signals:
        saved: the id of a matter that was taken in or taken back.

    Attributes:
        text: what was pasted.
        channel: by what way all of it came.
        nameless: whether nobody is named who said it.
        go: takes in what is ticked.
    """

    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("聊天内容"))
        self.text.setPlaceholderText(self.tr("在这里粘贴群里的话（Ctrl+V），一条消息或一行一件"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(TALL))
        self.channel = CodeEditor(Code(self.tr("来源"), table="matter_channel"))
        self.channel.leave_out(set(code_table.load("matter_channel").labels) - set(CHANNELS))
        self.channel.set_value(WECHAT)
        self.channel.line.setAccessibleName(self.tr("来源"))
        self.nameless = QCheckBox(self.tr("都不记名"))
        self.go = button(self.tr("登记"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        self.model = PastedTableModel(self)
        self.list = plain_table(self.model, COL_SUBJECT, WIDTHS, ROW, (COL_WHEN,))
        self._told, self._fault = label("", size="large"), label("", "accent", wrap=True)
        self._work, self._of = LargeWork(session, self, AT_ONCE), ("", "")
        self._work.over.connect(self._on_over)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.read)
        self.text.textChanged.connect(self._pause.start)
        self.channel.changed.connect(self.read)
        self.model.ticked.connect(self._tell)
        on_key("Space", self.list, self._toggle)
        red_key(self, self.commit)
        self._lay_out(lead)
        self.read()

    def take_focus(self) -> None:
        """What is pasted comes first."""
        self.text.setFocus()

    def refresh(self) -> None:
        """Looks anew what was taken in meanwhile."""
        self.read()

    def read(self) -> None:
        """Shows what the text says now."""
        self._pause.stop()
        self._say("")
        text, channel, today = self.text.toPlainText(), self._channel(), date.today()
        if not text.strip():
            self.model.show_lines(())
            return
        if self._work.is_running():
            return
        self._of, count = (text, channel), len(text.splitlines())
        if count > AT_ONCE:
            self.model.show_lines(())  # what stands there is of another text, and this may be cancelled

        def work(store: Store, tick: Tick) -> list[Line]:
            return read_chat(store, text, channel, today, tick)

        self._work.do(self.tr("正在看聊天内容"), count, work, self.model.show_lines)

    def commit(self) -> None:
        """Takes in what is ticked, or says why not."""
        if self._pause.isActive():
            self.read()
        if self._work.is_running():
            return
        wanted, nameless = self.model.wanted(), self.nameless.isChecked()
        if not wanted:
            self._say(self.tr("没有勾上的；先粘贴聊天内容，勾上要登记的"))
            self.text.setFocus()
            return

        def work(store: Store, tick: Tick) -> list[Matter]:
            return take_over(store, wanted, anonymous=nameless, tick=tick)

        self._work.do(self.tr("正在登记"), len(wanted), work, self._on_taken, lambda error: self._say(str(error)))

    def _on_taken(self, taken: Sequence[Matter]) -> None:
        self.text.clear()
        self.read()
        self.text.setFocus()
        self.saved.emit(taken[-1].id)
        self._session.messages.inform(self.tr("登记了 {0} 件诉求").format(len(taken)), lambda: self._take_back(taken))

    def _on_over(self) -> None:
        """What was pasted while something else was read is read now."""
        if (text := self.text.toPlainText()).strip() and self._of != (text, self._channel()):
            self.read()

    def fault(self) -> str:
        """What is said under the head."""
        return self._fault.text()

    def _take_back(self, taken: Sequence[Matter]) -> None:
        def done(_none: None) -> None:
            self.saved.emit(taken[-1].id)
            self._session.messages.inform(self.tr("已撤销，{0} 件都作废了").format(len(taken)))
            self.read()

        self._work.do(self.tr("正在撤销"), len(taken), lambda store, tick: take_back(store, taken, tick), done)

    def _channel(self) -> str:
        return str(self.channel.value() or WECHAT)

    def _toggle(self) -> None:
        if (index := self.list.currentIndex()).isValid():
            self.model.toggle(index.row())

    def _tell(self) -> None:
        count = len(self.model.wanted())
        self._told.setText(
            self.tr("{0} 条里勾上了 {1} 条").format(len(self.model.rows), count) if self.model.rows else ""
        )
        self.go.setText(self.tr("登记 {0} 件").format(count) if count else self.tr("登记"))

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _lay_out(self, lead: QWidget) -> None:
        self.channel.setFixedWidth(px(CHANNEL_WIDE))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(self.tr("来源"), "quiet"))
        head.addWidget(self.channel, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.nameless)
        head.addStretch(1)
        head.addWidget(self.go)
        card = Card()
        for part in (self._told, self._fault):
            card.inside.addWidget(part)
        card.inside.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(12))
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(self.text)
        column.addLayout(head)
        column.addWidget(card, 1)
