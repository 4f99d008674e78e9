"""How far work on many records is, and whether it goes on."""

from collections.abc import Callable

from db.errors import Cancelled

PIECE = 1000
"""Records that are written between two looks at whether to go on."""
Tick = Callable[[int, int], bool]
"""Told how many of how many are done; whether to go on."""


def never_stop(_done: int, _total: int) -> bool:
    """The tick of work that nobody watches."""
    return True


def go_on(tick: Tick, done: int, total: int) -> None:
    """Lets pass while nobody wants it to stop.

    Raises:
        Cancelled: the tick said so.
    """
    if not tick(done, total):
        raise Cancelled
