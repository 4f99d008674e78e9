"""How a value of a record is shown in a list: masked as far as its privacy asks, blank when somebody looks on."""

from typing import Any

from db.fields import Field, Link
from db.values import masks


def is_blanked(kind: Field[Any]) -> bool:
    """Whether the field disappears behind stars while a visitor looks on (F12)."""
    return kind.is_masked


def listed_text(kind: Field[Any], value: Any, linked: str, *, blank: bool) -> str:
    """What a list shows of a value; ``linked`` is the title of the linked record."""
    if isinstance(kind, Link):
        return kind.mask_title(linked)
    if blank and is_blanked(kind):
        return masks.whole(kind.show(value))
    return kind.mask(value)


def native(kind: Field[Any], value: Any, linked: str) -> str | int | float:
    """What a value is sorted by: numbers as numbers, days by the calendar, links by their titles."""
    if isinstance(kind, Link):
        return linked
    stored = kind.store(value)
    return "" if stored is None else stored
