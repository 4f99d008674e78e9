"""Addresses of dwellings as people write them: 水景花苑3幢2单元201室, 第五园4-2-301, 甲3号楼, 平房12号.

号楼, 幢, 栋, 座 and # are local words for one thing (a building), so they never tell two addresses apart.
What cannot be read for certain is refused, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import evolve, frozen

from db.errors import ValueUnreadable
from db.values.legible import seen
from db.values.numerals import HAN, figures, number

WHOLE = "整栋"
FLAT = "平房"
VILLA = "别墅"
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－─~～", "-") | {"﹟": "#", "＃": "#", "／": "-", "/": "-", "、": "-", "○": "〇", "◯": "〇"}
)
_ESTATE_WORDS = ("住宅小区", "小区")
_BUILDING_WORD = re.compile(r"(?:号楼|#楼|号院楼|幢楼|栋楼|座楼|幢|栋|座|#|号|楼)$")

# A floor below the ground: -1层, 负一楼, 地下1层, B1层. A bare hyphen is one only behind a building or unit, and deep floors
# have none; B1楼 is a building.
_BELOW = re.compile(
    rf"(?:(?:^|(?<=[楼幢栋座#号元门梯]))(?:-(?=[1-3一二三])|B(?=.[层F]))|负|地下)([1-9{HAN[2:11]}])(?:层|楼|F)"
)
_MAYBE_BELOW = re.compile("[-负地B]")
_COMMON = re.compile("[\u4e00-\u9fff0-9A-Za-z]*")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s+(?=\d)")
_AFTER_A_WORD = re.compile(r"(?<=[楼幢栋座#元门梯])[,.;]+")
_ORDINAL = re.compile(rf"(?:(?<=[楼幢栋座#号元梯])|(?<=[\d{HAN}]门))第(?=[\d{HAN}])")
# Names of estates that end in it: 书香门第3号楼 is 书香门第 and 3.
_NO_NAME = "(?<![香名高豪]门第)(?<![甲及]第)"
_HYPHENS_DIVIDE = re.compile(r"[楼幢栋座#号]-[^-]{1,3}(?:单元|门|梯)")
# What a number counts in the name of an estate or village: 三组, 第3组 and 3组 are one; 三里屯 and 第五园 are names.
_COUNTED = re.compile(
    rf"第?([{HAN}]+|\d+)(?:(?:村民|居民|村)?小?(组)|(?=期|区|社|大?队|生产队|号?院|街坊|巷|弄|排|段|路|街))"
)
_NUM = rf"(?:\d+|[{HAN}]+)"
# A direction belongs to the building only where no estate's name runs into it: 东3号楼, but 城中3号楼 is 城中 and 3.
_LETTER = r"(?:[A-Z甲乙丙丁戊附]|(?<![\u4e00-\u9fff])[东西南北中])"
_B_NAME = rf"(?:{_LETTER}?{_NUM}[A-Z甲乙丙]?|[A-Z])"
_STREET_NUMBER = rf"[甲乙丙丁]?{_NUM}(?:-\d{{1,2}}(?=号))?号(?:附{_NUM}号?)?"
_UNIT = rf"(?:(?P<unit>{_NUM}|[A-Z]|[东西南北中甲乙丙丁])(?:单元|门|梯)|无单元)"
_FLOOR = rf"(?:(?P<floor>负?{_NUM}|夹)(?:层|楼|F))"
_SPECIAL = r"(?:门市|商铺|底商|车库|储藏室|地下室)-?\d*"
_ROOM = rf"(?P<room>[A-Z附]?{_NUM}[A-Z甲乙丙丁东西南北中]?|[A-Z]?\d+[A-Z]?-[\dA-Z]+|[东西南北中]|{_SPECIAL})(?:号房|房间|室|房|号|住户|户)?"
_START = rf"(?P<estate>.*?)[-,，]?(?:(?<!\d)|(?=\D))(?:第{_NO_NAME})?"

# In this order; the first that fits the whole text is meant.
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # 3幢2单元201室, 3#2单元5层501, 3号2单元501, 3楼2门501, 3-2单元-501
        rf"{_START}(?P<b>{_B_NAME})(?:号楼|#楼|幢楼|栋楼|幢|栋|座|#|号|楼|-)-?{_UNIT}-?{_FLOOR}?-?{_ROOM}",
        # 3幢2-201, 3#楼-2-1101
        rf"{_START}(?P<b>{_B_NAME})(?:号楼|#楼|幢楼|栋楼|幢|栋|座|#)-?(?P<unit>\d{{1,2}})[-#](?P<room>[A-Z]?\d{{3,4}}[A-Z]?)(?:室|房|号)?",
        # 3号楼201室, 甲3号楼5层502, A座1203
        rf"{_START}(?P<b>{_B_NAME})(?:号楼|#楼|幢楼|栋楼|幢|栋|座|#)-?{_FLOOR}?-?{_ROOM}",
        # 4-2-3-301 (the floor said twice), 4-2-301, 4-301
        rf"{_START}(?P<b>{_LETTER}?\d{{1,2}}[A-Z]?)-(?P<unit>\d{{1,2}})-(?P<floor>\d{{1,2}})-(?P<room>(?P=floor)\d\d)(?:室|房|号)?",
        rf"{_START}(?P<b>{_LETTER}?\d{{1,3}}[A-Z]?)-(?P<unit>\d{{1,2}}|[A-Z])-(?P<room>[A-Z]?\d{{3,4}}[A-Z]?)(?:室|房|号)?",
        rf"{_START}(?P<b>{_LETTER}?\d{{1,3}}[A-Z]?)-(?P<room>[A-Z]?\d{{3,4}}[A-Z]?)(?:室|房|号)?",
        # 幸福路100弄5号301室, 文昌街12号302室
        rf"(?P<estate>.+弄)(?P<b>{_NUM})号{_FLOOR}?-?{_ROOM}",
        r"(?P<estate>.+(?:路|街|道|巷|胡同))(?P<b>\d+号(?:附\d+号)?)(?P<room>\d{3,4})室?",
        # 平房3排12号, 平房12号, 3排5号
        rf"(?P<estate>.*?)(?P<b>平房{_NUM}排|平房|{_NUM}排)-?(?P<room>{_NUM})(?:号|室|户)?",
        # 和平巷12号: one dwelling that has neither unit nor room
        rf"(?P<estate>.+(?:巷|胡同|弄|村|组))(?P<b>{_STREET_NUMBER})(?P<whole>(?:{FLAT}|{WHOLE})?)",
        # 水景花苑别墅12号
        rf"(?P<estate>.*?)(?P<b>别墅{_NUM})(?:号|栋|幢)?(?P<whole>(?:{WHOLE})?)",
    )
)
_OF_BUILDING = re.compile(
    rf"{_START}(?P<b>{_B_NAME}|平房(?:{_NUM}排)?|{_NUM}排|别墅{_NUM})(?:号楼|#楼|幢|栋|座|#|号|楼)?"
)
_OF_UNIT = re.compile(rf"第?(?P<unit>{_NUM}|[A-Z]|[东西南北中甲乙丙丁])(?:单元|门|梯|#|号)?|无(?:单元)?|-|")
_UNIT_AND_ROOM = re.compile(r"(\d{1,2})-([A-Z]?\d{3,4}[A-Z]?)室?")
_UNIT_WORD = re.compile("单元|门|梯")
_OF_ROOM = re.compile(rf"(?:{_UNIT}-?)?(?:{_FLOOR}-?)?{_ROOM}|{WHOLE}")
_MOST = 120
_REMARK = re.compile(r"[(\[【{〔](.*?)[)\]】}〕]")
# What stands in brackets and tells one estate from another, wherever the brackets stand.
_QUALIFIER = re.compile(
    rf"第?(?:{_NUM}|[A-Z东西南北中新老旧前后上下甲乙丙丁]{{1,2}})(?:期|号?院|片?区|组团|小?组|街坊|段|苑|园|里|村)"
)
_ALIAS = re.compile(r"(?:原|即|现|又名|又称|曾用名|别名|俗称|旧称)")
# 新城市花园小区 and the like begin with no city.
_NO_CITY = "(?!花园|家园|花苑|广场|公寓|小区|名苑|名城|名都|新苑|新村|新城|明珠|绿洲|春天|丽景|风景|山水|之)"
_REGIONS = (
    re.compile(r"^[^省]{2,7}(?:省|自治区)"),
    re.compile(r"^(?:北京|上海|天津|重庆)市(?:[^市区县]{1,5}[^市区县小社园片东西南北中][区县])?"),
    # A district or county right behind its city needs no street behind it; 小区, 园区 and 东区 are none.
    re.compile(rf"^[^市区县]{{2,6}}市{_NO_CITY}[^市区县]{{1,5}}[^市区县小社园片东西南北中][区县]"),
    re.compile(rf"^[^市区县]{{2,6}}市{_NO_CITY}(?=[^市区县]{{1,6}}[区县])"),
    re.compile(r"^[^市区县]{2,6}[区县](?=.+(?:街道|镇|乡|社区))"),
    re.compile(r"^.{2,}?街道(?:办事处)?"),
    re.compile(r"^[^镇乡]{2,5}[镇乡](?=.+(?:社区|村))"),
    re.compile(r"^.+?(?:社区|居委会|居民委员会)"),
    re.compile(r"^.+?(?:路|街|大道)\d+号院?"),
)


@frozen(cache_hash=True)
class Address:
    """Where a dwelling is.

    Attributes:
        estate: the 小区, "" when nobody wrote one.
        building: number or name of the building without its local word, as ``3`` or ``甲3``.
        unit: the 单元, "" when there is none.
        room: number of the door.
        floor: the floor, only when it was written apart from the room.
        region: community, street and road before the estate.
        rest: a remark in brackets.
    """

    estate: str
    building: str
    unit: str
    room: str
    floor: str = ""
    region: str = ""
    rest: str = ""

    def door(self) -> str:
        """The room in words that are unique in its unit: 3 on floor 5 becomes 5层3."""
        if not self.floor or (len(self.room) >= 3 and self.room.startswith(self.floor)):
            return self.room
        return f"{self.floor}层{self.room}"

    def key(self) -> tuple[str, str, str, str]:
        """What all spellings of this address share."""
        return (*building_key(self.estate, self.building), part_key(self.unit), part_key(self.door()))

    def written(self) -> str:
        """The address in the words of this program: 水景花苑3号楼2单元201室."""
        unit = f"{self.unit}单元" if self.unit else ""
        door = self.door()
        return f"{building_title(self.estate, self.building)}{unit}{door}{'室' if door[-1:].isdigit() else ''}"


@lru_cache(maxsize=4096)
def estate_key(estate: str) -> str:
    """What the spellings of one estate share: 幸福里 and 幸福里小区 are one, and so are 水岸·星城 and 水岸星城, 三组 and 3组.

    Every word that tells it from others is kept: 翠湖里(东区) is 翠湖里东区 and not 翠湖里.
    """
    text = _REMARK.sub(lambda m: "" if _ALIAS.match(m[1]) else m[1], _narrow(estate))
    text = re.sub(r"(?<!\d)[^\w]+|[^\w]+(?!\d)", "", text)
    text = _COUNTED.sub(lambda m: (number(m[1]) if m[1][0] in HAN else m[1].lstrip("0") or "0") + (m[2] or ""), text)
    if (inner := re.search("(?:住宅)?小区", text)) and inner.start() and _QUALIFIER.fullmatch(text[inner.end() :]):
        return text[: inner.start()] + text[inner.end() :]
    for word in _ESTATE_WORDS:
        if len(text) > len(word) and text.endswith(word):
            return text.removesuffix(word)
    return text


def tells_estate(part: str) -> bool:
    """Whether a part of a name, such as 东区 or 二期, tells one estate from another."""
    return _QUALIFIER.fullmatch(part) is not None


@lru_cache(maxsize=4096)
def building_key(estate: str, number: str) -> tuple[str, str]:
    """What the spellings of one building share: 1号楼, 1#, 01栋 and 一幢 are one, and so are 花苑东|3 and 花苑|东3."""
    name, text = estate_key(estate), _narrow(number)
    if not text.startswith((FLAT, VILLA)) and not re.fullmatch(_STREET_NUMBER, text):
        text = _BUILDING_WORD.sub("", text)
    text = _annexed(_plain(text))
    if len(name) > 1 and name[-1] in "东西南北中" and text.isdigit():
        return name[:-1], name[-1] + text
    return name, text


