"""The preview of a paper that is seen once and is never a file: the recovery code of a store."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.dialogs.print_preview import PrintPreview
from gui.messages import Messages, Question
from gui.settings import Settings


class SecretPreview(PrintPreview):
    """Prints and nothing else; asks before what was not printed is gone for good.

    Signals:
        kept: it was closed, and the paper is out or copied by hand.
    """

    kept = Signal()

    SAVES = False

    def __init__(
        self, title: str, data: bytes, messages: Messages, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, data, messages, settings, parent)
        self._is_out = False
        self.printed.connect(self._on_out)

    def reject(self) -> None:
        """Closes, by Esc or by the window's cross, when the paper is out or the clerk has copied it by hand."""
        question = Question(
            self.tr("{0}还没有打印，关掉吗？").format(self._title),
            self.tr(
                "关掉以后再也看不到它。没有打印机，就一字不差地抄在纸上，锁进柜子。以后也可以在“设置”里换一个新的。"
            ),
            self.tr("已经抄好，关掉"),
            self.tr("返回"),
            grave=True,
        )
        if self._is_out or self._messages.ask(question):
            super().reject()
            self.kept.emit()

    def _on_out(self) -> None:
        self._is_out = True
