"""The newest day that the log knows: a clock that is set back does not take it along."""

from collections.abc import Iterator
from datetime import date

from db.records.centre.centre import Centre
from db.store import audit
from db.store.driver import Connection, whole

CLOCK_RIGHT = "clock_right"
"""The deed by which somebody says that the clock had run ahead: days before it count no more."""
_FARTHER = 8


def newest_day(connection: Connection) -> date:
    """The latest day on which an entry was made since the clock was put right last; `date.min` of an empty log.

    Entries come one after the other in time, but where the clock was set back between two. Of some, ever farther apart from the end on,
    the latest tells that it was, and halving finds the last entry before. No index has the moments, and to read all takes a second.
    """
    end = audit.head(connection)
    if not end.at:
        return date.min
    before = _put_right(connection)
    probes = [before + number for number in _backwards(end.seq - before)]
    at, best = max((_at(connection, seq), seq) for seq in probes)
    first, beyond = best, min((seq for seq in probes if seq > best), default=best + 1)
    while beyond - first > 1:
        middle = (first + beyond) // 2
        if _at(connection, middle) >= at:
            first = middle
        else:
            beyond = middle
    return day_in(_at(connection, first))


def _put_right(connection: Connection) -> int:
    """How many entries came before the clock was put right last."""
    row = connection.execute(
        "SELECT max(seq) FROM audit WHERE tbl = ? AND row_id = 0 AND action = ?", (Centre.TABLE, CLOCK_RIGHT)
    ).fetchone()
    return whole(row[0]) - 1 if row and row[0] else 0


def day_in(at: str) -> date:
    """The day of a moment as the log has it."""
    return date.fromisoformat(at[:10]) if at else date.min


def _backwards(end: int) -> Iterator[int]:
    """Numbers from the last to the first, each an eighth farther from the end than the one before."""
    back = 0
    while back < end - 1:
        yield end - back
        back += back // _FARTHER + 1
    yield 1


def _at(connection: Connection, seq: int) -> str:
    row = connection.execute("SELECT at FROM audit WHERE seq <= ? ORDER BY seq DESC LIMIT 1", (seq,)).fetchone()
    return str(row[0]) if row else ""
