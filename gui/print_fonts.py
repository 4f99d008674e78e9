"""The fonts embedded in a finished paper, lent to a print system that embeds fonts itself.

Sent as outlines a page is a third of a megabyte, which the print system (CUPS takes PDF) packs for a tenth of a second;
as glyphs of an embedded font it is a fiftieth of that. The outlines stay the very ones of the paper.
"""

from hashlib import sha256

from attrs import define, field
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTransform

from printing.fontfile import named_program
from printing.replay import Font

_EVEN = 1e-6


@define
class PrintFonts:
    """Fonts of one print job; `close` gives them back.

    Attributes:
        embeds: whether the print system embeds fonts; otherwise none is lent.
    """

    embeds: bool = False
    _numbers: dict[int, int] = field(factory=dict)
    _faces: dict[int, QFont | None] = field(factory=dict)
    _sized: dict[tuple[int, float], QRawFont] = field(factory=dict)

    def raw(self, font: Font, to_page: QTransform) -> QRawFont | None:
        """The font in the size of a glyph that stands upright; None where its outline has to be drawn."""
        size = to_page.m11()
        upright = not to_page.m12() and not to_page.m21() and size > 0 and abs(to_page.m22() + size) < _EVEN * size
        if not self.embeds or not upright:
            return None
        key = (id(font), size)
        if key not in self._sized:
            face = self._face(font)
            if face is None:
                return None
            made = QRawFont.fromFont(face)
            made.setPixelSize(size)
            self._sized[key] = made
        return self._sized[key]

    def close(self) -> None:
        """Takes the fonts out of the program again."""
        self._sized.clear()
        self._faces.clear()
        for number in self._numbers.values():
            QFontDatabase.removeApplicationFont(number)
        self._numbers.clear()

    def _face(self, font: Font) -> QFont | None:
        """The font by its name, which nothing else has; None when the font engine does not take it."""
        key = id(font)
        if key not in self._faces:
            family = f"Paper{sha256(font.program).hexdigest()[:16]}"
            number = QFontDatabase.addApplicationFontFromData(QByteArray(named_program(font.program, family)))
            self._numbers[key] = number
            self._faces[key] = _plain(family) if number >= 0 else None
        return self._faces[key]


def _plain(family: str) -> QFont:
    """The font as it is: neither hinted nor helped out by others."""
    made = QFont(family)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return made
