"""外送登记: what left the program with whole numbers, to whom, what for, by whose word."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Self

from attrs import frozen

from db.errors import RecordInvalid
from db.fields import Code, Day, LongText, Looks, Name, Text, Whole
from db.records.base import Record, columns_of, fields_of
from db.records.condition import not_one_of, nothing
from db.records.figure import ALL, Figure, total
from db.records.kind import Begins, Found, Kind, Room, View
from db.records.may import BUSINESS, May, Own, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role

EXPORTED, PRINTED, SAVED, BY_HAND = "1", "2", "3", "4"
"""Codes of the table ``giving_way``: the first three are entered by the program alone."""
CONSENTED, TO_THEMSELVES = "1", "5"
"""Codes of the table ``giving_basis``."""
BY_PROGRAM = frozenset({EXPORTED, PRINTED, SAVED})
_TOLD_LATER = frozenset({"basis", "approver", "note"})
"""What may be added to what the program entered."""


@frozen(kw_only=True, slots=False)
class GivingActor(Participant):
    """Who gave it."""

    TABLE: ClassVar[str] = "export_entry_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class ExportEntry(Record):
    """外送登记的一条 (个人信息保护法 第二十三条、第五十五条、第六十九条).

    Attributes:
        what: what was given: 居民花名册.
        told: which fields of it are personal, in the clerk's words.
        count: of how many records.
        file: what the file was called that the program wrote; "" where it wrote none.
    """

    TABLE: ClassVar[str] = "export_entry"
    LABEL: ClassVar[str] = "外送登记"

    day: Annotated[date | None, Day("日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    what: Annotated[str, Text("什么资料", required=True, width=12, listed=True, help="例如：居民花名册")] = ""
    way: Annotated[str, Code("怎样出去", table="giving_way", required=True, width=6, listed=True)] = BY_HAND
    count: Annotated[
        int | None, Whole("多少条", units=("条", "人", "户"), least=0, required=True, width=4, listed=True)
    ] = None
    recipient: Annotated[
        str, Text("给谁", required=True, width=12, listed=True, longest=80, help="单位写到科室，个人写姓名和身份")
    ] = ""
    purpose: Annotated[str, Text("用来做什么", required=True, width=16, listed=True, longest=200)] = ""
    basis: Annotated[str, Code("依据", table="giving_basis", width=8, listed=True)] = ""
    approver: Annotated[str, Name("批准人", width=6, listed=True)] = ""
    by: Annotated[str, Name("经手人", acts=True, required=True, width=6, listed=True)] = ""
    told: Annotated[str, LongText("哪些内容", width=24, help="例如：证件号码、联系电话")] = ""
    file: Annotated[str, Text("文件名", width=14, longest=200, fixed=True)] = ""
    note: Annotated[str, LongText("备注", width=24)] = ""
    actors: Annotated[tuple[GivingActor, ...], actors_as(GivingActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The day, what, and to whom."""
        return f"{self.day or ''} {self.what} 给{self.recipient}"

    def settled(self, before: Record | None, day: date) -> Self:
        """What the program entered stays as it was: only basis, who approved and a note are added to it.

        Raises:
            RecordInvalid: something else was changed, or it is to look like one that the program entered.
        """
        kinds = fields_of(ExportEntry)
        was = before.way if isinstance(before, ExportEntry) else BY_HAND
        if was in BY_PROGRAM:
            changed = [
                name
                for name in columns_of(ExportEntry)
                if name not in _TOLD_LATER and getattr(self, name) != getattr(before, name)
            ]
            if changed:
                told = kinds[changed[0]].problem("entered", "是程序当时记下的，不能改", "要说明的写在备注里")
                raise RecordInvalid([told])
        elif before is not None and self.way in BY_PROGRAM:
            told = kinds["way"].problem("entered", "导出、打印、另存由程序自己登记", "请选别的")
            raise RecordInvalid([told])
        return self


_GIVES = BUSINESS - {Role.CHIEF, Role.ARCHIVIST}
EXPORT_ENTRIES = Kind(
    record=ExportEntry,
    code=60,
    room=Room.DUTIES,
    may=May(  # nobody takes one out: 个人信息保护法 第六十九条 lets the centre prove what it did
        sees=seen({Role.CHIEF, Role.ARCHIVIST, Role.AUDITOR}, dict.fromkeys(_GIVES, Own.MINE)),
        makes=BUSINESS,
        changes=some(Role.CHIEF),
        exports=some(Role.CHIEF, Role.ARCHIVIST, Role.AUDITOR),
    ),
    tab="外送登记",
    order=("-day", "-id"),
    views=(
        View("没写依据的", (nothing("basis"),)),
        View("没人批准的", (nothing("approver"),)),
        View("另外给出去的", (not_one_of("way", sorted(BY_PROGRAM)),)),
    ),
    new="登记另外给出去的",
    empty="导出、打印写全号码的名单，程序自己登记；抄给、拷给别的单位的，在这里登记",
    begins=(("day", Begins.TODAY), ("by", Begins.MYSELF)),
    known_by=(("day", "what", "recipient", "purpose", "count", "file?"),),
    found=Found(texts=("recipient", "what", "purpose"), newest_first=True),
    line=("{recipient}", "{count} 条", "{by}"),
    figures=(
        Figure(name="given_out", label="外送", of="export_entry", where=ALL, when="day", unit="次"),
        Figure(
            name="given_records", label="外送条数", of="export_entry", where=ALL, when="day", measure=total("count"),
            unit="条",
        ),
    ),
    help=(
        "写全号码的资料给了谁，都记在这里：从列表“导出…”选写全、打印时选完整，程序先问给谁、用来做什么，导出、打印的同时登记；遮住号码的不问。",
        "抄给、拷给、报送系统的，点“登记另外给出去的”自己记。交给别的单位，要告知本人并取得单独同意，法定职责除外（个人信息保护法第十三条、第二十三条）。",
        "登记了删不掉；程序记下的只能补依据、批准人和备注。要看一段时间里给过谁，点“筛选…”选“给谁”、日期。",
    ),
)  # fmt: skip
