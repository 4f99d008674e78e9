"""办理时限: when something ends that began at a time and may take so long, in minutes, hours, working hours, working days, days, months.

What is counted in minutes or hours ends at a time of the day. What is counted in days never counts the day on which it began
(民法典 第二百零一条); it is not put off when it ends on a day off, for the earlier day is the safe one. An end without a clock
time (see `db.values.day.has_clock`) is over when its day is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from attrs import field, frozen

from db.values.day import has_clock, months_later
from db.values.posting_period import NO_HOLIDAYS, Holidays, working_days_later

MINUTES, HOURS, WORKING_HOURS, WORKING_DAYS, DAYS, MONTHS = "1", "2", "3", "4", "5", "6"
"""Units; codes of the table ``clock_unit``."""
BY_THE_CLOCK = frozenset({MINUTES, HOURS, WORKING_HOURS})
"""Units whose end has a time of the day."""
BY_THE_CALENDAR = frozenset({WORKING_HOURS, WORKING_DAYS})
"""Units whose end depends on opening hours and 放假安排."""
WORDS = {
    MINUTES: "分钟",
    HOURS: "小时",
    WORKING_HOURS: "个工作小时",
    WORKING_DAYS: "个工作日",
    DAYS: "日",
    MONTHS: "个月",
}
"""What stands behind the figure."""
EVERY_WORKING_DAY = "0"
"""Code of the table ``opening_day`` for opening hours of all working days; the others are those of ISO 8601, Monday is 1."""
_MONDAY = "1"
_HOUR = 60
_MINUTES_OF = {MINUTES: 1, HOURS: _HOUR}
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Who writes another one mistyped it; nothing is longer than what is left of the years before and behind."""
_FAR = 3660
"""Days after which a desk that has not opened is taken never to open again."""

Pause = tuple[datetime, datetime]
"""From when to when a clock stood still."""
Span = tuple[datetime, datetime]
"""From when to when somebody is there."""


@frozen
class Length:
    """So many of a unit.

    Attributes:
        amount: how many; none of a unit of days is the day on which it began.
        unit: its code.
    """

    amount: int
    unit: str

    def words(self) -> str:
        """3个工作日, 1小时, 1个月, 当日."""
        return f"{self.amount}{WORDS[self.unit]}" if self.amount else "当日"


@frozen
class Window:
    """办公时间: that somebody is there from one time of the day to another.

    Attributes:
        weekday: code of the table ``opening_day``.
        opens: when it begins.
        closes: when it ends; one that is not later than the beginning is of the next day.
        since: the first day; None where nobody knows it.
        until: the last day; None while it holds.
    """

    weekday: str
    opens: time
    closes: time
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def on(self, day: date) -> Span:
        """When that is, where it begins on a day."""
        ends = day if self.closes > self.opens else day + _DAY
        return datetime.combine(day, self.opens), datetime.combine(ends, self.closes)


@frozen
class Calendar:
    """When somebody is there.

    Opening hours of a weekday take the place of those of all working days. On a holiday nobody is there; on a Saturday or Sunday
    that is worked in exchange (调休) it is as on any working day, else as on a Monday, else as it has hours of its own.

    Attributes:
        windows: opening hours; none where nobody has entered them.
        holidays: days off and on that differ from the week.
    """

    windows: tuple[Window, ...] = ()
    holidays: Holidays = field(default=NO_HOLIDAYS)

    def windows_on(self, day: date) -> list[Window]:
        """The opening hours of a day."""
        if day in self.holidays.off and day not in self.holidays.worked:
            return []
        live = [window for window in self.windows if window.holds(day)]
        own, usual, monday = (
            [window for window in live if window.weekday == code]
            for code in (str(day.isoweekday()), EVERY_WORKING_DAY, _MONDAY)
        )
        if day in self.holidays.worked:
            return usual or monday or own
        return own or (usual if self.holidays.is_working(day) else [])

    def spans(self, day: date) -> Iterator[Span]:
        """When somebody is there from a day on, without overlaps; what began the day before and goes on over midnight is told, too."""
        held: Span | None = None
        if not self.windows:
            return
        for number in range(-1, _FAR):
            for span in self._on(day + timedelta(days=number)):
                if held is not None and span[0] <= held[1]:
                    held = (held[0], max(held[1], span[1]))
                    continue
                if held is not None:
                    yield held
                held = span
            if held is not None and held[1].date() < day + timedelta(days=number):
                yield held
                held = None
        if held is not None:
            yield held

    def close_of(self, day: date) -> datetime | None:
        """When the last opening hours of a day end; None where there are none."""
        return max((ends for _, ends in self._on(day)), default=None)

    def minutes_between(self, first: datetime, last: datetime) -> int:
        """For how many minutes somebody is there between two moments."""
        found = timedelta()
        for opens, closes in self.spans(first.date()):
            if opens >= last:
                break
            found += max(min(closes, last) - max(opens, first), timedelta())
        return int(found / _MINUTE)

    def later(self, start: datetime, minutes: int) -> datetime | None:
        """When somebody has been there for so many minutes since a moment; None where that never comes."""
        left = minutes * _MINUTE
        for opens, closes in self.spans(start.date()):
            begins = max(opens, start)
            if closes <= begins:
                continue
            if closes - begins >= left:
                return begins + left
            left -= closes - begins
        return None

    def earlier(self, end: datetime, minutes: int) -> datetime | None:
        """The moment from which somebody has been there for so many minutes until another; None where there is none."""
        if not minutes:
            return end
        first = end.date() - _DAY
        for _ in range(_FAR if self.windows else 0):
            if self.minutes_between(datetime.combine(first, time()), end) >= minutes:
                break
            first -= _DAY
        else:
            return None
        start = datetime.combine(first, time())
        return self.later(start, self.minutes_between(start, end) - minutes)

    def _on(self, day: date) -> list[Span]:
        return sorted(window.on(day) for window in self.windows_on(day))


