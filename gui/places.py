"""Where this program keeps its files on a clerk's computer, as the system wants it."""

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths

FOLDER = "dangqun-desk"


class Place(Enum):
    """A store that the clerk may want in place of this one."""

    OWN = "own"
    PRACTICE = "practice"
    FRESH_PRACTICE = "fresh practice"


class Places(NamedTuple):
    """Folders of this user.

    Attributes:
        settings: what this PC remembers.
        store: the usual place of the store.
        practice: the practice community.
    """

    settings: Path
    store: Path
    practice: Path

    @classmethod
    def of_user(cls) -> "Places":
        """The usual places."""
        config = _folder(QStandardPaths.StandardLocation.GenericConfigLocation)
        data = _folder(QStandardPaths.StandardLocation.GenericDataLocation)
        return cls(config, data / "store", data / "practice")


def _folder(location: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(location)) / FOLDER
