"""The floor of a door, and its place on the floor, as far as its number tells them."""

import re

_ROOM = re.compile(
    r"(?P<below>[-－B]?)(?P<floor>\d{1,2})(?:[-－](?P<place>\d{1,3})|(?P<two>\d{2}))(?P<more>[A-Za-z]?)室?"
)


def floor_of(room: str) -> tuple[int, str] | None:
    """The floor and the place on it: 501 is 5 and 01, 1203 is 12 and 03, 3-1 is 3 and 1; None where the number tells none (门市2).

    Floors below the ground are negative. How doors are numbered is a custom of builders, no rule: what does not look so is left alone.
    """
    found = _ROOM.fullmatch(room.strip())
    if found is None or not int(found["floor"]):
        return None
    floor = int(found["floor"])
    return -floor if found["below"] else floor, f"{found['place'] or found['two']}{found['more'].upper()}"
