"""Cells of a roster as values: text, identity number, day of birth, telephones, words."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from attrs import frozen

from db.errors import ValueUnreadable
from db.services.registry.import_roster.row_problems import CENTENARIAN, MASKED, ROUNDED
from db.services.sheets.raw import Cell
from db.values import day_words, id_number, phone
from db.values.moment import day_meant, day_of_serial, day_of_utc

# What clerks write into a cell that has nothing to say.
NOTHING = frozenset({"", "无", "暂无", "没有", "空", "-", "--", "—", "——", "/", "\\", "、", "N/A", "NULL", "NONE"})
_LONGEST_NOTHING = max(map(len, NOTHING))
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
# A spreadsheet counts with 15 digits; the rest of a longer number is lost.
_EXACT = 10**15
_POWER = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_UNCHECKED_KINDS = frozenset({"113", "114", "115", "414", "511", "516", "FPR"})
_YEAR_FIRST = re.compile(r"(?:18|19|20)\d\d(?!\d{5,})")
_SERIALS = range(1000 * 3, 80000)


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


@frozen
class ReadNumber:
    """An identity number as it will be kept.

    Attributes:
        value: the right number, or what was written.
        fault: a key of `row_problems.NUMBER_DOUBTS`, "" for a right number.
        widened: whether 15 digits became 18.
        told: whether sex and birth can be read from it.
    """

    value: str
    fault: str = ""
    widened: bool = False
    told: bool = False


def read_number(cell: Cell, kind: str, today: date) -> ReadNumber:
    """The identity number in a cell; ``kind`` is a code of ``id_kind``, "" where the sheet says nothing."""
    written = text_of(cell)
    if not written:
        return ReadNumber("", "id_missing")
    if (isinstance(cell, float | int) and abs(cell) >= _EXACT) or _POWER.fullmatch(written):
        return ReadNumber(written, ROUNDED)
    if "*" in written:
        return ReadNumber(written, MASKED)
    tidied = id_number.tidy(written)
    if kind in _UNCHECKED_KINDS:
        return ReadNumber(tidied)
    if id_number.is_old(tidied):
        # 996 to 999 were given to people over a hundred: born in 18xx, not 19xx.
        if tidied[12:15] >= "996":
            return ReadNumber(written, CENTENARIAN)
        return ReadNumber(id_number.widen(tidied), "", widened=True, told=True)
    fault = id_number.fault(tidied, today)
    return ReadNumber(written if fault else tidied, fault, told=not fault)


def birth_hint(number: str) -> date | None:
    """The day of birth in a number that is damaged only behind it, for telling people apart."""
    tidied = id_number.tidy(number)
    return id_number.birth(tidied) if len(tidied) >= 14 and tidied[:14].isdigit() else None


@frozen
class ReadBirth:
    """A day of birth, or what was written instead.

    Attributes:
        day: the day, None when there is none.
        month: year and month where no day was written.
        rest: what was written and could not become a day.
    """

    day: date | None = None
    month: tuple[int, int] | None = None
    rest: str = ""


def read_birth(cell: Cell, today: date) -> ReadBirth:
    """The day of birth in a cell; a day without a year, or in the future, is none."""
    written = text_of(cell)
    if not written:
        return ReadBirth()
    found = _birth(cell, written, today)
    if found and date(today.year - id_number.OLDEST_YEARS - 10, 1, 1) <= found <= today:
        return ReadBirth(found)
    # A number cell shows 1954.1 for 1954.10 as well, so its month is not certain.
    month = None if isinstance(cell, float | int) else day_words.read_month(written)
    return ReadBirth(None, month, written)


def _birth(cell: Cell, written: str, today: date) -> date | None:
    if isinstance(cell, datetime):
        return day_meant(cell)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and int(cell) in _SERIALS:
        return day_of_serial(cell)
    if found := day_of_utc(written):
        return found
    if not _YEAR_FIRST.match(unicodedata.normalize("NFKC", written)):
        return None
    try:
        return day_words.read_day(written, today)
    except ValueUnreadable:
        return None


def read_phones(cells: list[Cell]) -> list[str]:
    """The numbers in one or several cells, each once; masked ones are none."""
    found = [n for cell in cells if (text := text_of(cell)) and "*" not in text for n in phone.split(text)]
    return [n for n in dict.fromkeys(found) if n not in NOTHING and n != "0"]
