"""Cells of a roster as values: text, identity number, day of birth, telephones, words."""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from db.errors import ValueUnreadable
from db.services.importing.cells import EXACT, NOTHING, text_of
from db.services.registry.import_roster.row_problems import CENTENARIAN, MASKED, ROUNDED
from db.services.sheets.raw import Cell
from db.values import day_words, id_number, phone
from db.values.moment import day_meant, day_of_serial, day_of_utc
from db.values.numerals import figures

_POWER = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_UNCHECKED_KINDS = frozenset({"113", "114", "115", "414", "511", "516", "FPR"})
_YEAR_FIRST = re.compile(r"(?:18|19|20)\d\d(?!\d{5,})")
_COMMON_DAY = re.compile(r"[12]\d{3}[-./年]?\d{1,2}[-./月]?\d{1,2}日?")
_SHORT_YEAR = re.compile(r"(\d\d)(?=[年.-]\d{1,2}[月.-]\d{1,2}[日号]?$)")
# What is written around a day of birth, and the signs within it.
_OF_BIRTH = re.compile(r"^(?:公元|出生于|生于|出生(?:日期)?:?|生日:?)|(?:出生|生人|生)$")
_PARTED = re.compile(r"(\d{4})(?:\s+|[、—–−])(\d{1,2})(?:\s+|[、—–−])(\d{1,2})")
_OLDEST = 110
_LENGTH_OF_DAY = len("1980-01-05")
_SERIALS = range(1000 * 3, 80000)


class ReadNumber(NamedTuple):
    """An identity number as it will be kept.

    Attributes:
        value: the number, right or wrong, without what stands around it; what is no number at all as it was written.
        fault: a key of `row_problems.NUMBER_DOUBTS`, "" for a right number.
        widened: whether 15 digits became 18.
        told: whether sex and birth can be read from it.
        note: what else the cell says of it.
    """

    value: str
    fault: str = ""
    widened: bool = False
    told: bool = False
    note: str = ""


def read_number(cell: Cell, kind: str, today: date) -> ReadNumber:
    """The identity number in a cell; ``kind`` is a code of ``id_kind``, "" where the sheet says nothing."""
    written = text_of(cell)
    if not written:
        return ReadNumber("", "id_missing")
    if (isinstance(cell, float | int) and abs(cell) >= EXACT) or _POWER.fullmatch(written):
        return ReadNumber(written, ROUNDED)
    tidied, note = id_number.noted(written)
    if "*" in written:
        return ReadNumber(_kept(written, tidied, note), MASKED, note=note)
    if kind in _UNCHECKED_KINDS:
        return ReadNumber(tidied, note=note)
    if id_number.is_old(tidied):
        # 996 to 999 were given to people over a hundred: born in 18xx, not 19xx.
        if tidied[12:15] >= "996":
            return ReadNumber(_kept(written, tidied, note), CENTENARIAN, note=note)
        return ReadNumber(id_number.widen(tidied), "", widened=True, told=True, note=note)
    fault = id_number.fault(tidied, today)
    if fault:
        return ReadNumber(_kept(written, tidied, note), fault, note=note)
    return ReadNumber(tidied, told=True, note=note)


def _kept(written: str, tidied: str, note: str) -> str:
    return tidied if note else id_number.kept(written)


def birth_hint(number: str) -> date | None:
    """The day of birth in a number that is damaged only behind it, for telling people apart."""
    tidied = id_number.tidy(number)
    return id_number.birth(tidied) if len(tidied) >= 14 and tidied[:14].isdigit() else None


class ReadBirth(NamedTuple):
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
    month = None if isinstance(cell, float | int) else day_words.read_month(_plain(written, today))
    return ReadBirth(None, month, written)


def _plain(written: str, today: date) -> str:
    """A day of birth with its year in four figures and first; no 生于 before it."""
    if _COMMON_DAY.fullmatch(written):  # as nearly all are
        return written
    text = unicodedata.normalize("NFKC", written).translate({ord(c): "〇" for c in "○◯"}).strip()
    text = figures(_OF_BIRTH.sub("", text).strip())
    if match := _PARTED.fullmatch(text):
        return "-".join(match.groups())
    if match := _SHORT_YEAR.match(text):
        possible = [c + match[1] for c in ("19", "20") if today.year - _OLDEST <= int(c + match[1]) <= today.year]
        return f"{possible[0]}{text[2:]}" if len(possible) == 1 else text
    return text


def _birth(cell: Cell, written: str, today: date) -> date | None:
    if isinstance(cell, datetime):
        return day_meant(cell)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and int(cell) in _SERIALS:
        return day_of_serial(cell)
    if len(written) == _LENGTH_OF_DAY and written[4] == written[7] == "-":  # as nearly all are
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    if found := day_of_utc(written):
        return found
    if not _YEAR_FIRST.match(plain := _plain(written, today)):
        return None
    try:
        return day_words.read_day(plain, today)
    except ValueUnreadable:
        return None


def mobile_alone(cell: Cell) -> str:
    """The number of a mobile in a cell that holds nothing else; "" of any other cell."""
    return cell if isinstance(cell, str) and phone.is_mobile(cell) else ""


def read_phones(cells: list[Cell], *, own: bool) -> tuple[list[str], list[str]]:
    """The numbers in one or several cells, each once, and what else they say of them; masked ones are none.

    In a sheet of ours (``own``) words beside a number stay with it, as somebody typed them.
    """
    found: list[str] = []
    notes: list[str] = []
    for cell in cells:
        if (text := text_of(cell)) and "*" not in text:
            numbers, note = (phone.split(text), "") if own else phone.noted(text)
            if not own and not any(map(str.isdigit, text)):  # 无手机, 不详: no number at all
                numbers, note = [], text
            found += numbers
            notes += [note] if note not in NOTHING else []
    return [n for n in dict.fromkeys(found) if n not in NOTHING and n != "0"], notes
