"""How wide the columns of a list are: what is over goes to all; what is missing comes from what is mostly empty, then from the widest."""

from collections.abc import Sequence

from attrs import frozen

MOSTLY = 0.5
"""A column in fewer of the rows than this is mostly empty."""

LEAST = 60
"""What must be left to the other columns where days are read whole, in pixels."""


@frozen
class Column:
    """What a column asks for.

    Attributes:
        wanted: the width at which it is shown whole.
        least: the width of its heading.
        filled: in how many of the rows something stands, from 0 to 1.
        is_whole: whether it says nothing when it is cut, such as a day: it gives way only where next to nothing is left to others.
    """

    wanted: int
    least: int
    filled: float = 1.0
    is_whole: bool = False


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """The widths of columns that fill the room; the first one, by which a row is known, is shown whole."""
    found = [column.wanted for column in columns]
    spare = room - sum(found)
    if spare >= 0:
        found = [width + spare * width // sum(found) for width in found]
    elif found:
        _give_way(found, columns, -spare)
        found[0] = min(found[0], max(columns[0].least, room - sum(column.least for column in columns[1:])))
        full = [n for n, column in enumerate(columns) if n and column.filled >= MOSTLY]
        cut = [n for n in full if not columns[n].is_whole]
        found = _capped(found, cut if _share(found, cut, room) >= LEAST else full, room)
    if found:
        found[-1] += room - sum(found)
    return found


def _share(found: list[int], cut: list[int], room: int) -> int:
    """The width at which some columns are capped, so that all fit."""
    return _limit([found[n] for n in cut], room - sum(width for n, width in enumerate(found) if n not in cut))


def _capped(found: list[int], cut: list[int], room: int) -> list[int]:
    limit = _share(found, cut, room)
    return [min(width, limit) if n in cut else width for n, width in enumerate(found)]


def _give_way(found: list[int], columns: Sequence[Column], missing: int) -> None:
    """Takes what is missing from the columns that are mostly empty, the emptiest first, down to their headings."""
    empty = [n for n, column in enumerate(columns) if n and column.filled < MOSTLY]
    for n in sorted(empty, key=lambda n: columns[n].filled):
        given = min(missing, found[n] - columns[n].least)
        found[n] -= given
        missing -= given


def _limit(wanted: list[int], room: int) -> int:
    """The width at which the widest columns are capped so that all fit."""
    left, columns = room, sorted(wanted)
    for number, width in enumerate(columns):
        share = left // (len(columns) - number)
        if width > share:
            return share
        left -= width
    return room
