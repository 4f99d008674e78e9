"""The bundled fonts on the screen: Chinese shows on a machine that has no Chinese font at all."""

from importlib import resources
from importlib.resources.abc import Traversable

from PySide6.QtGui import QFont, QFontDatabase

# In the order in which a character is looked for; the later ones hold the rare characters of names.
SCREEN_FONTS = ("HeiTi.ttf", "HeiTi-Bold.ttf", "SongTi.ttf", "RareA.ttf", "RareB.ttf", "Symbols.ttf")


def _families(file: Traversable) -> list[str]:
    with resources.as_file(file) as path:
        number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def load_fonts() -> list[str]:
    """Registers the bundled fonts; returns their families, the main one first, then those for rare characters."""
    folder = resources.files("resources").joinpath("fonts")
    files = [folder.joinpath(name) for name in SCREEN_FONTS]
    return list(dict.fromkeys(family for file in files if file.is_file() for family in _families(file)))


def screen_font(families: list[str], pixels: int) -> QFont:
    """The font of ordinary text; ``families`` empty means whatever the machine has."""
    font = QFont()
    if families:
        font.setFamilies(families)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
