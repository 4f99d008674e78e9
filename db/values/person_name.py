"""Names of persons: the dot of minority names, and nothing else is ever changed.

Names are stored as they are typed. They are never cut, never folded by NFKC, and inner characters stay.
"""

import re
import unicodedata

DOT = "\u00b7"
# 国家民委等 2016〔33〕号: the separator is U+00B7; these are what keyboards and old systems write instead.
_DOTS = "\u2022\u2027\u30fb\uff65\u2219\u22c5\uff0e"
TO_DOT = str.maketrans(dict.fromkeys(_DOTS, DOT))
MIN_ROOM = 50
_COMMON = re.compile("[\u4e00-\u9fa5]+")

# Python's gb18030 codec follows the mapping of 2005; GB 18030-2022 gives these their own code points.
GB18030_2022 = {
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9,
    0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7,
    0xE83B: 0x2298F, 0xE855: 0x241FE,
}  # fmt: skip


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one, also where it is newer than Python's tables."""
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF or 0xF900 <= code <= 0xFAFF


def is_common(name: str) -> bool:
    """Whether a name has usual Han characters alone, as nearly all have: there is nothing to tidy or to doubt in it."""
    return _COMMON.fullmatch(name) is not None


def tidy(written: str) -> str:
    r"""The name without outer blanks, with U+00B7 for its look-alikes.

    Blanks between Han characters ("张 三", "刘曦\t") go; those between Latin words stay.
    """
    if not written or _COMMON.fullmatch(written):  # as nearly all are
        return written
    text = written.strip().strip("\u3000\u200b\ufeff").translate(TO_DOT).translate(GB18030_2022)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))
    if "." in text and any(is_han(c) for c in text):
        text = text.replace(".", DOT)
    parts = text.split()
    if len(parts) > 1 and all(is_han(c) or c == DOT for part in parts for c in part):
        return "".join(parts)
    return " ".join(parts)


def strange_characters(name: str) -> str:
    """The characters no name can hold: private use, controls, replacement marks.

    Han characters newer than Python's tables count as characters all the same.
    """
    if _COMMON.fullmatch(name):  # as nearly all are
        return ""
    strange = ("Co", "Cc", "Cn", "Cs")
    return "".join(c for c in name if (unicodedata.category(c) in strange and not is_han(c)) or c == "\ufffd")


def key(name: str) -> str:
    """What two spellings of one name share: for comparing only, never for storing."""
    if _COMMON.fullmatch(name):  # as nearly all are
        return name
    return "".join(tidy(name).split()).replace(DOT, "").casefold()
