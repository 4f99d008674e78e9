"""What two spellings of one text share, for comparing only: nothing folded is ever stored as a value or shown.

NFKC makes full-width letters, Kangxi radicals and compatibility ideographs the characters they stand for.
Marks, blanks and separators go, so that 阿卜杜拉·买买提 and 阿卜杜拉买买提 are one name.
"""

import re
import unicodedata
from functools import lru_cache

# The circle that keyboards give for 〇 in names and years.
_LOOKALIKES = str.maketrans({"○": "〇", "◯": "〇", "ɑ": "a"})
_DROPPED = ("P", "S", "Z", "Cc", "Cf", "Cs")
_LATIN_END = 0x0250
_COMMON = re.compile("[\u4e00-\u9fa5]+")
_PIECES = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z\s]")


def _narrow(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES).casefold()
    if narrow.isascii():
        return narrow
    return "".join(_bare(c) if "\x7f" < c < chr(_LATIN_END) else c for c in narrow)


def _bare(character: str) -> str:
    """A Latin letter without its accent; ü stays recognisable as v, as pinyin is typed."""
    if character in "üǖǘǚǜ":
        return "v"
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def units(text: str) -> tuple[str, ...]:
    """The units of a text that have a reading each: a Han character, a run of Latin letters, a run of digits."""
    if _COMMON.fullmatch(text):  # as nearly all names are: nothing to narrow or to drop
        return tuple(text)
    return tuple(
        piece
        for piece in _PIECES.findall(_narrow(text))
        if piece.isascii() or not unicodedata.category(piece).startswith(_DROPPED)
        if piece[0].isalnum() or not piece.isascii()
    )


def fold(text: str) -> str:
    """The text as it is compared: 3号楼（漏水） is 3号楼漏水."""
    return "".join(units(text))
