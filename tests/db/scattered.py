"""Records of every type filled at random, whatever their rules say, and conditions on them: for what must hold of any."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from db.fields import (
    Amount,
    Code,
    Day,
    Field,
    Flag,
    Leading,
    Link,
    Moment,
    Period,
    Ref,
    Rows,
    Stored,
    TimeOfDay,
    Whole,
)
from db.records import condition as c
from db.records.base import Row, columns_of, parts_of
from db.records.kinds import Kinds
from db.records.paths import Path, choices, fitting, path_of
from db.store import Store
from db.values.calendar_period import period_of
from db.values.reference import reference
from tests.added import EVERY

DAY = date(2026, 3, 2)
"""The day on which is asked."""
SCATTERED = tuple(kind for kind in EVERY if kind.table not in ("centre", "account"))
"""The types that are: all but the centre and its accounts."""
EACH = 12
"""How many of each type there are."""
WORDS = ("", "三楼漏水", "abC", "ABc%", "100%_好", "王秀兰", "13800000001", "a\\b")
BORDERS = [
    date(2024, 2, 29),
    date(2024, 12, 31),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 2, 28),
]
"""The last and the first days of years and of their parts, before `DAY`."""
NEAR = sorted({*BORDERS, *(DAY + timedelta(days=n) for n in (-8000, -400, -92, -31, -30, -1, 0, 1, 7, 31, 92, 400))})
BORN = [date(1946, 3, 1), date(1946, 3, 2), date(1946, 3, 3), date(1960, 2, 29), date(2008, 3, 2), date(2026, 3, 3)]


def scatter(store: Store, kinds: Kinds, dice: random.Random) -> None:
    """Fills the tables of a store."""
    store._connection.execute("PRAGMA foreign_keys = OFF")
    for kind in SCATTERED:
        for record_id in range(1, EACH + 1):
            _insert(store, kinds, dice, kind.record, {"id": record_id, "version": 1})
            for rows in parts_of(kind.record).values():
                for position in range(dice.choice((0, 0, 1, 2, 3))):
                    _insert(store, kinds, dice, rows.part, {"version": 1, "owner": record_id, "position": position})


def _insert(store: Store, kinds: Kinds, dice: random.Random, row: type[Row], values: dict[str, Stored]) -> None:
    values |= {name: _stored(kinds, dice, field) for name, field in columns_of(row).items()}
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    store._connection.execute(f"INSERT OR IGNORE INTO {row.TABLE} ({names}) VALUES ({marks})", list(values.values()))


def _stored(kinds: Kinds, dice: random.Random, field: Field[Any]) -> Stored:
    if dice.random() < 0.3:
        return field.store(field.EMPTY)
    return dice.choice(stored_values(kinds, field))


def stored_values(kinds: Kinds, field: Field[Any]) -> Sequence[Stored]:
    """Values that the table may hold of a field, few, so that records share them."""
    match field:
        case Code():
            return list(field.codes().labels)[:6] or [""]
        case Link():
            return range(1, 6)
        case Ref():
            return [reference(kinds[table].code, n) for table in field.to or ("resident",) for n in (1, 2, 3)]
        case Day():
            return [day.isoformat() for day in (BORN if field.age else NEAR)]
        case Moment():
            return [
                field.store(datetime.combine(day, clock))
                for day in NEAR
                for clock in (time(), time(0, 0, fold=1), time(23, 59))
            ]
        case Period():
            return [period_of(DAY, length).stored() for length in field.lengths]
        case Amount():
            return [field.store(Decimal(text)) for text in ("0", "88.5", "12506")]
        case _:
            return next((values for one, values in _PLAIN if isinstance(field, one)), WORDS[1:])


_PLAIN: tuple[tuple[type[Field[Any]], Sequence[Stored]], ...] = (
    (Flag, (0, 1)),
    (TimeOfDay, ("00:00", "08:30", "17:00")),
    (Whole, (0, 1, 3, 80, DAY.year)),
)


# conditions


def asked_paths(kinds: Kinds, row: type[Row]) -> list[Path]:
    """All that is worth asking, and the single fields of parts."""
    found = list(choices(row, kinds.record_of))
    for name, rows in parts_of(row).items():
        inside = [path_of(row, f"{name}.{column}", kinds.record_of) for column in columns_of(rows.part)]
        found += [path for path in inside if path]
    return found


@st.composite
def conditions(draw: st.DrawFn, kinds: Kinds, row: type[Row], *, inside: bool = False) -> c.Condition:
    """A condition that can be asked of rows."""
    path = draw(st.sampled_from(asked_paths(kinds, row)))
    test = draw(st.sampled_from(sorted(fitting(path))))
    ever = draw(st.booleans())
    if isinstance(path.field, Rows) and test in (c.Test.HAS, c.Test.HAS_NOT):
        some = [] if inside else draw(st.lists(conditions(kinds, path.field.part, inside=True), max_size=2))
        return c.Condition(path.text, test, having=tuple(some), ever=ever)
    return c.Condition(path.text, test, tuple(draw(_values(kinds, path, test))), ever=ever)


def _values(kinds: Kinds, path: Path, test: c.Test) -> st.SearchStrategy[list[Stored]]:
    if c.COUNTS.get(test) == 0:
        return st.just([])
    least, most = (0, 3) if test not in c.COUNTS else (1, 1)
    return st.lists(st.sampled_from(asked_values(kinds, path, test)), min_size=least, max_size=most)


def asked_values(kinds: Kinds, path: Path, test: c.Test) -> Sequence[Stored]:
    """Values that a test may compare with at a path."""
    if test in (c.Test.NEXT_DAYS, c.Test.LAST_DAYS):
        return (0, 1, 7, 30, 31, 92, 36525)
    if test is c.Test.CONTAINS:
        return ("楼", "AB", "%", "_", "\\", "1", "%_好")
    if test is c.Test.REACHES:
        return (60, 30, 18, 65, 80, 1, 6)
    if path.is_age:
        return (0, 17, 18, 65, 66, 79, 80, 150)
    if isinstance(path.field, Moment):
        return [day.isoformat() for day in NEAR]
    found = [value for value in stored_values(kinds, path.field) if value is not None]
    return [0, *found] if isinstance(path.field, Leading) else found
