"""What cells of office tables say in words: several names in one, two days of a term, the buildings of a range."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from db.errors import ValueUnreadable
from db.fields import Day
from db.values.numerals import number

_BETWEEN = re.compile(r"[、，,；;／/|\n]+|\s{2,}")
_DAYS = re.compile(
    r"(?P<first>\d{2,4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*[日号]?)?|\d{8})"
    r"\s*(?:[~～—–－―-]+|至|到|起至)\s*"
    r"(?P<last>\d{2,4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*[日号]?)?|\d{8}|今|现在|至今)(?:止|为止)?"
)
_DAY = Day("")
_OF_BUILDINGS = re.compile(
    r"(?P<estate>[^\d、，,；;]*?[^\d、，,；;第])?(?P<numbers>\d{1,3}(?:号楼|[栋幢座#＃号])?(?:\s*[-~～—–至到、，,和及]\s*\d{1,3}(?:号楼|[栋幢座#＃号])?)*)"
    r"(?:号楼|[栋幢座#＃楼])"
)
_PIECE = re.compile(r"(\d{1,3})(?:号楼|[栋幢座#＃号])?\s*(?:[-~～—–至到]\s*(\d{1,3}))?")
_MOST = 60
_ORDINAL = re.compile(r"第?\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:届|期|任)?")


def words_in(text: str) -> list[str]:
    """The names that stand in one cell, between 、 or commas or on lines of their own; each once."""
    return list(dict.fromkeys(piece.strip() for piece in _BETWEEN.split(text) if piece.strip()))


def term_in(text: str) -> tuple[object, object]:
    """The first and the last day of 2023.2.2~2026.2.1; None for what is not told.

    Raises:
        ValueUnreadable: it is no term.
    """
    match = _DAYS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise ValueUnreadable("看不懂起止日期", "请写成“2023.2.2～2026.2.1”的样子")
    last = match["last"]
    return _DAY.read(re.sub(r"\s", "", match["first"])), _DAY.read(re.sub(r"\s", "", last)) if last[
        0
    ].isdigit() else None


def buildings_in(text: str) -> Iterator[tuple[str, str]]:
    """Estate and number of each building of 幸福里小区1-6号楼、水景花苑2、3栋; what is no building is left out."""
    estate = ""
    for match in _OF_BUILDINGS.finditer(unicodedata.normalize("NFKC", text)):
        estate = (match["estate"] or "").strip("、，,；; 和及") or estate
        for first, last in _PIECE.findall(match["numbers"]):
            numbers = range(int(first), int(last or first) + 1)
            yield from ((estate, str(one)) for one in numbers[:_MOST])


def ordinal_in(text: str) -> int | None:
    """2 of 第二届, 2届 or 2; None for anything else."""
    match = _ORDINAL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    told = match["number"]
    return int(told) if told.isdigit() else int(number(told))


def noted(told: Iterable[tuple[str, str]]) -> str:
    """What has no field of its own, for a note: 员工数：24；服务小区：柳岸新城."""
    return "；".join(f"{label}：{text}" for label, text in told if text)
