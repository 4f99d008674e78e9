"""Fills names and days into the texts of ``resources/practice``."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from db.practice.data import table
from db.records.registry.resident import Resident
from db.values.person_name import DOT

_BLANK = re.compile(r"\{([^{}+-]+)([+-]\d+)?\}")
ELDER, GRAND = 60, 75


def fill(text: str, words: Mapping[str, str], days: Mapping[str, date] | None = None) -> str:
    """The text with its blanks filled: ``{甲}`` from the words, ``{日-3}`` from the days.

    Raises:
        KeyError: a blank that nobody fills; the text is wrong.
    """
    known = days or {}
    years = {day.year for day in known.values()}

    def written(match: re.Match[str]) -> str:
        name, shift = match[1], int(match[2] or 0)
        if name not in known:
            return words[name]
        day = known[name] + timedelta(days=shift)
        return f"{day.month}月{day.day}日" if {day.year} == years else f"{day.year}年{day.month}月{day.day}日"

    return _BLANK.sub(written, text)


def surname_of(name: str) -> str:
    """The surname; of a name with a dot the whole name, which is never split."""
    if DOT in name or not name[:1].isalpha() or name.isascii():
        return name
    return name[:2] if name[:2] in {row[0] for row in table("surnames")} else name[:1]


def addressed(resident: Resident, age: int) -> str:
    """How a visitor calls somebody: 周大爷, 李阿姨, 王奶奶, 张师傅, 刘女士."""
    surname = surname_of(resident.name)
    if surname == resident.name or resident.ethnicity in {"02", "04", "05"}:
        return resident.name
    if resident.sex == "1":
        return surname + ("大爷" if age >= ELDER else "师傅")
    return surname + ("奶奶" if age >= GRAND else "阿姨" if age >= ELDER else "女士")
