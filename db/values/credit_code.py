"""Unified social credit codes (统一社会信用代码, GB 32100-2015): 18 figures and letters, without I, O, S, V and Z."""

import re
import unicodedata
from operator import mul

from db.values.legible import seen

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_SHAPE = re.compile(f"[{ALPHABET}]{{18}}")
_LABEL = re.compile(r"^(?:统一)?(?:社会)?(?:信用)?代?码?(?:\(?18位\)?)?[:.]+")
FAULTS = {
    "credit_length": "统一社会信用代码不是18位",
    "credit_characters": "统一社会信用代码里有不该有的字符（不用字母 I、O、S、V、Z）",
    "credit_checksum": "统一社会信用代码最后一位校验不符",
}


def tidy(written: str) -> str:
    """The code without blanks, hyphens, full-width figures and a label before it, in capitals."""
    narrow = unicodedata.normalize("NFKC", written)
    kept = "".join(c for c in seen(narrow) if not c.isspace() and c not in "-'")
    return _LABEL.sub("", kept).upper()


def check_character(first17: str) -> str:
    """The eighteenth character: 31 less the weighted sum modulo 31, where 31 is 0."""
    return ALPHABET[-sum(map(mul, map(ALPHABET.index, first17), WEIGHTS)) % 31]


def fault(code: str) -> str:
    """Why a tidied code is not a right one, as a problem code, or "" when it is right.

    Codes: ``credit_length``, ``credit_characters``, ``credit_checksum``.
    """
    if len(code) != 18:
        return "credit_length"
    if not _SHAPE.fullmatch(code):
        return "credit_characters"
    return "" if check_character(code[:17]) == code[17] else "credit_checksum"
