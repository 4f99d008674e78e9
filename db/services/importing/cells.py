"""Cells of a sheet as text, and as values: each read as its field reads what is typed, with what spreadsheets do to it besides."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from db.errors import ValueUnreadable
from db.fields import Code, Day, Field, Moment, Money, TimeOfDay
from db.services.sheets.raw import Cell
from db.values.moment import day_meant, day_of_serial, day_of_utc, moment_of_serial

# What clerks write into a cell that has nothing to say.
NOTHING = frozenset({"", "无", "暂无", "没有", "空", "-", "--", "—", "——", "/", "\\", "、", "N/A", "NULL", "NONE"})
DITTO = frozenset(
    {
        *("同上", "同前", "上同", "同上行", "仝上", "仝前", "同 上", "同上。", "同上址", "同上户", "同上一行", "同上栏", "同上地址"),
        *("地址同上", "住址同上", "以上同", "同户主", "〃〃", "〃 〃", "″ ″", "′′", "－〃－", "--〃--", "〃", "″", '"', '""', "“", "”"),
        *("''", "’’", "〞", "々", "-〃-", "—〃—", "‖", ",,", "、、"),
    }
)  # fmt: skip
"""What stands for the cell above."""
BEGIN_DITTO = frozenset({*(text[0] for text in DITTO), *(c for c in map(chr, range(0x3001)) if c.isspace())})
"""With what a cell begins that may stand for the one above; hardly any other does, and that is seen at once."""
_LONGEST_NOTHING = max(map(len, NOTHING))
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
MASK = "**"
"""In what a mask has left of a number: it says nothing."""
EXACT = 10**15
"""A spreadsheet counts with 15 digits; the rest of a longer number is lost."""
_DAYS_SINCE = range(1000 * 3, 80_000)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)[ T]?([0-2]\d)([0-5]\d)(?:[0-5]\d)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FRACTION = re.compile(r"(\d:\d\d:\d\d)\.\d{1,6}$")
_CODED = re.compile(r"\w{1,3}[\s.、:：-]+(?P<label>\D.*)|(?P<before>.*\D)[（(]\w{1,3}[)）]")


def text_of(cell: Cell) -> str:
    """A cell as a clerk reads it, without outer blanks; "" where it says nothing."""
    if isinstance(cell, str):
        text = cell.strip(_BLANKS)
        return text if len(text) > _LONGEST_NOTHING or text.upper() not in NOTHING else ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    if isinstance(cell, datetime) and (cell.time() == time() or day_meant(cell) != cell.date()):
        return day_meant(cell).isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return cell.isoformat()


def written_in(cell: Cell) -> str:
    """A cell of a sheet that this program wrote: a text is what somebody typed, also a dash and 无."""
    return cell.strip(_BLANKS) if isinstance(cell, str) else text_of(cell)


def read_cell(field: Field[Any], cell: Cell, *, own: bool = False, from_1904: bool = False, unit: int = 1) -> Any:
    """The value that a cell has for a field; its empty one where the cell says nothing, or only what a mask leaves.

    Args:
        field: whose value it is.
        cell: as it stands in the sheet.
        own: whether this program wrote the sheet.
        from_1904: whether its days are counted from 1904 on.
        unit: how many of the field's unit one of the column is: 10,000 where the heading says 万元.

    Raises:
        ValueUnreadable: it cannot be a value of the field.
    """
    text = written_in(cell) if own else text_of(cell)
    if not text or MASK in text:
        return field.EMPTY
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        raise ValueUnreadable(f"{text}被表格软件当成数字，末几位丢了", "请把这一列改成文本，重新填写")
    if isinstance(field, Day | Moment) and isinstance(cell, str):
        cell = _written_out(text)
        text = text_of(cell)
    timed = _timed(field, cell, from_1904=from_1904)
    if timed is not None:
        return timed
    if isinstance(field, Day | Moment) and (day := day_of_utc(text)):
        return field.read(day.isoformat())
    if isinstance(field, Code):
        return _code(field, text)
    if isinstance(field, Money) and unit > 1 and not re.search(r"[万元块]", text):
        yuan = field.read(text)
        return field.EMPTY if yuan is None else field.read(format(yuan * unit, "f"))
    return field.read(text)


def _written_out(text: str) -> Cell:
    """A moment as programs write it into texts: 20260301095500, 2026-03-01 09:55:21.0, or the number of a day."""
    if match := _RUN_TOGETHER.fullmatch(text):
        return "{}-{}-{} {}:{}".format(*match.groups())
    if _SERIAL.fullmatch(text) and int(float(text)) in _DAYS_SINCE:
        return float(text)
    return _FRACTION.sub(r"\1", text)


def _timed(field: Field[Any], cell: Cell, *, from_1904: bool) -> object:
    """What a cell that holds a day or a time means for a field of one; None for anything else."""
    if isinstance(field, Day):
        return _day(cell, from_1904=from_1904)
    if isinstance(field, Moment):
        return _moment(cell, from_1904=from_1904)
    if isinstance(field, TimeOfDay):
        if isinstance(cell, time | datetime):
            told = cell if isinstance(cell, time) else cell.time()
            return told.replace(second=0, microsecond=0)
        if isinstance(cell, float) and 0 <= cell < 1:
            return moment_of_serial(1 + cell).time().replace(second=0, microsecond=0)
    return None


def _day(cell: Cell, *, from_1904: bool) -> date | None:
    if isinstance(cell, datetime):
        return day_meant(cell)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in _DAYS_SINCE:
        return day_of_serial(cell, from_1904=from_1904)
    return None


def _moment(cell: Cell, *, from_1904: bool) -> datetime | None:
    """A day alone has no clock time; the seconds are cut off, as records keep minutes."""
    if isinstance(cell, float) and int(cell) in _DAYS_SINCE and cell % 1:
        cell = moment_of_serial(cell, from_1904=from_1904)
    if isinstance(cell, datetime) and text_of(cell).count("-") and "T" in text_of(cell):
        return cell.replace(second=0, microsecond=0)
    day = _day(cell, from_1904=from_1904)
    return datetime.combine(day, time()) if day else None


def _code(field: Code, text: str) -> str:
    """The code of a label, also where the code itself stands beside it: 01-中共党员, 男（1）.

    Raises:
        ValueUnreadable: nobody knows the word.
    """
    if field.codes().code(text) is None and (match := _CODED.fullmatch(text)):
        label = (match["label"] or match["before"]).strip()
        if (code := field.codes().code(label)) is not None:
            return code
    return field.read(text)
