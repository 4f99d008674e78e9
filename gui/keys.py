"""Keys of parts and pages: the one place where a shortcut is made.

PySide6 6.9.3 takes a callable in the constructor of `QShortcut` and leaves the context beside it unread: two of one thing in
a window then take the key from each other, and one thing takes it from everywhere. The context is set afterwards here.
"""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


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


def keep_focus(page: QWidget) -> None:
    """Keeps the keys of a page working after its widgets were made anew: the focus may have gone with one of them.

    A widget that is only deleted later takes the focus along then: it is looked for once more afterwards.
    """
    _hold(page)
    QtCore.QTimer.singleShot(0, page, lambda: _hold(page))


def _hold(page: QWidget) -> None:
    focused = QApplication.focusWidget()
    inside = focused is not None and focused.isVisible() and (focused is page or page.isAncestorOf(focused))
    if page.isVisible() and not inside and QApplication.activeModalWidget() is None:
        page.setFocus()
