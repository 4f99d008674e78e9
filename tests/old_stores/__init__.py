"""Stores as released versions left them, each made by the untouched program of its version.

A zip holds the folder ``store`` and ``told.json``: the passphrases, the recovery code and every row that was in it.
"""

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from attrs import frozen

VERSIONS = ("v0_1_0",)


@frozen
class OldStore:
    """An old store, unpacked.

    Attributes:
        folder: where it lies.
        told: what is in it.
    """

    folder: Path
    told: Mapping[str, Any]

    @property
    def passphrase(self) -> str:
        """What opens it."""
        return str(self.told["passphrase"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as that version kept them."""
        kept = self.told["tables"][table]
        return [dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"]]

    @property
    def daily_backup(self) -> Path:
        """The daily backup that lies in it; one row was added after it."""
        return self.folder / "backups" / str(self.told["daily_backup"])


def unpack(version: str, folder: Path) -> OldStore:
    """The store of a version, in a folder of its own, as it was left."""
    with resources.as_file(resources.files(__name__).joinpath(f"{version}.zip")) as path, ZipFile(path) as archive:
        archive.extractall(folder)
    return OldStore(folder / "store", json.loads((folder / "told.json").read_text(encoding="utf-8")))
