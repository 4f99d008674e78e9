"""How a number of a paper is written: 幸社〔2026〕12号, 第12期, 民调字第001号."""

import re
import unicodedata
from collections import Counter

from attrs import frozen

from db.errors import ValueUnreadable
from db.values import template

WORD, YEAR, SERIAL, PADDED = "代字", "年", "序号", "三位序号"
TOKENS = (WORD, YEAR, SERIAL, PADDED)
STANDARD = "{代字}〔{年}〕{序号}号"
"""Hexagonal brackets U+3014 and U+3015, no 第, no zeros in front (GB/T 9704-2012, 7.2.5)."""
ISSUE = "第{}期"
"""How numbers are written that are only counted, such as those of 会议纪要."""
MOST_DIGITS = 4
"""No community issues ten thousand papers of a kind in a year: a longer serial number is a slip of the finger."""
_OPENING, _CLOSING = "([【〔{", ")]】〕}"
_SERIAL = rf"0*(?P<serial>[1-9]\d{{0,{MOST_DIGITS - 1}}})"
_PARTS = {WORD: r"(?P<word>.*?)", YEAR: r"(?P<year>[12]\d{3})", SERIAL: _SERIAL, PADDED: _SERIAL}


@frozen
class NumberRead:
    """A number that somebody wrote: 代字, year (None where the form has none) and serial number."""

    word: str
    year: int | None
    serial: int


def read_number_form(written: str) -> str:
    """The form that somebody wrote, tidied.

    Raises:
        ValueUnreadable: it has no place for the serial number, or a field that is not known.
    """
    text = template.tidy(written)
    for fault in template.faults(text, TOKENS):
        raise ValueUnreadable(fault.message, fault.remedy)
    if not {SERIAL, PADDED} & set(template.fields_in(text)):
        raise ValueUnreadable("文号格式里没有序号", f"例如：{STANDARD}")
    return text


def number_written(form: str, word: str, year: int, serial: int) -> str:
    """The number in a form that `read_number_form` has read; bare figures say nothing: they become 第3期."""
    text = template.fill(form, {WORD: word, YEAR: str(year), SERIAL: str(serial), PADDED: f"{serial:03d}"})
    return ISSUE.format(text) if text.isdigit() else text


def read_number(form: str, written: str) -> NumberRead | None:
    """The parts of a number that somebody wrote in a form, whatever brackets they took; None for anything else.

    A form that repeats a field cannot be read back.
    """
    if max(Counter(pieces := template.fields_in(form)).values(), default=0) > 1 or {SERIAL, PADDED} <= set(pieces):
        return None
    texts = [re.escape(_plain(text)) for text in template.texts_in(form)]
    pattern = "".join(text + part for text, part in zip(texts, [*(_PARTS[one] for one in pieces), ""], strict=True))
    plain = _plain(written)
    counted = plain.removeprefix("第").removesuffix("期")
    same = (plain, counted, ISSUE.format(counted)) if counted.isdigit() else (plain,)
    match = next((found for text in same if (found := re.fullmatch(pattern, text))), None)
    if match is None:
        return None
    found = match.groupdict()
    return NumberRead(found.get("word") or "", int(found["year"]) if found.get("year") else None, int(found["serial"]))


def _plain(text: str) -> str:
    """The text without blanks, with one kind of digits and of brackets."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split())
    opened = narrow.translate(str.maketrans(dict.fromkeys(_OPENING, "(")))
    return opened.translate(str.maketrans(dict.fromkeys(_CLOSING, ")")))
