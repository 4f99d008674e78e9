"""Words for elsewhere: put on the clipboard, and the clerk is told so."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from db.errors import AppError
from gui.messages import Messages


def copy_text(messages: Messages, make: Callable[[], str]) -> None:
    """Copies a text, or says why there is none."""
    try:
        text = make()
    except AppError as error:
        messages.show_error(error)
        return
    QGuiApplication.clipboard().setText(text)
    messages.inform(QCoreApplication.translate("copy_text", "文字已复制，可以到微信群里粘贴"))