NO_CALENDAR = Calendar()


def ends(start: datetime, length: Length, calendar: Calendar = NO_CALENDAR) -> datetime | None:
    """When something ends that began at a time; None for working hours where nobody is ever there, and behind all years.

    What began on a day of which no clock time is known is counted from the beginning of that day. Working days end when the desk
    closes, or with the day where no opening hours are known.
    """
    day = start.date()
    if day.year > _LAST_YEAR:
        return None
    if length.unit in _MINUTES_OF:
        return _exact(start + length.amount * _MINUTES_OF[length.unit] * _MINUTE)
    if length.unit == WORKING_HOURS:
        found = calendar.later(start, length.amount * _HOUR)
        return _exact(found) if found else None
    if length.unit == WORKING_DAYS:
        return _closing(working_days_later(day, length.amount, calendar.holidays), calendar)
    last = months_later(day, length.amount) if length.unit == MONTHS else day + timedelta(days=length.amount)
    return datetime.combine(last, time())


def put_off(
    end: datetime,
    unit: str,
    since: datetime,
    pauses: Iterable[Pause],
    calendar: Calendar = NO_CALENDAR,
    began: date | None = None,
) -> datetime | None:
    """An end after pauses: later by what they took of the time since it was counted, in the measure of the unit.

    A working day, or a day, was taken where the clock stood still as it ended; that on which it began is not counted and so
    cannot be taken. Months are put off by days.

    Args:
        end: before the pauses.
        unit: in what it is counted.
        since: from when on pauses count.
        pauses: when it stood still.
        calendar: opening hours and holidays.
        began: the day on which it began; None for that since which pauses count.
    """
    found: datetime | None = end
    for first, last in sorted(pauses):
        if found is None or over(found) <= first:
            continue
        found = _put_off(found, unit, began or since.date(), (max(first, since), max(last, since)), calendar)
    return found


def _put_off(end: datetime, unit: str, began: date, pause: Pause, calendar: Calendar) -> datetime | None:
    first, last = pause
    if unit in _MINUTES_OF:
        return _exact(end + max(last - first, timedelta()))
    if unit == WORKING_HOURS:
        minutes = calendar.minutes_between(first, last)
        found = calendar.later(end, minutes) if minutes else end
        return _exact(found) if found else None
    counted = [day for day in _days(pause) if day > began]
    if unit == WORKING_DAYS:
        taken = sum(calendar.holidays.is_working(day) and _stood_still(day, pause, calendar) for day in counted)
        day = working_days_later(end.date(), taken, calendar.holidays)
        return _closing(day, calendar) if taken else end
    moved = end + timedelta(days=sum(day < last.date() for day in counted))
    return moved.replace(fold=end.fold)


def _days(pause: Pause) -> list[date]:
    first, last = pause
    return [first.date() + timedelta(days=number) for number in range((last.date() - first.date()).days + 1)]


def _stood_still(day: date, pause: Pause, calendar: Calendar) -> bool:
    """Whether a pause holds as a working day ends."""
    closes = calendar.close_of(day)
    return pause[0] <= closes < pause[1] if closes else pause[0].date() <= day < pause[1].date()


def before(end: datetime, length: Length, calendar: Calendar = NO_CALENDAR) -> datetime | None:
    """So long before an end; what is counted in days begins with the day. None for working hours where nobody is ever there."""
    day = end.date()
    if day.year < _FIRST_YEAR:
        return None
    if length.unit in _MINUTES_OF:
        return _exact(over(end) - length.amount * _MINUTES_OF[length.unit] * _MINUTE)
    if length.unit == WORKING_HOURS:
        found = calendar.earlier(over(end), length.amount * _HOUR)
        return _exact(found) if found else None
    if length.unit == WORKING_DAYS:
        return datetime.combine(_working_days_before(day, length.amount, calendar.holidays), time())
    first = months_later(day, -length.amount) if length.unit == MONTHS else day - timedelta(days=length.amount)
    return datetime.combine(first, time())


def over(end: datetime) -> datetime:
    """The first moment at which an end is past: its own time, or the midnight that ends its day."""
    return end if has_clock(end) else end + _DAY


def told(moment: datetime, beside: date | None = None) -> str:
    """11-27 16:40, 12-02; with its year where another day that is told beside it is of another year."""
    day = f"{moment:%m-%d}" if beside is None or beside.year == moment.year else f"{moment:%Y-%m-%d}"
    return f"{day} {moment:%H:%M}" if has_clock(moment) else day


def _closing(day: date, calendar: Calendar) -> datetime:
    closes = calendar.close_of(day)
    return _exact(closes) if closes else datetime.combine(day, time())


def _working_days_before(day: date, count: int, holidays: Holidays) -> date:
    while count > 0:
        day -= _DAY
        count -= holidays.is_working(day)
    return day


def _exact(moment: datetime) -> datetime:
    """A moment whose clock time is meant, midnight too; to the minute."""
    moment = moment.replace(second=0, microsecond=0)
    return moment.replace(fold=int(not (moment.hour or moment.minute)))
