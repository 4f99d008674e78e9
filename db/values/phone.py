"""Telephone numbers: read among the signs that stand around them, tidied for storing, told apart when there are several."""

import re
import unicodedata
from functools import lru_cache

_MOBILE = re.compile(r"1[3-9]\d{9}")
_FIXED = re.compile(r"(?:0\d{2,3}-?)?[2-8]\d{6,7}(?:-\d{1,6})?")
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}|1\d{2,4}")
_SEPARATORS = re.compile(r"[/、,;|\n]+|或者?|和|及")
# Figures that may be a number among words, with what may stand between them; fewer, and days, belong to the words.
_RUN = re.compile(r"(?:\+|\(0\d{2,3}\)\s*-?)?\d(?:[\d\s-]*\d)?")
_FEWEST = 7
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d")
_MOBILES_IN_A_ROW = re.compile(r"(?:1[3-9]\d{9}){2,4}")
# What clerks and spreadsheets write beside a number, and what tells nothing of it.
_LABEL = re.compile(
    r"^(?:联系)?(?:电话|手机|方式|座机|固话|宅电)(?:号码?)?[:.]?|^(?:tel|mobile|phone)[:.]*", re.IGNORECASE
)
_OWN = re.compile(r"\((?:本人|自己|手机|电话|座机|微信同号)\)$")
_SIGNS = "'\"‘’“”`:.。()、,;"
_OUTER = "'\"‘’“”`:.。、,; -/|[]【】\n"
_COUNTRY = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))-?")
_AREA = re.compile(r"^\((0\d{2,3})\)-?")
_MOST_PIECES = 12


def tidy(written: str) -> str:
    """The number without blanks, labels and signs around it; a mobile without hyphens and +86; anything else as written."""
    if _MOBILE.fullmatch(written):  # as nearly all are
        return written
    text = _narrow(written).strip()
    return _number(text) or text


def is_mobile(number: str) -> bool:
    """Whether this is the number of a mobile, tidied, and nothing else."""
    return _MOBILE.fullmatch(number) is not None


def is_right(number: str) -> bool:
    """Whether this is a number one can dial: mobile, fixed line with or without area, 400, short number."""
    return bool(_MOBILE.fullmatch(number) or _FIXED.fullmatch(number) or _SERVICE.fullmatch(number))


def split(written: str) -> list[str]:
    """The numbers in a cell such as ``17318421022/0435-6444079`` or ``13812345678 13912345678``, tidied, in their order."""
    if _MOBILE.fullmatch(written):  # as nearly all are
        return [written]
    found: list[str] = []
    for piece in _SEPARATORS.split(_narrow(written)):
        if text := piece.strip():
            found += _told_apart(tuple(text.split())) or (tidy(text),)
    return found


def noted(written: str) -> tuple[list[str], str]:
    """The numbers in a cell as `split` has them, and what else it says of them: 138…（儿子） is the number and 儿子.

    Of several numbers with words beside them the note is all that was written, so that each keeps its own.
    """
    if _MOBILE.fullmatch(written):  # as nearly all are
        return [written], ""
    plain = split(written)
    if all(map(is_right, plain)):
        return plain, ""
    text = _narrow(written)
    runs = [r for r in _RUN.finditer(text) if sum(map(str.isdigit, r[0])) >= _FEWEST and not _DAY.fullmatch(r[0])]
    found = [_told_apart(tuple(run[0].split())) for run in runs]
    if not runs or not all(found):
        return plain, ""
    numbers = list(dict.fromkeys(number for some in found for number in some))
    if len(numbers) > 1:
        return numbers, written.strip()
    words = (text[: runs[0].start()], text[runs[-1].end() :])
    return numbers, " ".join(filter(None, (_LABEL.sub("", _unwrapped(w)).strip(_OUTER) for w in words)))


def _unwrapped(words: str) -> str:
    """Words without the signs and the one pair of brackets around them."""
    bare = words.strip(f"{_OUTER}()")  # one side of a pair within the words may go with them
    return bare if bare.count("(") == bare.count(")") else words.strip(_OUTER)


def _narrow(written: str) -> str:
    narrow = unicodedata.normalize("NFKC", written)
    return "".join(c for c in narrow if unicodedata.category(c) != "Cf")


def _number(written: str) -> str:
    """The number that stands alone among signs and labels; "" when there is none, or more than that."""
    text = re.sub(r"[\s\u2010-\u2015\u2212]", lambda m: "" if m[0].isspace() else "-", written)
    text = _AREA.sub(r"\1-", _OWN.sub("", _LABEL.sub("", text.strip("'\"‘’“”`"))))
    text = re.sub(r"(?<=\d{7})\.0+$", "", text).strip(_SIGNS).replace("转", "-")
    digits = _COUNTRY.sub("", text)
    bare = re.sub(r"^0(?=1[3-9]\d{9}$)", "", digits.replace("-", ""))
    if _MOBILE.fullmatch(bare):
        return bare
    whole = re.sub(r"(?<=\d)-(?=\d{4}$)", "", text)
    abroad = f"0{digits}" if digits != text else ""
    return next((number for number in (text, whole, digits, abroad) if is_right(number)), "")


@lru_cache(maxsize=4096)
def _told_apart(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The numbers that words divided by blanks make up, the longest first; none unless all of them do."""
    if len(tokens) == 1 and _MOBILES_IN_A_ROW.fullmatch(tokens[0]):
        return tuple(re.findall(r"\d{11}", tokens[0]))
    for end in range(min(len(tokens), _MOST_PIECES), 0, -1):
        if number := _number("".join(tokens[:end])):
            rest = _told_apart(tokens[end:])
            if rest or end == len(tokens):
                return (number, *rest)
    return ()