@lru_cache(maxsize=65536)
def part_key(part: str) -> str:
    """A unit or room for comparing: Arabic figures without leading zeros, floors below the ground in one way."""
    text = floors(_narrow(part).removeprefix("第"))
    return _plain(re.sub(r"(?<=[0-9A-Z东西南北中甲乙丙丁])(?:单元|门|梯|号房|房间|室|房|号|户)$", "", figures(text)))


def _annexed(number: str) -> str:
    """45号附1 as 45号附1号."""
    return f"{number}号" if "号附" in number and number[-1].isdigit() else number


def _plain(text: str) -> str:
    text = figures(text)
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def building_title(estate: str, number: str) -> str:
    """The building as one says it: 幸福里小区3号楼, A座, 平房; a hyphen keeps two numbers apart."""
    gap = "-" if estate[-1:].isdigit() and number[:1].isascii() else ""
    word = "号楼" if re.search(r"\d[A-Z甲乙丙]?$", number) and not number.startswith((FLAT, VILLA)) else ""
    return f"{estate}{gap}{number}{'座' if re.fullmatch('[A-Z]', number) else word}"


def floors(text: str) -> str:
    """The text with floors below the ground in one way: 负1层; where hyphens divide, none is a minus."""
    if not _MAYBE_BELOW.search(text) or _HYPHENS_DIVIDE.search(text):
        return text
    return _BELOW.sub(lambda m: f"负{figures(m[1])}层", text)


