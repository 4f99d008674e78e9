"""The look of the program: fonts, palette and style sheet, applied to the application once or again at a new size."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.fonts import load_fonts, screen_font
from gui.style import style_sheet
from gui.tokens import TOKENS


class Theme:
    """The look of one application.

    Attributes:
        families: the bundled fonts found, the main one first.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.families = load_fonts()
        app.setStyle(QStyleFactory.create("Fusion"))

    def apply(self, factor: float = 1.0) -> None:
        """Shows everything ``factor`` times as large as usual (1.0, 1.15, 1.3); costs nothing when it is so already."""
        sheet = style_sheet(TOKENS, factor)
        if self._app.styleSheet() == sheet:  # Qt would look up the rules of every widget anew
            return
        self._app.setFont(screen_font(self.families, round(TOKENS.base * factor)))
        self._app.setPalette(_palette())
        self._app.setStyleSheet(sheet)


def px(length: float) -> int:
    """A length for a screen at 100 %, in pixels of this screen: it grows with the text."""
    pixels = QApplication.font().pixelSize()
    return round(length * (pixels if pixels > 0 else TOKENS.base) / TOKENS.base)


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: TOKENS.ground,
        QPalette.ColorRole.Base: TOKENS.white,
        QPalette.ColorRole.AlternateBase: TOKENS.white,
        QPalette.ColorRole.Button: TOKENS.white,
        QPalette.ColorRole.Text: TOKENS.text,
        QPalette.ColorRole.WindowText: TOKENS.text,
        QPalette.ColorRole.ButtonText: TOKENS.text,
        QPalette.ColorRole.PlaceholderText: TOKENS.faint,
        QPalette.ColorRole.Highlight: TOKENS.accent,
        QPalette.ColorRole.HighlightedText: TOKENS.white,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
