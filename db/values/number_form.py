"""How a number of a paper is written: 幸社〔2026〕12号, 第12期, 民调字第001号."""

from db.errors import ValueUnreadable
from db.values import template

WORD, YEAR, SERIAL, PADDED = "代字", "年", "序号", "三位序号"
TOKENS = (WORD, YEAR, SERIAL, PADDED)
STANDARD = "{代字}〔{年}〕{序号}号"
"""Hexagonal brackets U+3014 and U+3015, no 第, no zeros in front (GB/T 9704-2012, 7.2.5)."""


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
    """The number in a form that `read_number_form` has read."""
    return template.fill(form, {WORD: word, YEAR: str(year), SERIAL: str(serial), PADDED: f"{serial:03d}"})