@lru_cache(maxsize=65536)
def parse(written: str) -> Address:
    """The address that somebody wrote.

    Raises:
        ValueUnreadable: building and room cannot be told for certain.
    """
    for text, qualifier, remarks in _unbracketed(_divided(written)):
        plain = floors(text)[:_MOST]
        for shape in _SHAPES:
            if (match := shape.fullmatch(plain)) and _is_estate(match["estate"]):
                parts = match.groupdict("")
                return _made({**parts, "estate": parts["estate"] + qualifier}, remarks)
    raise ValueUnreadable("住址看不出是哪栋楼哪间房", "请写成“小区3号楼2单元201室”的样子")


@lru_cache(maxsize=65536)
def of_parts(estate: str, building: str, unit: str, room: str) -> Address:
    """The address whose parts a sheet carries in columns of their own.

    Raises:
        ValueUnreadable: building or room is missing or cannot be read.
    """
    number, door = _narrow(building), _narrow(room)
    if not number and "-" in door:
        return parse(f"{estate}-{door}" if estate else door)
    both = _UNIT_AND_ROOM.fullmatch(door)
    if both and part_key(unit) in ("", part_key(both[1])):
        unit, door = both[1], both[2]
    whole = _groups(_OF_BUILDING, number)
    doors = _groups(_OF_ROOM, door)
    inner = _groups(_OF_UNIT, _narrow(unit))
    if not whole or not doors or not inner or not _is_estate(whole["estate"]):
        return _joined(estate, number, _narrow(unit), door)
    named = whole["estate"]
    if estate_key(named) == estate_key(estate):
        named = ""
    parts = {
        "estate": estate + named,
        "b": whole["b"],
        "unit": inner["unit"] or doors["unit"],
        "floor": doors["floor"],
        "room": doors["room"],
        "whole": "" if doors["room"] else WHOLE,
    }
    return _made(parts, "")


