"""Keys of parts and pages: the one place where a shortcut is made.

PySide6 6.9.3 takes a callable in the constructor of `QShortcut` and leaves the context beside it unread: two of one thing in
a window then take the key from each other, and one thing takes it from everywhere. The context is set afterwards here.
"""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_key(
    key: str | QKeySequence.StandardKey, owner: QWidget, slot: Callable[[], object], *, everywhere: bool = False
) -> QShortcut:
    """Calls the slot when the key is pressed while the focus is in the owner; or anywhere in its window."""
    made = QShortcut(QKeySequence(key), owner)
    made.activated.connect(slot)
    if not everywhere:
        # By its module: the namespace Qt is made at its first use, and the first window would wait for it.
        made.setContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return made
