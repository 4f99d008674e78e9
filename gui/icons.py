"""The few icons of the program, drawn as SVG and shipped with it."""

from importlib import resources

from PySide6.QtGui import QIcon


def icon(name: str) -> QIcon:
    """The icon in ``resources/icons/<name>.svg``."""
    return QIcon(str(resources.files("resources").joinpath("icons", f"{name}.svg")))
