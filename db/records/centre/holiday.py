"""放假安排: the days that the State Council's yearly notice makes free, and the weekends worked in exchange."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem, ValueUnreadable
from db.fields import Days, Rows, Text, Whole
from db.records.base import Part, Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY
from db.values.holiday_notice import Notice, read_days
from db.values.posting_period import Holidays

EARLIEST, LATEST = 2000, 2099
_SATURDAY = 5


@frozen(kw_only=True, slots=False)
class HolidaySpan(Part):
    """节日: one feast with its days off and the days worked for it."""

    TABLE: ClassVar[str] = "holiday_span"
    LABEL: ClassVar[str] = "节日"

    name: Annotated[str, Text("节日", required=True, width=8)] = ""
    off: Annotated[str, Days("放假", width=14, help="例如：1月1日至3日")] = ""
    worked: Annotated[str, Days("调休上班", width=14, help="例如：2月14日、2月28日；没有就空着")] = ""


@frozen(kw_only=True, slots=False)
class HolidayYear(Record):
    """放假安排 of one year.

    Days of the December before belong to it when New Year's holiday begins there.
    """

    TABLE: ClassVar[str] = "holiday_year"
    LABEL: ClassVar[str] = "放假安排"

    year: Annotated[int | None, Whole("年份", required=True, width=4, listed=True)] = None
    source: Annotated[str, Text("依据", width=24, listed=True, help="例如：国办发明电〔2025〕7号")] = ""
    spans: Annotated[tuple[HolidaySpan, ...], Rows("安排", part=HolidaySpan)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The year, with what was understood of it."""
        try:
            off, worked = len(self.days_off()), len(self.days_worked())
        except ValueUnreadable:
            return f"{self.year}年放假安排"
        return f"{self.year}年放假安排：放假{off}天，调休上班{worked}天"

    def days_off(self) -> frozenset[date]:
        """The days off.

        Raises:
            ValueUnreadable: some row cannot be read; `problems` tells which.
        """
        return frozenset(day for span in self.spans for day in read_days(span.off, self.year or 0))

    def days_worked(self) -> frozenset[date]:
        """The weekends worked in exchange.

        Raises:
            ValueUnreadable: see `days_off`.
        """
        return frozenset(day for span in self.spans for day in read_days(span.worked, self.year or 0))

    def rules(self) -> Iterable[Problem]:
        """A year of our time; every row readable in that year, near it, and no day both free and worked."""
        kinds = fields_of(HolidayYear)
        if self.year is None:
            return
        if not EARLIEST <= self.year <= LATEST:
            yield kinds["year"].problem(
                "year", f"没有 {self.year} 年的放假安排", f"请填 {EARLIEST} 到 {LATEST} 之间的年份"
            )
            return
        if not self.spans:
            yield kinds["spans"].problem("no_spans", "一个节日也没有", "请加上节日和放假的日子，或不保存这一年")
        off: set[date] = set()
        worked: set[date] = set()
        for number, span in enumerate(self.spans):
            yield from self._row_problems(number, span, off, worked)
        if both := sorted(off & worked):
            told = "、".join(f"{day.month}月{day.day}日" for day in both)
            yield kinds["spans"].problem("both", f"{told}又放假又上班", "请改掉其中一处")

    def _row_problems(self, number: int, span: HolidaySpan, off: set[date], worked: set[date]) -> Iterator[Problem]:
        """What is wrong with the days of a row; the readable ones are added to the two sets."""
        if not span.off and not span.worked:
            yield _in_row(number, "off", "empty", "没有写日子", "请填放假的日子，或删去这一行")
        for name, days in (("off", off), ("worked", worked)):
            try:
                found = read_days(getattr(span, name), self.year or 0)
            except ValueUnreadable as error:
                # What no year can have, the field has told already.
                if fields_of(HolidaySpan)[name].fault(getattr(span, name)) is None:
                    yield _in_row(number, name, "days", error.message, error.remedy)
                continue
            days.update(found)
            if far := [day for day in found if not self._is_near(day)]:
                yield _in_row(number, name, "other_year", f"{far[0]} 不在 {self.year} 年", "请核对年份")
            if name == "worked" and (week := [day for day in found if day.weekday() < _SATURDAY]):
                told = f"{week[0].month}月{week[0].day}日不是周末，本来就上班"
                yield _in_row(number, name, "weekday", told, "请核对日期", blocking=False)

    def _is_near(self, day: date) -> bool:
        return day.year == self.year or (day.year, day.month) == ((self.year or 0) - 1, 12)


def _in_row(number: int, name: str, code: str, message: str, remedy: str, *, blocking: bool = True) -> Problem:
    problem = fields_of(HolidaySpan)[name].problem(code, message, remedy, blocking=blocking)
    return problem._replace(field=f"spans.{number}.{name}", label=f"安排第{number + 1}行 {problem.label}")


def year_of(notice: Notice) -> HolidayYear:
    """The record that a notice fills."""
    spans = tuple(HolidaySpan(name=f.name, off=f.off, worked=f.worked) for f in notice.feasts)
    return HolidayYear(year=notice.year, source=notice.source, spans=spans)


def holidays_in(years: Collection[HolidayYear]) -> Holidays:
    """All days off and worked weekends of some years."""
    return Holidays(
        off=frozenset(day for year in years for day in year.days_off()),
        worked=frozenset(day for year in years for day in year.days_worked()),
        years=frozenset(year.year for year in years if year.year),
    )


HOLIDAY_YEARS = Kind(record=HolidayYear, code=13, room=Room.CENTRE, save="enter_holidays", may=SETTINGS_MAY)
