"""Field kinds: what a field of a record may hold, how it is read, checked, shown, masked and stored.

A record declares each field once, as an annotation::

    name: Annotated[str, Name("姓名", required=True)] = ""

and everything else (table, form, list, filter, import, export, sheet) follows from the kind.
"""

import re
from datetime import date, datetime
from enum import IntEnum
from typing import Any, ClassVar, Generic, TypeVar, cast

from attrs import field, frozen

from db.errors import Problem, ValueUnreadable
from db.values import code_table, day, id_number, masks, person_name, phone
from db.values.holiday_notice import read_days

T = TypeVar("T")
LEAP_YEAR = 2024
Stored = str | int | float | None


class Privacy(IntEnum):
    """How closely a field is kept (SENSITIVE: 个人信息保护法 第二十八条)."""

    PUBLIC = 0
    ORDINARY = 1
    PERSONAL = 2
    SENSITIVE = 3


@frozen
class Field(Generic[T]):
    """One field of a record; the base of all kinds.

    Attributes:
        label: what the clerk reads.
        required: an empty value forbids saving.
        privacy: who may see it unmasked.
        width: usual width in Han characters, for lists, forms and sheets.
        group: the heading under which a form shows it; "" continues the group before.
        folded: the group that begins here is seldom needed: a form shows its heading alone until it is opened.
        unfolded_by: field of the record and value with which the folded group is open from the start.
        listed: whether it is a column of the list.
        words: other headings under which imported sheets carry it.
        help: one sentence for the clerk.
    """

    SQL: ClassVar[str] = "TEXT"
    EMPTY: ClassVar[Any] = ""

    label: str
    required: bool = field(default=False, kw_only=True)
    privacy: Privacy = field(default=Privacy.ORDINARY, kw_only=True)
    width: int = field(default=8, kw_only=True)
    group: str = field(default="", kw_only=True)
    folded: bool = field(default=False, kw_only=True)
    unfolded_by: tuple[str, object] = field(default=("", None), kw_only=True)
    listed: bool = field(default=False, kw_only=True)
    words: tuple[str, ...] = field(default=(), kw_only=True)
    help: str = field(default="", kw_only=True)
    name: str = field(default="", kw_only=True)

    def read(self, written: str) -> T:
        """The value that somebody typed or a sheet carries.

        Raises:
            ValueUnreadable: it cannot be a value of this kind.
        """
        return cast("T", written.strip())

    def show(self, value: T) -> str:
        """The value as the clerk reads it; "" for nothing."""
        return "" if value is None else str(value)

    def mask(self, value: T) -> str:
        """The value as somebody reads it who looks over the clerk's shoulder."""
        return masks.whole(self.show(value)) if self.privacy >= Privacy.SENSITIVE else self.show(value)

    @property
    def is_masked(self) -> bool:
        """Whether `mask` tells less than `show`."""
        return self.privacy >= Privacy.SENSITIVE or (type(self) in (IdNumber, Phone) and self.privacy > Privacy.PUBLIC)

    def store(self, value: T) -> Stored:
        """The value as the table keeps it."""
        return cast("Stored", value)

    def load(self, stored: Stored) -> T:
        """The value of what the table keeps."""
        return cast("T", self.EMPTY if stored is None else stored)

    def fault(self, value: T) -> Problem | None:
        """What is wrong with the value by itself, or None; an empty one is wrong only where it is required."""
        if self.required and value == self.EMPTY:
            return self.problem("required", "没有填", f"请填写{self.label}")
        return None

    @property
    def is_checked(self) -> bool:
        """Whether a value can be wrong by itself at all."""
        return self.required or type(self).fault is not Field[Any].fault

    @property
    def is_stored_as_is(self) -> bool:
        """Whether the table keeps a value just as the record does."""
        return type(self).store is Field[Any].store

    def problem(self, code: str, message: str, remedy: str = "", *, blocking: bool = True) -> Problem:
        """A problem of this field."""
        return Problem(self.name, self.label, code, message, remedy, blocking)


