"""F12: while a visitor looks on, every window of the program shows a plain cover and holds nothing to be read.

What is behind it is hidden, not only painted over: no text, tip, accessible name or cell of a table tells anything, the
titles are neutral, lists that had popped up are closed, the clipboard is emptied of what we put there, and of the keys
only F12 works. Dialogs are covered too, also those that open later. Nothing typed is lost.

A locked window is covered in the same way, and nothing but the door's question hears keys; see `gui.lock`.
"""

from collections.abc import Callable
from typing import Any

import shiboken6
from attrs import define, field
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWindow,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)

from gui.keys import on_key
from gui.tokens import TOKENS
from gui.widgets.editors.base import Editor

KEY = "F12"
LOCK_KEY, SWITCH_KEY, HELP_KEY = "F11", "F10", "F1"
LOOK_MS = 300
_OWN = (QLabel, QAbstractButton, QLineEdit)
_ABOUT: tuple[tuple[str, str], ...] = (
    ("toolTip", "setToolTip"),
    ("accessibleName", "setAccessibleName"),
    ("accessibleDescription", "setAccessibleDescription"),
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod})


class _Cover(QWidget):
    """The plain face of a covered window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("ground")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(locked=False)

    def say(self, *, locked: bool) -> None:
        """Says how to come back."""
        self.setAccessibleName(self.tr("已锁定") if locked else self.tr("已遮住，按 F12 恢复"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing but how to come back."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(TOKENS.ground))
        painter.setPen(QColor(TOKENS.quiet))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.accessibleName())


@define
class _Covered:
    """A window behind its cover.

    Attributes:
        window: the window.
        cover: what it shows.
        title: its title before.
        focus: where the keys went, with the cursor and the start and length of what was selected there.
        hidden: the widgets that were hidden.
        put_back: gives back what was taken from a widget.
        blank: the editors and models that were told to hide what they hold.
    """

    window: QWidget
    cover: _Cover
    title: str
    focus: tuple[QWidget | None, int, int, int]
    hidden: list[QWidget] = field(factory=list[QWidget])
    put_back: list[Callable[[], None]] = field(factory=list[Callable[[], None]])
    blank: set[Any] = field(factory=set[Any])


class Curtain(QObject):
    """Covers all windows of the program and shows them again.

    Signals:
        lock_requested: the clerk wants the window locked; whether another clerk takes over.
        came: a window that opened behind the lock; it is covered.
        help_requested: F1 in a window that has no help of its own.

    Attributes:
        is_drawn: whether all is covered.
    """

    lock_requested = Signal(bool)
    came = Signal(object)
    help_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._covered: list[_Covered] = []
        self._keys: list[QObject] = []
        self.is_drawn = False
        self._is_locked = False
        self._door: QWidget | None = None
        self._add_key(window)
        self._copied = False
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self.empty_again)
        application().focusChanged.connect(self._on_focus_changed)
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)

    def toggle(self) -> None:
        """Covers everything, or shows it again; what is locked stays so."""
        if self._is_locked:
            return
        if self.is_drawn:
            self._open()
        else:
            self._draw()

    def lock(self) -> None:
        """Covers everything until `unlock`."""
        self._is_locked = True
        if not self.is_drawn:
            self._draw()
        for one in self._covered:
            one.cover.say(locked=True)

    def let_in(self, door: QWidget) -> None:
        """Lets the question at the door be seen and hear keys, with what it opens."""
        self._door = door

    def unlock(self) -> None:
        """Shows all again."""
        self._is_locked, self._door = False, None
        self._open()

    def hold(self, *, held: bool) -> None:
        """Lets other windows hear keys while this one, covered and hidden, waits for its clerk; or not any more."""
        if held:
            self._looks.stop()
            application().removeEventFilter(self)
        else:
            application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While all is covered: covers what appears, and lets no key and no tip through."""
        kind = event.type()
        if self._door is not None and self._is_at_door(watched):
            return False
        if kind == QEvent.Type.ToolTip:
            return True
        if kind == QEvent.Type.Shortcut:
            return self._is_locked or watched not in self._keys
        if kind in _KEYS:
            return self._is_locked or not (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12)
        if kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self._on_shown(watched)
        elif kind == QEvent.Type.Resize:
            for one in self._covered:
                if one.window is watched:
                    one.cover.setGeometry(QRect(one.window.rect()))
        return False

    def _is_at_door(self, watched: QObject) -> bool:
        """Whether it is the door's question, or in it, or opened by it; windows of the system only pass on what they hear."""
        at = watched if isinstance(watched, QWidget) else watched.parent()
        if isinstance(watched, QWindow):
            return True
        while at is not None and at is not self._door:
            at = at.parent()
        return at is not None

    def _draw(self) -> None:
        self.is_drawn = True
        QToolTip.hideText()
        while popup := QApplication.activePopupWidget():
            popup.close()
        board = QGuiApplication.clipboard()
        if self._copied:
            board.clear()
        if board.ownsSelection():
            board.clear(QClipboard.Mode.Selection)
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and _is_window(window):
                self._cover(window)
        application().installEventFilter(self)
        self._looks.start()

    def _open(self) -> None:
        self.is_drawn = False
        self._looks.stop()
        application().removeEventFilter(self)
        covered, self._covered = self._covered, []
        for one in reversed(covered):  # a dialog that opened behind the curtain had been emptied with its parent
            if shiboken6.isValid(one.window):
                _uncover(one)

    def _on_shown(self, widget: QWidget) -> None:
        """Something appears behind the curtain: a new window, or a piece of one that is covered."""
        if widget.isWindow():
            if not _is_window(widget):
                return
            if all(one.window is not widget for one in self._covered):
                self._cover(widget)
            if self._is_locked:
                self.came.emit(widget)
            return
        for one in self._covered:
            if widget.parentWidget() is one.window and widget is not one.cover:
                widget.hide()
                one.hidden.append(widget)

    def _cover(self, window: QWidget) -> None:
        self._add_key(window)
        focus = window.focusWidget()
        at, start, count = -1, -1, 0
        if isinstance(focus, QLineEdit):
            at, start, count = focus.cursorPosition(), focus.selectionStart(), len(focus.selectedText())
        one = _Covered(window, _Cover(window), window.windowTitle(), (focus, at, start, count))
        window.setWindowTitle(self.tr("党群服务台"))
        children = [w for w in window.children() if isinstance(w, QWidget) and not w.isWindow()]
        one.hidden = [w for w in children if w is not one.cover and not w.isHidden()]
        for widget in one.hidden:
            widget.hide()
        _empty(one)
        one.cover.say(locked=self._is_locked)
        one.cover.setGeometry(QRect(window.rect()))
        one.cover.show()
        one.cover.raise_()
        one.cover.setFocus()
        self._covered.append(one)

    def empty_again(self) -> None:
        """Work that ends behind the curtain writes its words there: an import its preview, a search what it found."""
        for one in self._covered:
            if shiboken6.isValid(one.window):
                _empty(one)

    def _on_copied(self) -> None:
        """Whether what is on the clipboard now came from a window of ours, or from another program."""
        self._copied = QGuiApplication.clipboard().ownsClipboard() or QApplication.activeWindow() is not None

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Every dialog answers to the key as the main window does: a modal one keeps the keys for itself."""
        if now is not None and self._window.isVisible():
            self._add_key(now.window())

    def _add_key(self, window: QWidget) -> None:
        if window.property("curtain"):
            return
        window.setProperty("curtain", True)
        key = on_key(KEY, window, self.toggle, everywhere=True)
        on_key(LOCK_KEY, window, lambda: self.lock_requested.emit(False), everywhere=True)
        on_key(SWITCH_KEY, window, lambda: self.lock_requested.emit(True), everywhere=True)
        if window is not self._window and not hasattr(window, "show_about"):  # what stands at the door has its own
            on_key(HELP_KEY, window, self.help_requested.emit, everywhere=True)
        self._keys = [*filter(shiboken6.isValid, self._keys), key]


def application() -> QApplication:
    """The program's Qt application."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _is_window(widget: QWidget) -> bool:
    """Whether it is a window with a frame, and no list or tip."""
    return widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)


