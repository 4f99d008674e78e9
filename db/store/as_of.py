"""What was so on a day: records that hold from one day to another, and parts that do, by the index of their owner and days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from db.fields import Rows, Stored
from db.records.base import Lasting, Record, Spell, as_of, changed, columns_of, parts_of
from db.store.where import Where, Within, clause, eq, holding

R = TypeVar("R", bound=Record)


def spells_of(kind: type[Record]) -> Mapping[str, Rows]:
    """The parts of a type that hold from one day to another, by field."""
    return {name: field for name, field in parts_of(kind).items() if issubclass(field.part, Spell)}


def kept_by_days(kind: type[Record]) -> frozenset[str]:
    """The fields of a type of which it is known what they were on a day; all others are told as they are now."""
    if issubclass(kind, Lasting):
        return frozenset(columns_of(kind)) | spells_of(kind).keys()
    return frozenset(name for field, rows in spells_of(kind).items() for name in (field, *rows.today))


def conditions_on(
    kind: type[Record], day: date, conditions: Iterable[Where], besides: Iterable[Where] = ()
) -> tuple[str, list[Stored]]:
    """The WHERE clause of a selection as of a day, and its values: what days tell of is asked where they tell it; ``besides`` is of now."""
    there = {name: rows for rows in spells_of(kind).values() for name in rows.today}
    asked: list[Where] = [*holding(day)] if issubclass(kind, Lasting) else []
    for one in conditions:
        spell = next((there[name] for name in one.columns() if name in there), None)
        asked.append(one if spell is None else told_then(spell, day, one))
    return clause(kind, [*asked, *besides])


def told_then(rows: Rows, day: date, where: Where) -> Within:
    """A condition on what a record says today, asked of the part that told it on a day."""
    column, value = rows.telling
    telling = (eq(column, value),) if column else ()
    return Within("id", rows.part, "owner", (where, *telling, *holding(day)))


def on_day(record: R, day: date) -> R:
    """The record with the parts that hold on a day, and with what these say in place of what is so today."""
    told: dict[str, Any] = {}
    for name, rows in spells_of(type(record)).items():
        held = as_of(getattr(record, name), day)
        told[name] = tuple(held)
        telling = next((one for one in held if rows.tells(one)), None)
        for one in rows.today:
            told[one] = getattr(telling, one) if telling else columns_of(type(record))[one].EMPTY
    return changed(record, **told) if told else record