@lru_cache(maxsize=4096)
def _groups(shape: re.Pattern[str], text: str) -> Mapping[str, str]:
    """What the groups of a shape hold of a text; nothing where it has not that shape. Rooms and buildings of a street are called the same."""
    match = shape.fullmatch(text)
    return match.groupdict("") if match else {}


def _joined(estate: str, building: str, unit: str, room: str) -> Address:
    """The address whose cells hold more than their own part: 3号楼2单元 and 502, or 3, 2 and 3-2-502.

    Raises:
        ValueUnreadable: together they are none, or they contradict each other.
    """
    whole = f"{building}号楼" if re.fullmatch(_B_NAME, building) else building
    told = f"{unit}单元" if unit.isalnum() and not _UNIT_WORD.search(unit) else unit
    for text in (room, f"{whole}{told}{room}") if building else ():
        try:
            found = parse(text)
        except ValueUnreadable:
            continue
        repeats = text is room  # then it must say what the other cells say
        same = building_key("", found.building) == building_key("", building) and part_key(unit) in ("", found.unit)
        if estate_key(found.estate) in ("", estate_key(estate)) and (same or not repeats):
            return evolve(found, estate=estate)
    raise ValueUnreadable("楼号、单元、房号看不出是哪间房", "请写成“3号楼”“2单元”“201”的样子")


