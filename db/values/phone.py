"""Telephone numbers: tidied for storing, told apart when a cell holds several."""

import re
import unicodedata

_MOBILE = re.compile(r"1[3-9]\d{9}")
_FIXED = re.compile(r"(?:0\d{2,3}-?)?[2-8]\d{6,7}(?:-\d{1,6})?")
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}|1\d{2,4}")
_SEPARATORS = re.compile(r"[/／、,，;；|\n]+")


def tidy(written: str) -> str:
    """Digits without spaces; a mobile without hyphens and +86; anything else as it was written."""
    if _MOBILE.fullmatch(written):  # as nearly all are
        return written
    text = unicodedata.normalize("NFKC", written).strip()
    digits = re.sub(r"[\s-]", "", text)
    digits = re.sub(r"^(?:\+86|0086)", "", digits)
    if _MOBILE.fullmatch(digits):
        return digits
    return re.sub(r"\s", "", text) if is_right(re.sub(r"\s", "", text)) else text


def is_right(number: str) -> bool:
    """Whether this is a number one can dial: mobile, fixed line with or without area, 400, short number."""
    return bool(_MOBILE.fullmatch(number) or _FIXED.fullmatch(number) or _SERVICE.fullmatch(number))


def split(written: str) -> list[str]:
    """The numbers in a cell such as ``17318421022/0435-6444079``, tidied, in their order."""
    if _MOBILE.fullmatch(written):  # as nearly all are
        return [written]
    return [tidy(part) for part in _SEPARATORS.split(written) if part.strip()]
