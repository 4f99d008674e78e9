"""How far the making of the practice community is, and whether to go on."""

from collections.abc import Callable

from db.errors import Cancelled

# tick(done, total) reports progress and answers whether to go on.
Tick = Callable[[int, int], bool]


def no_tick(_done: int, _total: int) -> bool:
    """Goes on and tells nobody."""
    return True


class Progress:
    """Counts steps."""

    def __init__(self, tick: Tick, total: int) -> None:
        self._tick = tick
        self._total = total
        self._done = 0

    def step(self) -> None:
        """One step more.

        Raises:
            Cancelled: the clerk stopped it.
        """
        self._tell(min(self._done + 1, self._total - 1))

    def end(self) -> None:
        """All is done.

        Raises:
            Cancelled: the clerk stopped it at the last moment.
        """
        self._tell(self._total)

    def _tell(self, done: int) -> None:
        self._done = done
        if not self._tick(done, self._total):
            raise Cancelled