@frozen
class Text(Field[str]):
    """One line of text."""


@frozen
class LongText(Field[str]):
    """Several lines of text.

    Attributes:
        lines: how many a form shows from the start.
    """

    lines: int = field(default=2, kw_only=True)


@frozen
class Name(Field[str]):
    """A person's name, stored as typed (GB 18030-2022 level 3; separator U+00B7)."""

    def read(self, written: str) -> str:
        """The name without outer blanks and with the right dot."""
        return person_name.tidy(written)

    def fault(self, value: str) -> Problem | None:
        """Required, and no character that no name can hold."""
        if strange := person_name.strange_characters(value):
            points = "、".join(f"U+{ord(c):04X}" for c in strange)
            return self.problem("name_character", f"含有不能识别的字符 {points}", "请重新录入这个字")
        return super().fault(value)


@frozen
class IdNumber(Field[str]):
    """An identity number; a wrong one is kept as written and reported, never dropped."""

    def read(self, written: str) -> str:
        """The tidied number when that makes it right, or what was written."""
        tidied = id_number.tidy(written)
        return written.strip() if id_number.fault(tidied) else tidied

    def mask(self, value: str) -> str:
        """First six and last four."""
        return masks.id_number(value)


@frozen
class Phone(Field[str]):
    """A telephone number."""

    def read(self, written: str) -> str:
        """The number without spaces and hyphens of a mobile."""
        return phone.tidy(written)

    def mask(self, value: str) -> str:
        """First three and last four; a number that hangs on the wall is told as it is."""
        return masks.phone(value) if self.is_masked else value

    def fault(self, value: str) -> Problem | None:
        """A number that cannot be dialled is worth a word, not a refusal."""
        if value and not phone.is_right(value):
            return self.problem("phone", f"“{value}”不像电话号码", "请核对后再填", blocking=False)
        return super().fault(value)


@frozen
class Day(Field[date | None]):
    """A day of the calendar, stored as ISO 8601."""

    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> date | None:
        """See `db.values.day.read_day`."""
        return day.read_day(written)

    def show(self, value: date | None) -> str:
        """2026-03-02."""
        return value.isoformat() if value else ""

    def store(self, value: date | None) -> Stored:
        """ISO 8601 text."""
        return value.isoformat() if value else None

    def load(self, stored: Stored) -> date | None:
        """The day of ISO 8601 text."""
        return date.fromisoformat(str(stored)) if stored else None


@frozen
class Moment(Field[datetime | None]):
    """A day and time on the clock of the place, to the minute; no time zone."""

    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> datetime | None:
        """See `db.values.day.read_moment`."""
        return day.read_moment(written)

    def show(self, value: datetime | None) -> str:
        """2026-03-02 14:30."""
        return value.strftime("%Y-%m-%d %H:%M") if value else ""

    def store(self, value: datetime | None) -> Stored:
        """ISO 8601 text to the minute."""
        return value.isoformat(timespec="minutes") if value else None

    def load(self, stored: Stored) -> datetime | None:
        """The time of ISO 8601 text."""
        return datetime.fromisoformat(str(stored)) if stored else None


@frozen
class Days(Field[str]):
    """Days of one year as a 放假安排 words them: 1月1日至3日、1月9日; which year, the record knows."""

    def fault(self, value: str) -> Problem | None:
        """Required, and readable in a year that has every day."""
        try:
            read_days(re.sub(r"[(（].*?[)）]", "", value), LEAP_YEAR)
        except ValueUnreadable as error:
            return self.problem("days", error.message, error.remedy)
        return super().fault(value)


