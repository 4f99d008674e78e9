"""办公时间: when somebody is at the desk; whatever is reckoned in working hours or working days goes by it."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, TimeOfDay
from db.records.base import Lasting, Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY
from db.values.working_time import Window

_LONGEST_NIGHT = 16
"""Hours that a desk may be open over midnight: from the evening to the next morning."""


@frozen(kw_only=True, slots=False)
class Opening(Lasting, Record):
    """办公时间 of one part of a day: a morning and an afternoon are two of them.

    Attributes:
        weekday: the day of the week, or every working day; hours of a weekday take the place of those of every working day.
        opens: when it begins.
        closes: when it ends; one that is not later than the beginning is of the next day.
    """

    TABLE: ClassVar[str] = "opening"
    LABEL: ClassVar[str] = "办公时间"

    weekday: Annotated[str, Code("哪一天", table="opening_day", required=True, width=6, listed=True)] = "0"
    opens: Annotated[time | None, TimeOfDay("从", required=True, width=4, listed=True, help="例如：8:30")] = None
    closes: Annotated[
        time | None, TimeOfDay("到", required=True, width=4, listed=True, help="例如：17:00；比“从”早就是次日")
    ] = None
    since: Annotated[date | None, Day("起", width=6, listed=True, help="从哪天起这样上班；一直如此就空着")] = None
    until: Annotated[date | None, Day("止", width=6, listed=True, help="到哪天为止；现在还是就空着")] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """每个工作日 08:30—11:30, 每个工作日 22:00—次日06:00."""
        kinds = fields_of(Opening)
        opens, closes = (kinds[name].show(getattr(self, name)) for name in ("opens", "closes"))
        return f"{kinds['weekday'].show(self.weekday)} {opens}—{'次日' if self._over_midnight() else ''}{closes}"

    def _over_midnight(self) -> bool:
        return self.opens is not None and self.closes is not None and self.closes < self.opens

    def rules(self) -> Iterable[Problem]:
        """It takes some time; over midnight no longer than a night's duty, for an end before its beginning is mistyped more often."""
        yield from super().rules()
        kinds = fields_of(Opening)
        if self._over_midnight() and (hours := _hours_over_midnight(self.opens, self.closes)) > _LONGEST_NIGHT:
            told = f"比“从”早，就是到次日{kinds['closes'].show(self.closes)}，要{hours:g}小时"
            yield kinds["closes"].problem("long_night", told, "请核对“从”和“到”，上午、下午各填一条")
        if self.opens is not None and self.opens == self.closes:
            yield kinds["closes"].problem("no_time", "和“从”一样", "请填下班的时间")


def _hours_over_midnight(opens: time | None, closes: time | None) -> float:
    begins, ends = ((one.hour * 60 + one.minute if one else 0) for one in (opens, closes))
    return (ends + 24 * 60 - begins) / 60


def window_of(opening: Opening) -> Window | None:
    """Opening hours as they are reckoned by; None of one that is not filled in."""
    if opening.opens is None or opening.closes is None:
        return None
    return Window(opening.weekday, opening.opens, opening.closes, opening.since, opening.until)


OPENINGS = Kind(record=Opening, code=40, room=Room.CENTRE, may=SETTINGS_MAY)
