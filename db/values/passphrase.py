"""What a new passphrase must be: long enough, and nothing that whoever knows the clerk or the usual lists tries first.

How many guesses one is worth is reckoned in bits, roughly and rather too low: what stands in a row, in a list or in a calendar counts
as one thing and not by its letters. Argon2id makes a guess cost a third of a second, so that `FEWEST_BITS` are some years of one computer.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import Enum
from itertools import pairwise

from db.errors import Problem

SHORTEST_PASSPHRASE = 6
"""Characters; of ASCII alone there must be `SHORTEST_ASCII`."""
SHORTEST_ASCII = 8
FEWEST_BITS, STRONG_BITS = 28, 40
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "!@#$%^&*()",
    "qazwsxedcrfvtgb",
    "一二三四五六七八九十",
    "甲乙丙丁戊己庚辛壬癸",
)
_COMMON = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "passwd", "admin", "root", "guest", "test", "user", "login", "welcome", "letmein",
    "iloveyou", "monkey", "dragon", "sunshine", "princess", "master", "hello", "abc", "woaini", "aini", "nihao", "wodemima", "mima",
    "kouling", "dangqun", "shequ", "fuwu", "zhongxin", "juweihui", "jiedao", "zhongguo", "china", "wang", "zhang", "taobao", "weixin",
    "520", "521", "1314", "5201314", "666", "888", "999", "147258", "147258369", "789456", "110", "120", "密码", "口令", "我爱你", "你好",
    "党群", "服务", "中心", "社区", "居委会", "街道", "中国", "工作", "管理员", "电脑", "办公", "一帆风顺", "恭喜发财", "万事如意",
)  # fmt: skip
_WORTH = (
    (re.compile(r"[0-9]"), 3.3),
    (re.compile(r"[a-z]"), 4.0),
    (re.compile(r"[A-Z]"), 5.0),
    (re.compile(r"[!-~]"), 5.0),
)
_OTHER, _BLANK, _AS_ONE = 6.0, 1.0, 4.0
_DATED = (
    (re.compile(r"(?:19|20)\d\d[-./年]?(?:0?[1-9]|1[0-2])[-./月]?(?:[0-2]?[0-9]|3[01])日?"), 14.0),
    (re.compile(r"1[3-9]\d{9}"), 20.0),
    (re.compile(r"(?<!\d)(?:[4-9]\d|[01]\d|2[0-6])(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?!\d)"), 12.0),
    (re.compile(r"(?<!\d)(?:19[4-9]\d|20[0-3]\d)(?!\d)"), 6.0),
)
"""Days, mobile numbers, years; what each is worth."""
_RUN = 3
_GONE = "\0"


class Strength(Enum):
    """How good a passphrase is; the first two are refused."""

    SHORT = "太短"
    WEAK = "太容易猜到"
    FAIR = "可以用"
    STRONG = "够强"


def strength(passphrase: str, known: Collection[str] = ()) -> Strength:
    """How good a passphrase is.

    Args:
        passphrase: as it was typed.
        known: what everybody knows of whose it is, such as the names of the clerk and the centre.
    """
    if missing(passphrase):
        return Strength.SHORT
    worth = bits(passphrase, known)
    if worth < FEWEST_BITS:
        return Strength.WEAK
    return Strength.STRONG if worth >= STRONG_BITS else Strength.FAIR


def missing(passphrase: str) -> int:
    """How many characters are still to be typed."""
    least = SHORTEST_ASCII if passphrase.isascii() else SHORTEST_PASSPHRASE
    return max(0, least - len(passphrase))


def passphrase_problems(passphrase: str, known: Collection[str] = ()) -> list[Problem]:
    """Why a passphrase will not do. See `strength` for what is known."""
    found = strength(passphrase, known)
    if found is Strength.SHORT:
        remedy = f"至少{SHORTEST_PASSPHRASE}个字，只用字母和数字的至少{SHORTEST_ASCII}个；可以用一句话"
        return [Problem("passphrase", "口令", "short_passphrase", found.value, remedy)]
    if found is Strength.WEAK:
        remedy = "别用连着的、重复的数字和字母，生日、电话、姓名和常用的词；可以用一句只有自己知道的话"
        return [Problem("passphrase", "口令", "weak_passphrase", found.value, remedy)]
    return []


def bits(passphrase: str, known: Collection[str] = ()) -> float:
    """What a passphrase is worth: about the logarithm of how many are tried before it."""
    text, worth = unicodedata.normalize("NFKC", passphrase), 0.0
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that folds to two
        text = folded
    if (block := _repeated(folded)) < len(folded):
        text, folded, worth = text[:block], folded[:block], _AS_ONE
    for word in sorted({*_COMMON, *(w.casefold() for w in known if len(w) > 1)}, key=len, reverse=True):
        while (place := folded.find(word)) >= 0:
            text, folded, worth = _without(text, place, len(word)), _without(folded, place, len(word)), worth + _AS_ONE
    for shape, value in _DATED:
        while match := shape.search(folded):
            place, length = match.start(), len(match[0])
            text, folded, worth = _without(text, place, length), _without(folded, place, length), worth + value
    for start, end in reversed(list(_runs(folded))):
        text, worth = _without(text, start, end - start), worth + _AS_ONE
    return worth + sum(_letter(character) for character in text)


def _without(text: str, place: int, length: int) -> str:
    return f"{text[:place]}{_GONE}{text[place + length :]}"


def _repeated(text: str) -> int:
    """The length of the block of which a text consists, again and again."""
    return next(
        (n for n in range(1, len(text)) if len(text) % n == 0 and text[:n] * (len(text) // n) == text), len(text)
    )


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has three or more characters that follow each other, in a code or on a keyboard, or stay the same."""
    begin, step = 0, None
    for place, (one, other) in enumerate(pairwise(text), 1):
        found = _step(one, other)
        if found is None or found != step:
            if place - begin >= _RUN:
                yield begin, place
            begin, step = place - 1 if found is not None else place, found
    if len(text) - begin >= _RUN and step is not None:
        yield begin, len(text)


def _step(one: str, other: str) -> str | None:
    """How one character leads to another; None where it does not."""
    if _GONE in (one, other):
        return None
    if abs(apart := ord(other) - ord(one)) <= 1:
        return f"code {apart}"
    for row in _ROWS:
        if f"{one}{other}" in row:
            return f"row {row}"
        if f"{other}{one}" in row:
            return f"back {row}"
    return None


def _letter(character: str) -> float:
    if character == _GONE:
        return 0.0
    if character.isspace():
        return _BLANK
    return next((worth for shape, worth in _WORTH if shape.match(character)), _OTHER)
