"""Opening a store: who one is where several may, the passphrase, or the recovery code when it is forgotten."""

from functools import partial
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from db.disk.ring_names import ring_names
from db.errors import WrongPassphrase
from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.keys import on_key
from gui.messages import Messages
from gui.store_work import open_store
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.passphrase import hidden_line

_DIGITS = 9


class Unlock(StoreDialog):
    """Asks for the passphrase of a store, and whose it is where it has several.

    Signals:
        opened: the open store, and what was typed.
        practice_requested: the clerk wants the practice community.
        restore_requested: the clerk wants a backup in this store's place.
        leave_requested: the clerk wants to end the program; where a window is locked.

    Attributes:
        line: the passphrase.
        names: the names; None where there is one or none.
    """

    opened = Signal(object, str)
    practice_requested = Signal()
    restore_requested = Signal()
    leave_requested = Signal()

    def __init__(
        self, folder: Path, messages: Messages, parent: QWidget | None = None, *, last: str = "", locked: bool = False
    ) -> None:
        """The question about the store in a folder.

        Args:
            folder: where the store lies.
            messages: tells what is our fault.
            parent: the window that it stands over.
            last: the id of the entry by which it was opened last; its name is marked.
            locked: whether a window is locked, which goes on afterwards.
        """
        super().__init__(messages, parent)
        self._folder, self._locked = folder, locked
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(480))
        self._entries = ring_names(folder)
        self.line = hidden_line()
        self.line.setPlaceholderText(self.tr("口令，或恢复码单上的恢复码"))
        self.line.setAccessibleName(self.tr("口令"))
        self.line.textEdited.connect(lambda: self.say(""))
        self.enter = button(self.tr("打开"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.open_store)
        card = Card(margin=22)
        self.names = None
        if len(self._entries) > 1:
            from gui.widgets.names import Names  # only where there are several

            self.names = Names(self._entries)
            self.names.choose(last)
            self.names.taken.connect(lambda _entry: self.line.setFocus())
            self.names.moved.connect(lambda _entry: self._on_name_changed())
            card.inside.addWidget(self.names)
            for digit in range(1, min(len(self._entries), _DIGITS) + 1):
                on_key(f"Alt+{digit}", self, partial(self.names.take_digit, digit), everywhere=True)
        card.inside.addWidget(self.line)
        card.inside.addWidget(self.fault_line)
        self._lay_out(card)
        if locked:
            on_key("F10", self, self.ask_who, everywhere=True)
        self.line.setFocus()

    def ask_who(self) -> None:
        """The keys go to the names: another clerk takes over."""
        if self.names is not None:
            self.names.setFocus()

    def entry(self) -> str:
        """The id of the entry whose passphrase is typed; "" where no name is known."""
        if self.names is not None:
            return self.names.current()
        return next(iter(self._entries), "")

    def open_store(self) -> None:
        """Tries what is typed, in the background: a passphrase is stretched slowly on purpose."""
        typed = self.line.text()
        if self.is_busy() or not typed:
            self.say("" if typed else self.tr("请输入口令"))
            return
        folder, entry = self._folder, self.entry()
        self.run(lambda _tick: open_store(folder, typed, entry), lambda closed: self.opened.emit(closed.again(), typed))

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        self.line.setReadOnly(busy)
        self.enter.setEnabled(not busy)
        if self.names is not None:
            self.names.setEnabled(not busy)
        self.enter.setText(self.tr("正在打开…") if busy else self.tr("打开"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        if isinstance(error, WrongPassphrase):
            self.line.selectAll()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose a name wherever the keys go; Enter tries the passphrase, where it is typed alone."""
        steps = {QtCore.Qt.Key.Key_Down: 1, QtCore.Qt.Key.Key_Up: -1}
        if self.names is not None and event.key() in steps:
            self.names.step(steps[QtCore.Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Whoever locked the window closes the question of it, once it is open again."""
        if self._locked:
            self.line.clear()
            self.set_busy(busy=False)
        else:
            super().accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A locked window's question is closed only together with the program."""
        if self._locked and event.spontaneous():
            event.ignore()
            self.leave_requested.emit()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """A locked window is not left by Esc."""
        if self._locked:
            self.line.clear()
            self.say("")
        else:
            super().reject()

    def _on_name_changed(self) -> None:
        """What was typed was another one's."""
        self.line.clear()
        self.say("")

    def _lay_out(self, card: Card) -> None:
        if self._locked:
            words = self.tr("填了一半的都在，输口令接着办。")
            if self.names is not None:
                words += self.tr("换人：按 F10，再按姓名前的数字或拼音首字母。")
            told = label(words, "quiet", "small", wrap=True)
            self.leave = button(self.tr("退出程序"), "quiet")
            self.leave.clicked.connect(self.leave_requested)
            lay_out_door(self, self.tr("已锁定，请输入口令"), [card, told], [self.leave, None, self.enter])
            return
        where = label(self.tr("资料位置：{folder}").format(folder=self._folder), "faint", "small", wrap=True)
        card.inside.addWidget(where)
        self.practice = button(self.tr("练习小区"))
        self.practice.clicked.connect(self.practice_requested)
        self.restore = button(self.tr("用备份恢复…"), "quiet")
        self.restore.clicked.connect(self.restore_requested)
        title = self.tr("您是哪一位？") if self.names is not None else self.tr("请输入口令")
        lay_out_door(self, title, [card], [self.practice, self.restore, None, self.enter])
