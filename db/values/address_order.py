"""The order in which doors are walked: 2号楼 before 10号楼."""

import re

_DIGITS = re.compile(r"(\d+)")


def place_key(place: str) -> list[tuple[int, str]]:
    """A key that sorts addresses by their words and, within them, by their numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(place)]
