"""The line of the log that is printed each month and typed back later: the number of the last entry, and eight signs of its hash with a check.

Forty bits: whoever writes the log anew would have to try some 10^12 endings until one bears the same line. The check sign finds one sign typed
wrong, or two neighbours exchanged.
"""

import unicodedata

from db.errors import ValueUnreadable

_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No sign looks like another; those of the recovery code. A prime number of them, so that the check finds every exchange."""
_LETTERS, _GROUP, _HEX = 8, 4, 16


def line_of(seq: int, own: str) -> str:
    """12345-ABCD-EFGH-K."""
    short = short_of(own)
    return f"{seq}-{short[:_GROUP]}-{short[_GROUP:]}-{_check(seq, short)}"


def short_of(own: str) -> str:
    """Eight signs of a hash."""
    number = int(own[:_HEX] or "0", 16)
    signs: list[str] = []
    for _ in range(_LETTERS):
        number, place = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[place])
    return "".join(signs)


def read_line(typed: str) -> tuple[int, str]:
    """Number and signs of a line as somebody typed it, whatever its width, case and blanks.

    Raises:
        ValueUnreadable: it is none, or a sign in it is wrong.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    number, _, rest = text.strip().partition("-")
    signs = "".join(one for one in rest if one.isalnum())
    if not number.strip().isdigit() or len(signs) != _LETTERS + 1 or any(one not in _SIGNS for one in signs):
        raise ValueUnreadable("这不是月报上的那一行，例如 12345-ABCD-EFGH-K：先是条数，再是九个字母或数字")
    seq, short = int(number), signs[:_LETTERS]
    if signs[_LETTERS] != _check(seq, short):
        raise ValueUnreadable("这一行有一个字抄错了，请对着月报再看一遍")
    return seq, short


def _check(seq: int, short: str) -> str:
    total = sum(place * (_SIGNS.index(sign) + 1) for place, sign in enumerate(short, 2)) + seq
    return _SIGNS[total % len(_SIGNS)]