@frozen
class Whole(Field[int | None]):
    """A whole number.

    Attributes:
        least: the smallest that can be meant; None for any.
        most: the largest.
    """

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = None

    least: int | None = field(default=None, kw_only=True)
    most: int | None = field(default=None, kw_only=True)

    def read(self, written: str) -> int | None:
        """Digits, or None for nothing."""
        text = id_number.tidy(written)
        if not text:
            return None
        try:
            return int(text)
        except ValueError as error:
            raise ValueUnreadable(f"“{written.strip()}”不是整数", f"{self.label}只填数字") from error

    @property
    def is_checked(self) -> bool:
        """Whether it has limits, or must be filled in."""
        return self.required or self.least is not None or self.most is not None

    def fault(self, value: int | None) -> Problem | None:
        """Empty though required, or beyond the limits."""
        if value is not None and self.least is not None and value < self.least:
            return self.problem("too_small", f"{value}太小", f"最小填{self.least}")
        if value is not None and self.most is not None and value > self.most:
            return self.problem("too_large", f"{value}太大", f"最大填{self.most}")
        return super().fault(value)


@frozen
class Number(Field[float | None]):
    """A number with decimals, such as an area in square metres."""

    SQL: ClassVar[str] = "REAL"
    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> float | None:
        """Digits with a point, or None for nothing."""
        text = id_number.tidy(written).rstrip("㎡m2平方米") if written else ""
        if not text:
            return None
        try:
            return float(text)
        except ValueError as error:
            raise ValueUnreadable(f"“{written.strip()}”不是数", f"{self.label}只填数字") from error

    def show(self, value: float | None) -> str:
        """Without a needless ``.0``."""
        return "" if value is None else f"{value:g}"


@frozen
class Flag(Field[bool]):
    """Yes or no."""

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = False

    def read(self, written: str) -> bool:
        """Yes for 是, 有, √ and the like."""
        return written.strip().casefold() in {"是", "有", "√", "1", "y", "yes", "true", "对"}

    def show(self, value: bool) -> str:
        """是, or nothing."""
        return "是" if value else ""

    def store(self, value: bool) -> Stored:
        """1 or 0."""
        return int(value)

    def load(self, stored: Stored) -> bool:
        """Whether it is 1."""
        return bool(stored)


@frozen
class Code(Field[str]):
    """A code of a code table in ``resources/codes``."""

    table: str = field(default="", kw_only=True)

    def codes(self) -> code_table.CodeTable:
        """The table."""
        return code_table.load(self.table)

    def read(self, written: str) -> str:
        """The code of a label, a code or a usual spelling.

        Raises:
            ValueUnreadable: the table knows no such word.
        """
        if not written.strip():
            return ""
        if (code := self.codes().code(written)) is not None:
            return code
        known = "、".join(list(self.codes().labels.values())[:6])
        raise ValueUnreadable(f"“{written.strip()}”不在{self.label}代码表里", f"可填{known}等")

    def show(self, value: str) -> str:
        """The label."""
        return self.codes().label(value)

    def fault(self, value: str) -> Problem | None:
        """The code must be in the table."""
        if not value:
            return super().fault(value)
        if value in self.codes().labels:
            return None
        return self.problem("unknown_code", f"“{value}”不在代码表里", "请从列表里选")


@frozen
class Link(Field[int]):
    """The id of another record; 0 for none."""

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = 0

    to: str = field(default="", kw_only=True)

    def read(self, written: str) -> int:
        """The id itself; choosing by words is the search's business."""
        try:
            return int(written or 0)
        except ValueError as error:
            raise ValueUnreadable(f"“{written}”不是编号", "请从列表里选") from error

    def show(self, value: int) -> str:
        """The bare id; titles of linked records come from the store."""
        return str(value) if value else ""

    def store(self, value: int) -> Stored:
        """NULL for none, so that the foreign key holds."""
        return value or None


@frozen
class Rows(Field[tuple[Any, ...]]):
    """Repeated parts with a table of their own: a case's parties, a household's members."""

    EMPTY: ClassVar[Any] = ()

    part: type[Any] = field(default=object, kw_only=True)

    def show(self, value: tuple[Any, ...]) -> str:
        """How many there are."""
        return f"{len(value)} 项" if value else ""
