"""What a column of a roster may mean: the fields of the records, and a few things only rosters have."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from db.fields import Field
from db.records.base import Row, fields_of
from db.records.registry.household import Member
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.importing.headings import tidy_heading

NAME = "name"
SEQUENCE = "sequence"
ADDRESS = "address"
HEAD_NAME = "head_name"
HEAD_NUMBER = "head_number"
HEAD_PHONE = "head_phone"
RELATION = "relation"
BOOKLET = "booklet"
GRID = "grid"
OTHER_PHONE = "other_phone"
ESTATE, BUILDING, UNIT, ROOM = "estate", "building", "unit", "room"
OWN_PARTS = ("residences", "carers", "party")
"""Cells of our own export that are read once places are in the store; of any other sheet they are words for the note."""
IGNORE = ""
PLACE = frozenset({ADDRESS, ESTATE, BUILDING, UNIT, ROOM})
# What holds for a whole household, so that one merged cell or one entry stands for all its rows.
SHARED = PLACE | {
    GRID,
    HEAD_NAME,
    HEAD_NUMBER,
    HEAD_PHONE,
    BOOKLET,
    "registered_at",
    "use",
    "area",
    "owner",
    "owner_phone",
}
# Several columns may carry these; their contents are put together.
REPEATED = frozenset({"phone", OTHER_PHONE, "former_names", "note", "care"})


@frozen
class Meaning:
    """One thing that a column can hold.

    Attributes:
        key: a record's field name, or one of the constants of this module.
        label: what the clerk reads in the preview.
        words: headings under which sheets carry it, tidied.
    """

    key: str
    label: str
    words: frozenset[str]


# Headings that belong to no single field: several columns make an address, a head names a household.
_ONLY_ROSTERS = (
    (SEQUENCE, "序号", ("编号", "行号", "序", "次序", "NO", "NO.")),
    (
        ADDRESS,
        "住址",
        (
            *("居住地址", "现住址", "现居住地址", "家庭住址", "居住地", "现住地", "现居住地", "地址", "详细地址"),
            *("现住房屋", "房屋地址", "家庭地址", "住宅地址", "住所", "常住地址", "门楼详址", "居住详址", "现住地址"),
        ),
    ),
    (HEAD_NAME, "户主姓名", ("户主", "所属户主", "是否户主")),
    (HEAD_NUMBER, "户主身份证号", ("户主身份证", "户主身份证号码", "户主证件号码", "户主证件号", "户主公民身份号码")),
    (HEAD_PHONE, "户主电话", ("户主联系电话", "户主手机", "户主手机号", "户主联系方式", "户主手机号码")),
    (BOOKLET, "户号", ("户编号", "家庭编号", "户口簿号")),
    (OTHER_PHONE, fields_of(Resident)["telephones"].label, fields_of(Resident)["telephones"].words),
    (GRID, "网格名称", ("网格", "所属网格", "所在网格", "网格号", "责任网格")),
)
_FIELDS: tuple[tuple[type[Row], Mapping[str, tuple[str, tuple[str, ...]]]], ...] = (
    (Member, {"relation": (RELATION, ("关系", "与户主的关系", "家庭成员关系"))}),
    (
        Building,
        {
            "estate": (ESTATE, ("所属小区", "居住小区", "小区楼盘")),
            "number": (BUILDING, ("楼栋号", "栋号", "幢号", "楼座", "楼", "几号楼", "楼幢", "楼栋幢", "楼宇", "座")),
        },
    ),
    (
        House,
        {
            "unit": (UNIT, ("单元号", "门栋")),
            "room": (ROOM, ("室号", "户室", "房间", "门牌", "门牌号", "房屋号")),
            "use": ("use", ("房屋性质", "房屋用途")),
            "area": ("area", ()),
            "owner": ("owner", ("产权人姓名", "业主姓名", "房主姓名")),
            "owner_phone": ("owner_phone", ("业主电话", "房主电话")),
        },
    ),
)
_NOT_FROM_SHEETS = frozenset({"house", "telephones"})
# What clerks put before or after a heading without changing what it means.
_HARMLESS = re.compile(
    r"^(?:居民|住户|本人|人员|成员|公民|个人|家庭成员|填写|登记|现|党员|老人|老年人|高龄老人|独居老人|残疾人|低保户|低保对象|特困人员|"
    r"救助对象|保障对象|优抚对象|服务对象|对象|常住人口|流动人口|户籍人口|租户|租客|承租人|被访人|退役军人|村民|儿童|育龄妇女)|(?:信息|情况|填写|\*+|栏)$"
)
# Headings that begin so tell of somebody else than the person of the row.
OTHERS = ("户主", "配偶", "父亲", "母亲", "监护人", "联系人", "紧急联系人", "产权人", "业主", "房主", "网格", "楼栋长")


def _declared(row: type[Row], name: str) -> Field[object]:
    return fields_of(row)[name]


def _all() -> Iterator[Meaning]:
    for name, field in fields_of(Resident).items():
        if name not in _NOT_FROM_SHEETS:
            yield _meaning(name, field.label, field.words)
    for row, names in _FIELDS:
        for name, (key, more) in names.items():
            field = _declared(row, name)
            yield _meaning(key, field.label, (*field.words, *more))
    for key, label, words in _ONLY_ROSTERS:
        yield _meaning(key, label, words)


def _meaning(key: str, label: str, words: tuple[str, ...]) -> Meaning:
    return Meaning(key, label, frozenset(tidy_heading(w) for w in (label, *words)))


@cache
def meanings() -> Mapping[str, Meaning]:
    """All meanings by key, in the order in which a clerk would look for them."""
    return {m.key: m for m in _all()}


@cache
def _by_word() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for meaning in meanings().values():
        for word in meaning.words:
            found.setdefault(word, meaning.key)
    return found


def meaning_of(heading: str) -> str | None:
    """The key of what a heading means, or None when nobody knows."""
    text = tidy_heading(heading)
    while text:
        if (key := _by_word().get(text)) is not None:
            return key
        shorter = _HARMLESS.sub("", text, count=1)
        if shorter == text:
            return None
        text = shorter
    return None


@cache
def _marks(key: str) -> frozenset[str]:
    """The characters that all headings of a meaning share: 名 of 姓名."""
    first, *more = (frozenset(word) for word in meanings()[key].words)
    return first.intersection(*more)


def is_heading(text: str, key: str) -> bool:
    """Whether a cell below the headings repeats one of a meaning; nearly none does, and that is seen at once."""
    return _marks(key).issubset(text) and meaning_of(text) == key