def _has_own_cover(found: QWidget, window: QWidget) -> bool:
    """Whether what is in a window belongs to a dialog of it, which has a cover of its own."""
    return found is not window and found.isVisible() and _is_window(found)


def _empty(one: _Covered) -> None:
    """Takes everything that can be read off what is in a covered window."""
    for widget in one.window.findChildren(QWidget):
        if not (isinstance(widget, _Cover) or _has_own_cover(widget.window(), one.window)):
            one.put_back += _emptied(widget, one.blank)


def _keeper(widget: QWidget) -> Any:
    """What hides by itself what the widget shows: an editor, or the model of a table; None for what has no such thing."""
    if isinstance(widget, QAbstractItemView):
        return widget.model() if hasattr(widget.model(), "set_blank") else None
    return widget if isinstance(widget, Editor) else None


def _emptied(widget: QWidget, blank: set[Any]) -> list[Callable[[], None]]:
    """Takes everything that can be read off a widget, but for what is blank already; what gives it back."""
    found: list[Callable[[], None]] = []
    keeper = _keeper(widget)
    if keeper is not None and keeper not in blank:
        blank.add(keeper)
        keeper.set_blank(True)
        found.append(lambda: keeper.set_blank(False))
    for getter, setter in _ABOUT:
        if text := getattr(widget, getter)():
            getattr(widget, setter)("")
            found.append(_giver(widget, getter, setter, text))
    if widget.isWindow() and not widget.isVisible() and widget.windowTitle():
        found += _without_signals(widget, "windowTitle", "setWindowTitle", widget.windowTitle())
    if isinstance(widget, _OWN) and not _is_edited(widget) and widget.text():
        found += _without_signals(widget, "text", "setText", widget.text())
    elif isinstance(widget, QPlainTextEdit) and not _is_edited(widget) and widget.toPlainText():
        found += _without_signals(widget, "toPlainText", "setPlainText", widget.toPlainText())
    return found


