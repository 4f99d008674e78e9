"""Keys of parts and pages: the one place where a shortcut is made.

PySide6 6.9.3 takes a callable in the constructor of `QShortcut` and leaves the context beside it unread: two of one thing in
a window then take the key from each other, and one thing takes it from everywhere. The context is set afterwards here.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gui.later import soon


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


def press_in(part: QWidget, key: QKeySequence) -> bool:
    """Does what a key does in a part, though the focus is elsewhere; whether one thing that is seen there, and one alone, has it."""
    found = [one for one in part.findChildren(QShortcut) if one.key() == key and one.isEnabled()]
    seen = [one for one in found if isinstance(owner := one.parent(), QWidget) and owner.isVisible()]
    if len(seen) == 1:
        seen[0].activated.emit()
    return len(seen) == 1


def red_key(owner: QWidget, press: Callable[[], object]) -> None:
    """Ctrl+Enter presses the red button of a page or a dialog, wherever in it the focus is."""
    for key in ("Ctrl+Return", "Ctrl+Enter"):
        on_key(key, owner, press)


def stops_in(part: QWidget) -> list[QWidget]:
    """What Tab stops at in a part, in the order in which it was made; not what stands for another widget, nor lists that drop down."""
    found = (w for w in part.findChildren(QWidget) if w.window() is part.window() and not w.focusProxy())
    return [w for w in found if w.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus]


def tab_through(stops: Sequence[QWidget]) -> None:
    """Tab goes from one to the next. Qt itself goes by when they were made, and rows are made last."""
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def step(stops: Sequence[QWidget], *, onward: bool) -> bool:
    """Goes from the stop that has the focus to the next or the one before, and shows it; whether there was one.

    For `focusNextPrevChild` of what is moved from one window into another: Qt 6.9 breaks the chain of its keys then.
    """
    ready = [one for one in stops if one.isVisible() and one.isEnabled()]
    focused = QApplication.focusWidget()
    at = ready.index(focused) + (1 if onward else -1) if focused in ready else -1
    if not 0 <= at < len(ready):
        return False
    reason = QtCore.Qt.FocusReason
    ready[at].setFocus(reason.TabFocusReason if onward else reason.BacktabFocusReason)
    scroll_to(ready[at])
    return True


def scroll_to(part: QWidget) -> None:
    """Scrolls whatever is around a part until that is seen."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def bring_to_sight(part: QWidget) -> None:
    """Scrolls to a part that was just made, once all around it has room for it."""

    def scroll() -> None:
        QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.LayoutRequest.value)
        scroll_to(part)

    soon(part, scroll)


def keep_focus(page: QWidget) -> None:
    """Keeps the keys of a page working after its widgets were made anew: the focus may have gone with one of them.

    A widget that is only deleted later takes the focus along then: it is looked for once more afterwards. While a dialog over
    the page closes nothing has the focus, and what was made in the page meanwhile is not shown yet: it is looked for then alone.
    """
    if QApplication.focusWidget() is not None or page.isActiveWindow():
        _hold(page)
    soon(page, lambda: _hold(page))


def _hold(page: QWidget) -> None:
    focused = QApplication.focusWidget() or page.window().focusWidget()
    inside = focused is not None and focused.isVisible() and (focused is page or page.isAncestorOf(focused))
    if page.isVisible() and not inside and QApplication.activeModalWidget() is None:
        page.setFocus()
