"""What a number and a name prove: which numbers say who somebody is, and which names are one name."""

import re
from itertools import pairwise

from db.records.registry.resident import Resident
from db.values import id_number, person_name, phone, pinyin

_CITIZENS = ("", "111")
_LEAST = 6
_LEAST_FIGURES = 4
_REGION = 6
_SHOWN = 4
_FIRST_YEAR = 1850
_WHOLE = re.compile(r"[0-9]{17}[0-9X]")
# A spreadsheet keeps fifteen figures of a long number and writes noughts for the rest.
_LOST = "000"


def sign_of(kind: str, number: str) -> str:
    """The one spelling of a number without fault that says who somebody is; "" where it says nothing."""
    if kind in _CITIZENS:
        if _WHOLE.fullmatch(number):  # as nearly all are
            return number if number[15:] != _LOST else ""
        return id_number.widen(number) if id_number.is_old(number) else ""
    return number.upper() if len(number) >= _LEAST and not _says_nothing(number) else ""


def bare_number(written: str) -> str:
    """An identity number as the import keeps it now, of one that was once kept with its label: 身份证：… or …（儿子）."""
    return id_number.noted(written)[0]


def phones_of(resident: Resident) -> set[str]:
    """The telephones of somebody, without the words that may stand beside them."""
    written = (resident.phone, *(one.number for one in resident.telephones))
    return {number for one in written if one for number in phone.noted(one)[0]}


def is_telling(kind: str, number: str) -> bool:
    """Whether the same number twice, right or wrong, means anything: 0, 无证, 1111…, 123456 and …000 mean nothing."""
    sign = sign_of(kind, number)
    if not sign or kind not in _CITIZENS:
        return bool(sign)
    born = id_number.birth(sign)
    return born is not None and born.year >= _FIRST_YEAR


def _says_nothing(number: str) -> bool:
    """Whether anybody would write it who knows none."""
    figures = [int(c) for c in number if c.isascii() and c.isdigit()]
    if len(figures) < _LEAST_FIGURES or "*" in number or "E+" in number.upper():
        return True
    return len(set(figures)) == 1 or all(b - a == 1 for a, b in pairwise(figures))


def agrees_with_mask(number: str, masked: str, least: int = _SHOWN) -> bool:
    """Whether a number may be the one of which some figures are hidden, at least so many behind the region shown."""
    if not number or "*" in number:
        return False
    before, _, rest = masked.partition("*")
    hidden, _, after = rest.rpartition("*")
    if hidden.strip("*"):
        return len(number) == len(masked) and all(m in ("*", n) for n, m in zip(number, masked, strict=True))
    shown = len(before[_REGION:]) + len(after)
    fits = len(before) + len(after) <= len(number)
    return least <= shown and fits and number.startswith(before) and number.endswith(after)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names are one in other characters: 陈国栋 and 陳國棟, 濛 and 蒙. Asked only beside one number."""
    first, second = _bare(one), _bare(other)
    if not first or len(first) != len(second):
        return False
    return all(a == b or set(pinyin.readings(a)) & set(pinyin.readings(b)) for a, b in zip(first, second, strict=True))


def _bare(name: str) -> str:
    return "".join(c for c in person_name.key(name) if c.isalnum())
