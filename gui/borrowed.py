"""What belongs to Qt alone, the screen and the style, so borrowed that Python never destroys it.

PySide takes what `QWidget.screen`, `style` and `windowHandle` answer for a child of the widget. When such a widget is cleared away with
a cycle of objects, the screen or the style goes with it, and the next paint kills the process.
"""

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget


def screen_of(widget: QWidget) -> QScreen:
    """The screen on which a widget stands; for one that is not shown yet, the one of its window or the first."""
    window = widget.window()
    shown = window if window.isVisible() else window.parentWidget() or window
    return QGuiApplication.screenAt(shown.mapToGlobal(shown.rect().center())) or QGuiApplication.primaryScreen()


def restyle(widget: QWidget) -> None:
    """Lets the style sheet see a property that has changed."""
    style = QApplication.style()
    style.unpolish(widget)
    style.polish(widget)
