"""What a resident has several of: care tags, documents, telephones, former names, carers, memberships of the party."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, IdNumber, Link, Looks, Name, Phone, Privacy, Ref, Text
from db.records.base import Part, Spell, fields_of

AT_THE_DESK = (
    "id_number", "name", "id_kind", "sex", "birth", "ethnicity", "politics", "phone", "house", "population", "registered_at",
    "residence_match", "state", "state_day", "doubt", "note", "care",
)  # fmt: skip
"""The fields of a resident that are asked at the desk, in this order; the groups that are seldom needed stand below them."""


@frozen(kw_only=True, slots=False)
class CareTag(Spell):
    """关爱类别: why and since when somebody is looked after; one that has ended is none today."""

    TABLE: ClassVar[str] = "care_tag"
    LABEL: ClassVar[str] = "关爱类别"

    kind: Annotated[str, Code("类别", table="care", required=True, privacy=Privacy.SENSITIVE, width=6)] = ""
    since: Annotated[date | None, Day("起始", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("结束", width=6, help="最后一天，连这一天在内")] = None
    basis: Annotated[str, Text("依据", width=12, help="批准文件或登记来源")] = ""
    source: Annotated[str, Text("来源单位", width=8, help="哪个单位认定或转来的，例如：区民政局")] = ""

    def rules(self) -> Iterable[Problem]:
        """Nothing that forbids saving; see `remarks`."""
        return ()

    def remarks(self) -> Iterable[Problem]:
        """Nothing ends before it begins."""
        if self.since and self.until and self.until < self.since:
            yield fields_of(CareTag)["until"].problem("until_before", "早于起始", "请核对这两个日期", blocking=False)


@frozen(kw_only=True, slots=False)
class Document(Part):
    """其他证件: a further document of somebody, or a number that was theirs or was written for theirs before."""

    TABLE: ClassVar[str] = "resident_document"
    LABEL: ClassVar[str] = "其他证件"

    number: Annotated[str, IdNumber("号码", required=True, privacy=Privacy.PERSONAL, width=12)] = ""
    kind: Annotated[str, Code("证件类型", table="id_kind", width=8)] = "111"
    until: Annotated[date | None, Day("停用日期", width=6)] = None
    reason: Annotated[str, Text("说明", width=12, help="例如：换证、原来登记有误")] = ""


@frozen(kw_only=True, slots=False)
class Telephone(Part):
    """其他电话: a further number, whose it is, and whether they agreed to be called or written to.

    个人信息保护法 第十三条: what was not asked is left open, never taken for a consent.
    """

    TABLE: ClassVar[str] = "resident_telephone"
    LABEL: ClassVar[str] = "其他电话"

    number: Annotated[str, Phone("号码", required=True, privacy=Privacy.PERSONAL, width=8)] = ""
    of: Annotated[str, Code("是谁的", table="phone_owner", width=5)] = ""
    who: Annotated[int, Ref("登记的人或单位", to=("resident", "person"), width=6)] = 0
    name: Annotated[str, Name("姓名", privacy=Privacy.PERSONAL, width=6, help="没有登记的，写姓名")] = ""
    may_call: Annotated[str, Code("来电", table="phone_consent", width=4, help="没有问过就空着")] = ""
    may_text: Annotated[str, Code("短信", table="phone_consent", width=4, help="没有问过就空着")] = ""
    note: Annotated[str, Text("备注", privacy=Privacy.PERSONAL, width=8)] = ""


@frozen(kw_only=True, slots=False)
class FormerName(Part):
    """曾用名、别名: what else somebody is or was called."""

    TABLE: ClassVar[str] = "former_name"
    LABEL: ClassVar[str] = "曾用名"

    name: Annotated[str, Name("姓名", required=True, privacy=Privacy.PERSONAL, width=6)] = ""
    kind: Annotated[str, Code("类型", table="name_kind", width=4)] = "1"
    until: Annotated[date | None, Day("用到哪天", looks=Looks.BACK, width=6)] = None


@frozen(kw_only=True, slots=False)
class Carer(Spell):
    """监护和照料的人 (民法典 第二十七条、第二十八条、第三十三条): who answers for somebody, looks after them, or is to be called."""

    TABLE: ClassVar[str] = "carer"
    LABEL: ClassVar[str] = "监护和照料"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "person"), width=6)] = 0
    name: Annotated[str, Name("姓名", privacy=Privacy.PERSONAL, width=6, help="没有登记的，写姓名")] = ""
    kind: Annotated[str, Code("是什么人", table="carer_kind", width=5)] = ""
    relation: Annotated[str, Code("与本人关系", table="relation", width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    since: Annotated[date | None, Day("起", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("止", width=6)] = None
    basis: Annotated[str, Text("依据", privacy=Privacy.PERSONAL, width=10, help="例如：居委会指定、法院判决")] = ""

    def remarks(self) -> Iterable[Problem]:
        """Somebody is named."""
        if not (self.who or self.name.strip()):
            yield fields_of(Carer)["name"].problem("nobody", "没有填是谁", "请选登记的人，或写姓名", blocking=False)


@frozen(kw_only=True, slots=False)
class PartyMembership(Spell):
    """组织关系: in which body of the party somebody's membership lies; where they report for duty besides is no matter of this."""

    TABLE: ClassVar[str] = "party_membership"
    LABEL: ClassVar[str] = "组织关系"

    body: Annotated[int, Link("党组织", to="body", width=12)] = 0
    status: Annotated[str, Code("党员类别", table="party_status", privacy=Privacy.PERSONAL, width=5)] = ""
    since: Annotated[date | None, Day("起", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("止", looks=Looks.BACK, width=6)] = None
    came: Annotated[str, Text("怎样转入", width=8)] = ""
    went: Annotated[str, Text("怎样转出", width=8)] = ""
