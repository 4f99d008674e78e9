"""Citizens' identity numbers and their kin (GB 11643-1999; check character by ISO 7064 MOD 11-2).

A number is never rejected for an unknown region code: codes are abolished and people keep theirs.
"""

import re
import unicodedata
from datetime import date
from operator import mul

from db.values.legible import seen

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
_DAY = len("19491231")
_NOUGHTS = ord("0") * sum(WEIGHTS)
OLDEST_YEARS = 120
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_OLD_SHAPE = re.compile(r"[0-9]{15}")
# A number, right or wrong, with hidden figures or a letter in it; fewer are no attempt at one.
_ATTEMPT = r"[0-9][0-9A-Z*?]{9,24}"
# A whole number in the middle of other words and numbers.
_WHOLE = re.compile(r"(?<![0-9A-Z*])[1-9][0-9]{16}[0-9X](?![0-9A-Z*])", re.IGNORECASE)
_FEWEST_FIGURES = 8
_CHARACTERS = re.compile(r"[0-9A-Za-z*]*")
# What stands around a number and says nothing beyond it; and what says more and stands in brackets behind.
_AMONG = re.compile(
    r"(?:(?:居民|公民)?身份(?:证件?)?(?:号码?)?|证件(?:号码?)?|号码?|no|id)?[为是]?[:.'\"‘’“”`(\[【]*"
    rf"(?P<number>{_ATTEMPT})(?:\.0+)?[)\]】'\"‘’“”`,.;:、。]*"
    r"(?:\((?:本人|户主|身份证)\)|\((?P<more>[^()]+)\))?[,.;:、。]*",
    re.IGNORECASE,
)
_LOOKALIKES = str.maketrans({"x": "X", "Х": "X", "х": "X", "×": "X"})


def tidy(written: str) -> str:
    """The number without spaces, hyphens and full-width digits; a look-alike of X becomes X.

    A label before it (身份证号：), quotation marks, marks of direction that nobody sees and (本人) behind it go as well,
    whether the number is right or wrong; what says more, such as (儿子), keeps the text as it is: see `noted`.
    """
    number, more = noted(written)
    return number if not more else _plain(written)


def noted(written: str) -> tuple[str, str]:
    """The tidied number, and what else is said of it: 110105194912310021（儿子）; the one whole number among words."""
    if not written or (written.isascii() and written.isalnum()):  # as nearly all are: nothing to tidy but a small x
        return written.replace("x", "X"), ""
    text = _plain(written)
    among = _AMONG.fullmatch(text)
    if among and sum(c.isdigit() or c == "*" for c in among["number"]) >= _FEWEST_FIGURES:
        return among["number"].upper(), among["more"] or ""
    whole = [match[0].upper() for match in _WHOLE.finditer(unicodedata.normalize("NFKC", written))]
    if len(whole) == 1 and not fault(whole[0]):
        return whole[0], written.strip()
    return text, ""


def kept(written: str) -> str:
    """What a record keeps of what somebody wrote: the tidied number, right or wrong; what is none, as it was written."""
    tidied = tidy(written)
    return tidied if re.fullmatch(_ATTEMPT, tidied, re.IGNORECASE) else written.strip()


def _plain(written: str) -> str:
    """The text without blanks and hyphens, in half width, a look-alike of X as X."""
    narrow = unicodedata.normalize("NFKC", written)
    bare = "".join(c for c in seen(narrow) if not c.isspace() and c not in "-'")
    return bare.translate(_LOOKALIKES)


def check_character(first17: str) -> str:
    """The eighteenth character of a number (GB 11643-1999)."""
    return CHECKS[(sum(map(mul, first17.encode("ascii"), WEIGHTS)) - _NOUGHTS) % 11]


def widen(number15: str) -> str:
    """An old number of 15 digits as 18: the century 19 after the region, the check at the end."""
    first17 = number15[:6] + "19" + number15[6:]
    return first17 + check_character(first17)


def narrowed(number: str) -> str:
    """What a number of 18 characters was before it was widened; "" of one that never was: births from 2000 on have no other."""
    return number[:6] + number[8:17] if _SHAPE.fullmatch(number) and number[6:8] == "19" else ""


def birth(number: str) -> date | None:
    """The day of birth in an 18-character number, or None when it is no day."""
    day = number[6:14]
    if not (len(day) == _DAY and day.isascii() and day.isdigit()):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def sex(number: str) -> str:
    """The code of GB/T 2261.1 in an 18-character number: "1" 男, "2" 女."""
    return "1" if int(number[16]) % 2 else "2"


def fault(number: str, today: date | None = None) -> str:
    """Why a tidied number is not a right one, as a problem code, or "" when it is right.

    Codes: ``id_missing``, ``id_length``, ``id_characters``, ``id_birth``, ``id_checksum``.
    """
    if not _SHAPE.fullmatch(number):
        return _misshapen(number)
    born = birth(number)
    now = today or date.today()
    if born is None or born > now or now.year - born.year > OLDEST_YEARS:
        return "id_birth"
    if check_character(number[:17]) != number[17]:
        return "id_checksum"
    return ""


def _misshapen(number: str) -> str:
    """What is wrong with what has not the shape of a number."""
    if not any(map(str.isdigit, number)) and "*" not in number:  # nothing, or a word such as 暂缺
        return "id_missing"
    return "id_length" if len(number) != 18 and _CHARACTERS.fullmatch(number) else "id_characters"


FAULTS = {
    "id_missing": "没有证件号码",
    "id_length": "证件号码不是18位",
    "id_characters": "证件号码里有不该有的字符",
    "id_birth": "证件号码里的出生日期不存在或不合理",
    "id_checksum": "证件号码最后一位校验不符",
}


def is_old(number: str) -> bool:
    """Whether this is a number of the old kind, 15 digits with a real day of birth."""
    return len(number) == 15 and bool(_OLD_SHAPE.fullmatch(number)) and birth(widen(number)) is not None
