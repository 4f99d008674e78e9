"""How a value of a record is shown in a list: masked as its field says, blank when somebody looks on."""

from typing import Any

from db.fields import Field, Leading
from db.values import masks


def listed_text(kind: Field[Any], value: Any, linked: str, *, blank: bool) -> str:
    """What a list shows of a value; ``linked`` is the title of the linked record."""
    shown = linked if isinstance(kind, Leading) else kind.show(value)
    return masks.whole(shown) if blank else kind.mask_shown(shown)


def native(kind: Field[Any], value: Any, linked: str) -> str | int | float:
    """What a value is sorted by: numbers as numbers, days by the calendar, links by their titles."""
    if isinstance(kind, Leading):
        return linked
    stored = kind.store(value)
    return "" if stored is None else stored
