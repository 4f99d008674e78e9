"""期限: a last day that a clerk gives lies not years ahead, for then its year is mistyped."""

from collections.abc import Mapping
from datetime import date

from db.fields import Looks
from db.fields.time import AHEAD_LONG, too_far
from db.records.base import Record, fields_of
from db.store import MoveRefused
from db.values.day import day_of


def not_far(record: Record, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values that a move or a correction gives, which it lets pass; those that rules reckon are not asked here.

    Raises:
        MoveRefused: a day that should lie ahead lies more than three years ahead.
    """
    kinds = fields_of(type(record))
    latest = date.today() + AHEAD_LONG
    for name, value in values.items():
        kind, day = kinds[name], day_of(value) if isinstance(value, date) else None
        if day is not None and getattr(kind, "looks", None) is Looks.AHEAD and day > latest:
            raise MoveRefused([kind.problem("too_far_ahead", too_far(day, AHEAD_LONG), "请核对年份")])
    return values