def _divided(written: str) -> str:
    """The text in half-width, with a hyphen where a blank or a comma divides, and none of what only sets a number off."""
    if _COMMON.fullmatch(written):  # as nearly all are
        text = written.upper()
    else:
        text = _narrow(_BETWEEN_FIGURES.sub("-", written)).rstrip(",.;。")
        text = _AFTER_A_WORD.sub("-", text)
    return _ORDINAL.sub("", text) if "第" in text else text


def _unbracketed(text: str) -> Iterator[tuple[str, str, str]]:
    """The text without brackets, what in them tells the estate, and the remarks.

    Brackets within an address belong to the name that they stand in, if the address can be read so; a remark at the end
    belongs to nothing, but (东区) and (二期) tell of the estate even there.
    """
    if not (found := list(_REMARK.finditer(text))):
        yield text, "", ""
        return
    for all_names in (True, False):
        kept, qualifier, remarks, place = "", "", "", 0
        for match in found:
            kept += text[place : match.start()]
            place = match.end()
            is_name = _QUALIFIER.fullmatch(match[1]) or (all_names and not _ALIAS.match(match[1]))
            if is_name and place < len(text):
                kept += match[1]
            elif _QUALIFIER.fullmatch(match[1]):
                qualifier += match[1]
            else:
                remarks += match[1]
        yield kept + text[place:], qualifier, remarks


def _made(parts: dict[str, str], remarks: str) -> Address:
    region, estate = _without_region(parts["estate"].strip("-,，"))
    whole = "whole" in parts and not parts.get("room")
    return Address(
        estate=estate,
        building=_annexed(figures(parts["b"])),
        unit=figures(parts.get("unit", "")),
        room=WHOLE if whole else figures(parts["room"]),
        floor=figures(parts.get("floor", "")),
        region=region,
        rest=remarks,
    )


@lru_cache(maxsize=4096)
def _without_region(estate: str) -> tuple[str, str]:
    """What stands before the estate, and the estate; each step only while an estate remains."""
    rest = estate
    for region in _REGIONS:
        match = region.match(rest)
        if match and rest[match.end() :] not in ("", *_ESTATE_WORDS):
            rest = rest[match.end() :]
    return estate.removesuffix(rest), rest


def _is_estate(text: str) -> bool:
    """Whether this can name an estate: nothing at all, or something with letters in it."""
    return not text or any(c.isalpha() for c in text)


@lru_cache(maxsize=4096)
def _narrow(text: str) -> str:
    """Half-width capitals without blanks; one kind of hyphen."""
    if _COMMON.fullmatch(text):  # as nearly all are
        return text.upper()
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in seen(narrow) if not c.isspace()).translate(_DASHES)
