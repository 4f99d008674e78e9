"""The bundled fonts on the screen: Chinese shows on a machine that has no Chinese font at all."""

from importlib import resources
from importlib.resources.abc import Traversable

from PySide6.QtGui import QFont, QFontDatabase

MAIN = ("HeiTi.ttf", "HeiTi-Bold.ttf")
# What the main font may lack: rare characters of names (GB 18030-2022 level 3) stand in these.
RARE_MARKS = ("rare", "plane2", "ext", "hana", "song", "heiti")


def _files() -> list[Traversable]:
    folder = resources.files("resources").joinpath("fonts")
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith((".ttf", ".otf", ".ttc"))), key=lambda f: f.name)


def _families(file: Traversable) -> list[str]:
    with resources.as_file(file) as path:
        number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def load_fonts() -> list[str]:
    """Registers the bundled fonts; returns their families, the main one first, then those for rare characters."""
    files = {f.name: f for f in _files()}
    main = [name for file in MAIN if file in files for name in _families(files[file])]
    rare = [
        name
        for label, file in files.items()
        if label not in MAIN and any(mark in label.casefold() for mark in RARE_MARKS)
        for name in _families(file)
    ]
    return list(dict.fromkeys([*main, *rare]))


def screen_font(families: list[str], pixels: int) -> QFont:
    """The font of ordinary text; ``families`` empty means whatever the machine has."""
    font = QFont()
    if families:
        font.setFamilies(families)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
