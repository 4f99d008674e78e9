"""What a house has several of: who owns it, to whom it is let, what is wrong with it; each from a day to a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Looks, Name, Phone, Privacy, Ref, Text
from db.records.base import Spell, changed, fields_of
from db.records.spells import ONE_DAY
from db.values import person_name

PER_CENT = ("%", "％")


@frozen(kw_only=True, slots=False)
class Owner(Spell):
    """产权人 (民法典 第二百四十条): a person or a body that owns a house, or a share of it (第二百九十八条: 按份共有)."""

    TABLE: ClassVar[str] = "house_owner"
    LABEL: ClassVar[str] = "产权人"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", privacy=Privacy.PERSONAL, width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    share: Annotated[str, Text("份额", width=4, help="例如：1/2、50%；共同共有的空着")] = ""
    since: Annotated[date | None, Day("起", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("止", looks=Looks.BACK, width=6)] = None

    def part(self) -> Fraction | None:
        """The share; None where none is written, or nobody can read it."""
        try:
            if self.share.endswith(PER_CENT):
                return Fraction(self.share[:-1].strip()) / 100
            return Fraction(self.share.replace("／", "/").replace(" ", "")) if self.share else None
        except (ValueError, ZeroDivisionError):
            return None


@frozen(kw_only=True, slots=False)
class Letting(Spell):
    """出租 (商品房屋租赁管理办法 第十四条): to whom a house is let."""

    TABLE: ClassVar[str] = "letting"
    LABEL: ClassVar[str] = "出租"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    tenant: Annotated[str, Name("承租人", privacy=Privacy.PERSONAL, width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    since: Annotated[date | None, Day("起租", looks=Looks.BACK, width=6)] = None
    ends: Annotated[date | None, Day("约定到期", looks=Looks.AHEAD, width=6)] = None
    until: Annotated[date | None, Day("退租", looks=Looks.BACK, width=6, help="实际退租的那一天；还租着就空着")] = None
    source: Annotated[str, Text("依据", width=8, help="例如：租赁合同、房主说的、走访")] = ""


@frozen(kw_only=True, slots=False)
class Hazard(Spell):
    """隐患: what was found wrong with a house, until it was put right."""

    TABLE: ClassVar[str] = "house_hazard"
    LABEL: ClassVar[str] = "隐患"

    kind: Annotated[str, Code("隐患类型", table="hazard", required=True, width=6)] = ""
    since: Annotated[date | None, Day("发现", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("消除", looks=Looks.BACK, width=6)] = None
    note: Annotated[str, Text("说明", width=12)] = ""


Owners = tuple[Owner, ...]


def first_open(rows: Sequence[Owner]) -> Owner | None:
    """The owner whom a list tells; None where there is none today."""
    return next((one for one in rows if one.until is None), None)


def owned(rows: Owners, name: str, phone: str, day: date) -> Owners:
    """The owners of a house of which another first one is told from a day on; another spelling of the name is the same one."""
    now = first_open(rows)
    if now is None:
        since = day if rows else None
        return (*rows, Owner(name=name, phone=phone, since=since)) if name or phone else rows
    if (now.name, now.phone) == (name, phone):
        return rows
    same = not now.name or (name and person_name.key(now.name) == person_name.key(name))
    began = now.since is not None and now.since >= day
    if same or (began and (name or phone)):
        who = now.who if same else 0
        return tuple(changed(one, name=name, phone=phone, who=who) if one is now else one for one in rows)
    told: list[Owner] = []
    for one in rows:
        told += [one] if one is not now else [] if began else [changed(one, until=day - ONE_DAY)]
        if one is now and (name or phone):
            told.append(Owner(name=name, phone=phone, since=day))
    return tuple(told)


def of_shares(rows: Sequence[Owner]) -> Iterable[Problem]:
    """Shares that nobody can read, and shares of all owners that do not come to the whole."""
    there = [one for one in rows if one.until is None]
    parts = [one.part() for one in there]
    field = fields_of(Owner)["share"]
    if any(one.share and part is None for one, part in zip(there, parts, strict=True)):
        yield field.problem("share_unread", "有的份额看不懂", "请写成 1/2 或 50%", blocking=False)
    elif there and all(parts) and sum(part for part in parts if part) != 1:
        yield field.problem("shares_differ", "各人的份额加起来不是全部", "请核对份额", blocking=False)
