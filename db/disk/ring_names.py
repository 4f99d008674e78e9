"""The names that a key ring shows before anything is open, for the first window: read in a moment, and not checked.

Whoever opens the store reads the ring whole, with its sums, by `db.store.ring_file`.
"""

import json
from pathlib import Path
from typing import Any, cast

from db.disk.parts import KEY_RING, SECOND_RING

_RECOVERY = "recovery"


def ring_names(folder: Path) -> dict[str, str]:
    """The names by the ids of the entries; nothing where neither file can be read, or one of them is of before the names."""
    for name in (KEY_RING, SECOND_RING):
        try:
            told = json.loads((folder / name).read_text(encoding="utf-8"))
            entries = cast("dict[str, dict[str, Any]]", told["entries"])
            return {entry: str(value["name"]) for entry, value in entries.items() if entry != _RECOVERY}
        except (
            OSError,
            ValueError,
            RecursionError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # cut off, or of the first format
            continue
    return {}
