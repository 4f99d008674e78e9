"""What a number tells of the paper that bears it: its kind, sex, day of birth, where it was given.

Citizens' numbers by GB 11643-1999. 港澳台居民居住证 have the same structure and check, with 810000, 820000 and 830000 for the region
(港澳台居民居住证申领发放办法 第七条). 外国人永久居留身份证 are of two kinds: since 2023-12-01 a 9, two figures for the province, three for the
country (ISO 3166-1), and the rest as citizens have it; before that three letters for the country, four figures for the region, six for
the day of birth and two more, of which the last is a check that is known from samples alone and so is never held against a number.

A region that nobody knows is worth a word and never refused: codes are abolished and people keep their numbers.
"""

import re
from datetime import date

from attrs import evolve, frozen

from db.values import id_number

CITIZEN, FOREIGN = "111", "FPR"
"""居民身份证 and 外国人永久居留身份证 of the table ``id_kind``."""
_BEYOND = {"81": ("HKR", "中国香港"), "82": ("MOR", "中国澳门"), "83": ("TWR", "中国台湾")}
"""港澳台居民居住证 by the first two figures: code of the table ``id_kind``, and the region of whoever bears it."""
AS_CITIZENS = frozenset({CITIZEN, *(kind for kind, _ in _BEYOND.values())})
"""The papers whose numbers tell sex and birth as a citizen's does."""
NUMBERED = AS_CITIZENS | {FOREIGN}
"""The papers whose numbers follow a rule that is known."""
_OLD_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
_NEW_FOREIGN = re.compile(r"9[0-9]{16}[0-9X]")
_OVER_100 = ("996", "997", "998", "999")
"""The ends of old numbers of those who were over a hundred: they were born before 1900."""
PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林", "23": "黑龙江",
    "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西", "37": "山东", "41": "河南",
    "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南", "50": "重庆", "51": "四川", "52": "贵州",
    "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆", "71": "台湾",
    "81": "香港", "82": "澳门", "83": "台湾",
}  # fmt: skip
"""GB/T 2260: the first two figures of a region; 83 is that of 台湾居民居住证 alone."""


@frozen
class Told:
    """What a right number tells.

    Attributes:
        kind: code of the table ``id_kind``.
        sex: code of GB/T 2261.1; "" where the paper's rule does not tell.
        birth: the day; None where the number does not tell the century.
        nationality: where whoever bears it belongs; "" for citizens and foreigners.
        country: of a foreigner the code that stands in the number.
        province: where it was given; "" where nobody knows the code.
    """

    kind: str
    sex: str = ""
    birth: date | None = None
    nationality: str = ""
    country: str = ""
    province: str = ""

    def fields(self) -> dict[str, object]:
        """What it tells of a record's fields, by name."""
        told = {"id_kind": self.kind, "sex": self.sex, "birth": self.birth, "nationality": self.nationality}
        return {name: value for name, value in told.items() if value}


def kind_of(number: str) -> str:
    """Of what paper a tidied number looks to be: code of the table ``id_kind``.

    A 9 without a province behind it is no foreigner's: such are the numbers of our practice community, whose region nobody has.
    """
    if (_NEW_FOREIGN.fullmatch(number) and number[1:3] in PROVINCES) or _OLD_FOREIGN.fullmatch(number):
        return FOREIGN
    return _BEYOND[number[:2]][0] if len(number) == 18 and number[:2] in _BEYOND else CITIZEN


def fault(kind: str, number: str, today: date | None = None) -> str:
    """Why a tidied number is not a right one of a paper, as `id_number.fault` says it; "" where no rule is known."""
    if kind not in NUMBERED or (kind == FOREIGN and _OLD_FOREIGN.fullmatch(number)):
        return ""
    return id_number.fault(number, today)


def read(number: str) -> Told | None:
    """What a tidied number tells; None where it is not a right one."""
    kind = kind_of(number)
    if fault(kind, number):
        return None
    if kind != FOREIGN:
        beyond = _BEYOND.get(number[:2], ("", ""))[1]
        told = Told(kind, id_number.sex(number), id_number.birth(number), beyond)
        return evolve(told, province=PROVINCES.get(number[:2], ""))
    if _OLD_FOREIGN.fullmatch(number):
        return Told(kind, country=number[:3], province=PROVINCES.get(number[3:5], ""))
    return Told(kind, birth=id_number.birth(number), country=number[3:6], province=PROVINCES.get(number[1:3], ""))


def region_fault(kind: str, number: str) -> str:
    """What is worth a word about where a right number was given; "" where the province is known, or the paper tells none."""
    told = read(number) if kind in NUMBERED else None
    if told is None or told.province:
        return ""
    code = number[3:5] if _OLD_FOREIGN.fullmatch(number) else number[1:3] if told.kind == FOREIGN else number[:2]
    return f"号码里的省份代码 {code} 不在现行区划里"


def widened(number: str) -> str:
    """The 18 characters that an old number of 15 figures is now; "" where it is none, or where only its bearer knows the century."""
    return id_number.widen(number) if id_number.is_old(number) and number[12:] not in _OVER_100 else ""


def is_over_100(number: str) -> bool:
    """Whether this is an old number of somebody who was over a hundred: when they were born is to be asked."""
    return id_number.is_old(number) and number[12:] in _OVER_100
