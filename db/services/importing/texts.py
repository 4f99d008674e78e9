"""What cells of office tables say in words: several names in one, two days of a term, the buildings of a range."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from db.errors import ValueUnreadable
from db.fields import Day
from db.values.day import months_later
from db.values.name_list import names
from db.values.numerals import number

_BETWEEN = re.compile(r"[、，,；;／/|\n]+|\s{2,}")
_DAYS = re.compile(
    r"(?:自|从)?\s*(?P<first>\d{2,4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*[日号]?)?|\d{8})"
    r"\s*(?:[~～—–－―-]+|起?至|起?到|\s+)\s*"
    r"(?P<last>\d{2,4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*[日号]?)?|\d{8}|今|现在|至今)(?:止|为止)?\s*"
    r"(?:[(（].*[)）])?"
)
_YEARS = re.compile(
    r"(?P<first>.*\d\s*[日号]?)\s*起?\s*[,，]?\s*(?:任期)?(?P<years>[一二三四五六七八九十\d]{1,2})年(?:任期)?"
)
_DAY = Day("")
_OF_BUILDINGS = re.compile(
    r"(?P<estate>[^\d、，,；;]*?(?:[^\d、，,；;第]|(?<=[香名高豪]门)第))?(?:(?<![香名高豪]门)第)?(?P<numbers>\d{1,3}(?:号楼|[栋幢座#＃号])?(?:\s*[-~～—–至到、，,和及]\s*\d{1,3}(?:号楼|[栋幢座#＃号])?)*)"
    r"(?:号楼|[栋幢座#＃楼])"
)
_PIECE = re.compile(r"(\d{1,3})(?:号楼|[栋幢座#＃号])?\s*(?:[-~～—–至到]\s*(\d{1,3}))?")
_MOST = 60
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_OPENED = re.compile(r"\((?=\d)")
"""Before the buildings of 幸福里小区（1-6号楼）."""
_FIGURES = str.maketrans("０１２３４５６７８９－", "0123456789-")
_TELEPHONE = re.compile(r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)")
_ORDINAL = re.compile(r"第?\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:届|期|任)?")


def words_in(text: str) -> list[str]:
    """The names that stand in one cell, between 、 or commas or on lines of their own; each once."""
    return list(dict.fromkeys(piece.strip() for piece in _BETWEEN.split(text) if piece.strip()))


def term_in(text: str) -> tuple[object, object]:
    """The first and the last day of 2023.2.2~2026.2.1; None for what is not told.

    Raises:
        ValueUnreadable: it is no term.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _DAYS.fullmatch(plain)
    if match is None and (lasting := _YEARS.fullmatch(plain)):
        return _lasting(lasting["first"], lasting["years"])
    if match is None:
        raise ValueUnreadable("看不懂起止日期", "请写成“2023.2.2～2026.2.1”的样子")
    last = match["last"]
    return _DAY.read(re.sub(r"\s", "", match["first"])), _DAY.read(re.sub(r"\s", "", last)) if last[
        0
    ].isdigit() else None


def _lasting(first: str, years: str) -> tuple[date, date]:
    """The days of a term of so many years; the last one is the eve of the day on which it began."""
    since = _DAY.read(re.sub(r"\s|起$", "", first))
    if since is None:
        raise ValueUnreadable("看不懂起止日期", "请写成“2023.2.2～2026.2.1”的样子")
    count = int(years) if years.isdigit() else int(number(years))
    return since, months_later(since, 12 * count) - timedelta(days=1)


def people_in(text: str) -> list[tuple[str, str]]:
    """Name and telephone of each who stands in a cell: 杜松文 15633000796、李丙（139…）; "" for no telephone."""
    plain, found, at = text.translate(_FIGURES), list[tuple[str, str]](), 0
    for match in _TELEPHONE.finditer(plain):
        before = names(text[at : match.start()])
        found += [(name, "") for name in before[:-1]]
        found += [(before[-1], re.sub(r"\D", "", match.group()))] if before else []
        at = match.end()
    return [*found, *((name, "") for name in names(text[at:]))]


def buildings_in(text: str) -> Iterator[tuple[str, str]]:
    """Estate and number of each building of 幸福里小区1-6号楼、水景花苑2、3栋; what is no building is left out."""
    estate = ""
    plain = _OPENED.sub("", unicodedata.normalize("NFKC", text))
    for match in _OF_BUILDINGS.finditer(plain):
        estate = (match["estate"] or "").strip("、，,；; 和及") or estate
        for first, last in _PIECE.findall(match["numbers"]):
            numbers = range(int(first), int(last or first) + 1)
            yield from ((estate, str(one)) for one in numbers[:_MOST])


def ordinal_in(text: str) -> int | None:
    """2 of 第二届, 2届 or 2; None for anything else."""
    plain = re.sub(r"\(.*\)", "", unicodedata.normalize("NFKC", text)).strip().replace("首", "一")
    match = _ORDINAL.fullmatch(_ROMAN.get(plain, plain).removesuffix(".0"))
    if match is None:
        return None
    told = match["number"]
    return int(told) if told.isdigit() else int(number(told))


def noted(told: Iterable[tuple[str, str]]) -> str:
    """What has no field of its own, for a note: 员工数：24；服务小区：柳岸新城."""
    return "；".join(f"{label}：{text}" for label, text in told if text)
