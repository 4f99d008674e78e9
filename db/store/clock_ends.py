"""When clocks of a type are due, for many records at once: what figures of what was in time begin with."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from db.fields import Moment
from db.store.clock_runs import TABLE
from db.store.driver import Connection
from db.values.reference import parted, reference

MOMENT = Moment("")


def ends(connection: Connection, code: int, clock: str, first: date | None, last: date) -> dict[int, datetime]:
    """By id the records of a type, by its code, of which a clock, as it ran last, is due from a day to a day, each with when."""
    sql = (
        f"SELECT of, due FROM {TABLE} AS one WHERE of BETWEEN ? AND ? AND clock = ? AND due >= ? AND due < ?"  # noqa: S608
        f" AND number = (SELECT max(number) FROM {TABLE} AS other WHERE other.of = one.of AND other.clock = one.clock)"
    )
    after = (last + timedelta(days=1)).isoformat()
    given = (reference(code, 0), reference(code + 1, 0), clock, (first or date.min).isoformat(), after)
    rows = cast("Iterable[tuple[int, str]]", connection.execute(sql, given))
    found = ((parted(of)[1], MOMENT.load(due)) for of, due in rows)
    return {record: due for record, due in found if due is not None}
