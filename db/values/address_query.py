"""What part of an address somebody types into the search box: 3栋502, 3-2-501, xfl3-501, 幸福里3号楼, 3栋2单元, 502室.

Less is asked of it than of an address that is to be stored: estate, unit and room may be missing, and the estate may
be given by initials. Whether such a place exists, the index tells.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from db.errors import ValueUnreadable
from db.values import address, folding
from db.values.numerals import HAN
from db.values.search_tokens import tokens

_ESTATE_WORD = "小区"
_NUM = rf"(?:\d{{1,3}}|[{HAN}]{{1,4}})"
_GAPS = re.compile(r"[\s,，、/_\-]+")
# A blank before a floor must not become the hyphen of a floor below the ground.
_BEFORE_FLOOR = re.compile(rf"\s+(?={_NUM}(?:层|楼(?!\S*(?:层|单元))))")
# Two letters and more before a number are the initials of an estate; a single one names the building (A座, B3).
_LETTERS_FIRST = re.compile(r"([A-Z]{2,})-?(?=\d|[A-Z]座)")
_BUILDING = re.compile(
    rf"(?P<estate>.*?)-?(?<!\d)第?(?P<b>[甲乙丙丁]?{_NUM}[A-Z甲乙丙]?|[A-Z](?=座|栋|幢))(?:号楼|#楼|幢楼|栋楼|栋|幢|座|#|楼)"
    rf"(?:-?(?P<unit>{_NUM}|[A-Z东西南北中甲乙丙丁])(?:单元|门))?(?:-?(?P<room>[A-Z]?\d{{1,4}}[A-Z]?)(?:室|号|房|户)?)?"
)
_TWO_NUMBERS = re.compile(r"(?P<estate>.*?)-?(?<!\d)(?P<b>\d{1,3})-(?P<last>\d{1,2})")
_ROOM = re.compile(r"(?P<estate>.*?[^\W\dA-Z]|)-?(?P<letter>[A-Z]?)(?P<room>\d{3,4}[A-Z]?)[室房户号]?")
# Initials of the words between the numbers: 3h701 is 3号楼701, 3d2dy501 is 3栋2单元501.
_INITIALS = ((re.compile(r"(?<=\d)(?:HL|H|D|Z)-?(?=\d)"), "号楼"), (re.compile(r"(?<=\d)DY-?(?=\d)"), "单元"))


@frozen
class Place:
    """What is known of a place, as keys of `db.values.address`; "" for what is left open.

    Attributes:
        estate: name, part of the name, pinyin or initials of the 小区.
        building: key of the building; "" when only a room was typed, with or without the estate.
        unit: key of the unit.
        room: key of the room.
    """

    estate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


def read(written: str) -> tuple[Place, ...]:
    """The places that somebody may mean, the likeliest first; none when it is no address."""
    narrow = unicodedata.normalize("NFKC", written).upper().strip()
    text = address.floors(_BEFORE_FLOOR.sub("", re.sub("[‐‑‒–—―−﹣~～]", "-", narrow)))
    text = _GAPS.sub("-", text).strip("-")
    match = _LETTERS_FIRST.match(text)
    rest = text[match.end() :] if match else text
    found = [*_parts(rest), *(_parts(spelled) if (spelled := _spelled(rest)) != rest else ())]
    if match:
        found = [(match[1], *parts[1:]) for parts in found if not parts[0] and (parts[1] or parts[3])]
    return tuple(dict.fromkeys(_place(*parts) for parts in found))


def _spelled(text: str) -> str:
    for initials, word in reversed(_INITIALS):
        text = initials.sub(word, text)
    return text


def _place(estate: str, building: str, unit: str, room: str) -> Place:
    name, number = address.building_key(estate, building) if building else (address.estate_key(estate), "")
    return Place(name, number, address.part_key(unit), address.part_key(room))


def _parts(text: str) -> Iterator[tuple[str, str, str, str]]:
    try:
        whole = address.parse(text)
    except ValueUnreadable:
        yield from _less_than_whole(text)
        return
    yield whole.estate, whole.building, whole.unit, whole.door()


def _less_than_whole(text: str) -> Iterator[tuple[str, str, str, str]]:
    if match := _BUILDING.fullmatch(text):
        parts = match.groupdict("")
        yield parts["estate"], address.part_key(parts["b"]), parts["unit"], parts["room"]
    elif match := _TWO_NUMBERS.fullmatch(text):
        # 3-2 is mostly a building and a unit; some small buildings have rooms of one figure.
        yield match["estate"], match["b"], match["last"], ""
        yield match["estate"], match["b"], "", match["last"]
    elif match := _ROOM.fullmatch(text):
        if match["letter"]:  # A1203 is mostly room 1203 of A座
            yield match["estate"], match["letter"], "", match["room"]
        yield match["estate"], "", "", match["letter"] + match["room"]


def estate_fits(typed: str, estate: str) -> bool:
    """Whether an estate may be meant by what was typed: a part of its name, more than it, its pinyin or initials."""
    if not typed or not estate or typed in estate or estate in typed:
        return True
    wanted = folding.fold(typed)
    return wanted.isascii() and any(spelling.startswith(wanted) for spelling in _spellings(estate))


def estate_word(typed: str) -> str:
    """A word as it can name an estate: two characters of it, or three letters of its pinyin; "" for any other word."""
    wanted = folding.fold(typed)
    if wanted.isascii():
        return wanted if len(wanted) >= 3 and wanted.isalpha() else ""
    return wanted if len(wanted) >= 2 and wanted not in _ESTATE_WORD else ""


def named_estates(wanted: str, estates: Iterable[str]) -> list[str]:
    """The estates that a word of `estate_word` means; their 小区 may be typed, or begun, whatever the store calls them."""
    if wanted.isascii():
        return [one for one in estates if any(spelling.startswith(wanted) for spelling in _spellings(one))]
    key = folding.fold(address.estate_key(wanted))
    return [one for one in estates if wanted in f"{folding.fold(one)}{_ESTATE_WORD}" or one == key]


@lru_cache(maxsize=1024)
def _spellings(estate: str) -> frozenset[str]:
    return frozenset(token[1:] for token in tokens(f"{estate}{_ESTATE_WORD}", person=False))
