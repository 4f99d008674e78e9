"""Numbers as one looks for them: identity numbers, telephones, case numbers, without the signs between figures."""

import re
import unicodedata

from db.values import id_number, phone

_RUN = re.compile(r"\d+")
_TYPED = re.compile(r"[0-9]+(?:[-_/.][0-9]+)*[Xx×]?")
# As our own lists show a number: some figures, stars, some figures.
_MASKED = re.compile(r"([0-9]*)([*＊]{3,})([0-9]*[0-9Xx])")
_STARS = frozenset("*＊﹡")
_LEAST_SHOWN = 4
_SERIAL = re.compile(r"(?:\D{0,8}?(?P<year>\d{4})\D{1,4}?)?\D{0,8}?(?<!\d)(?P<serial>\d{1,5})(?:号案?件?|号|期)?")
_CARD = re.compile("[0-9]{17}[0-9X]")
OLD_LENGTH = 15
OLD_KEPT = 6


def figures(written: str) -> str:
    """Only the figures of a number, and X: 139-1234-5678 is 13912345678."""
    if written.isascii() and written.isdigit():  # as nearly all are
        return written
    narrow = unicodedata.normalize("NFKC", written).upper().replace("×", "X")
    return "".join(c for c in narrow if c.isascii() and (c.isdigit() or c == "X"))


def typed(word: str) -> str:
    """The figures of a word that is nothing but a number; "" for any other word."""
    narrow = unicodedata.normalize("NFKC", word).strip()
    return figures(narrow) if _TYPED.fullmatch(narrow) else ""


def masked(word: str) -> tuple[str, str]:
    """The end of a number of which stars hide a part, and a pattern of the whole; empty for any other word."""
    if not _STARS.intersection(word):
        return "", ""
    match = _MASKED.fullmatch(unicodedata.normalize("NFKC", word).strip())
    if not match or len(match[1] + match[3]) < _LEAST_SHOWN:
        return "", ""
    end = match[3].upper()
    return end, f"{match[1]}{'?' * len(match[2])}{end}"


def of_identity(written: str) -> list[str]:
    """The forms of an identity number: as it is, and an old one of 15 figures also as 18."""
    if _CARD.fullmatch(written):  # as nearly all are
        return [written]
    number = figures(id_number.tidy(written))
    if id_number.is_old(number):
        return [number, id_number.widen(number)]
    return [number] if number else []


def of_phones(written: str) -> list[str]:
    """The numbers of a telephone field, which may hold several."""
    return [number for number in map(figures, phone.split(written)) if number]


def of_document(written: str) -> list[str]:
    """The forms of a case or booklet number: 民调〔2026〕118号 is 2026118 and 118."""
    runs = _runs(written)
    return list(dict.fromkeys(("".join(runs), runs[-1]))) if runs else []


def asked_document(word: str) -> str:
    """The form in which a word asks for a document by its number: 118号, 2026-118, 民调〔2026〕118号; "" if none."""
    narrow = unicodedata.normalize("NFKC", word).strip()
    return "".join(_runs(narrow)) if _SERIAL.fullmatch(narrow) else ""


def _runs(written: str) -> list[str]:
    """The runs of figures, serials without leading zeros."""
    runs = _RUN.findall(unicodedata.normalize("NFKC", written))
    return runs if len(runs) == 1 and len(runs[0]) > 5 else [run.lstrip("0") or "0" for run in runs]


def one_slip(first: str, second: str) -> bool:
    """Whether two numbers differ by one figure: wrong, missing, too much, or two neighbours swapped."""
    if first == second:
        return True
    if abs(len(first) - len(second)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    rest, other = first[start:], second[start:]
    if len(rest) != len(other):
        return rest[1:] == other or rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