def _is_edited(widget: QWidget) -> bool:
    """Whether it is the line or box of an editor, which hides its value by itself."""
    above = widget.parentWidget()
    return isinstance(above, Editor) and isinstance(widget, QLineEdit | QPlainTextEdit)


def _without_signals(widget: QWidget, getter: str, setter: str, text: str) -> list[Callable[[], None]]:
    blocked = widget.blockSignals(True)
    getattr(widget, setter)("")
    widget.blockSignals(blocked)
    return [_giver(widget, getter, setter, text)]


def _giver(widget: QWidget, getter: str, setter: str, text: str) -> Callable[[], None]:
    """Gives a text back, unless there is another by now."""

    def give() -> None:
        if not getattr(widget, getter)():
            blocked = widget.blockSignals(True)
            getattr(widget, setter)(text)
            widget.blockSignals(blocked)

    return give


def _uncover(one: _Covered) -> None:
    """Shows a window as it was."""
    one.cover.hide()
    one.cover.setParent(None)
    one.cover.deleteLater()
    for give in reversed(one.put_back):
        try:
            give()
        except RuntimeError:  # the widget is gone since
            continue
    one.window.setWindowTitle(one.title)
    for widget in one.hidden:
        if shiboken6.isValid(widget) and widget.parentWidget() is one.window:
            widget.show()
    if hasattr(one.window, "fit"):
        one.window.fit()  # pyright: ignore[reportAttributeAccessIssue]  a dialog that opened behind the curtain
    focus, at, start, count = one.focus
    if focus is not None and shiboken6.isValid(focus):
        focus.setFocus()
        if isinstance(focus, QLineEdit) and at >= 0:
            focus.setCursorPosition(at)
            if count:
                focus.setSelection(start, count)
