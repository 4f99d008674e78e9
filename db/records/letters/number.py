"""文号簿: every number that a paper of the centre ever got, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, LongText, Looks, Name, Text, Whole
from db.records.base import Record, fields_of
from db.records.condition import is_, is_not, this_year
from db.records.figure import Figure
from db.records.kind import Beside, Found, Kind, Room, View
from db.records.kinds import FAMILIES, HOLDERS
from db.records.may import May, Own, Right, seen, some
from db.records.power import Power
from db.records.role import Role

NOTICE, ANNOUNCEMENT, PUBLICITY, MINUTES, CASE, LETTER, CERTIFICATE = "1", "2", "3", "4", "5", "6", "7"
RESOLUTION, OTHER, MATTER = "8", "9", "10"
VALID, VOID, BELATED, UNUSED = "1", "2", "3", "4"


@frozen(kw_only=True, slots=False)
class IssuedNumber(Record):
    """文号: one number of a family and year; it is given once and stays in the book, void or not.

    Attributes:
        holder: the table of the record that bears the number; "" for a paper that is no record.
        holder_id: its id.
    """

    TABLE: ClassVar[str] = "issued_number"
    LABEL: ClassVar[str] = "文号"

    family: Annotated[str, Code("种类", table=FAMILIES, required=True, width=6, listed=True)] = ""
    year: Annotated[int | None, Whole("年度", required=True, width=4, listed=True)] = None
    serial: Annotated[int | None, Whole("序号", required=True, width=4, listed=True)] = None
    written: Annotated[str, Text("文号", width=10, listed=True)] = ""
    matter: Annotated[str, Text("事由", width=18, listed=True)] = ""
    issued: Annotated[date | None, Day("取号日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    clerk: Annotated[str, Name("取号人", width=6, listed=True)] = ""
    state: Annotated[str, Code("状态", table="number_state", required=True, width=4, listed=True)] = VALID
    reason: Annotated[str, LongText("说明", width=16, listed=True, help="作废、补号、未用的原因")] = ""
    holder: Annotated[str, Code("所编资料", table=HOLDERS, width=6)] = ""
    holder_id: Annotated[int | None, Whole("所编资料编号", width=6)] = None
    recipient: Annotated[str, Text("主送（发往）", width=12, help="例如：幸福街道办事处")] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The number as one says it, with what the paper is about."""
        return f"{self.written} {self.matter}".strip()

    def rules(self) -> Iterable[Problem]:
        """A number in force is of some paper, any other has a reason, and a year has no number before 1."""
        kinds = fields_of(IssuedNumber)
        if self.state != VALID and not self.reason.strip():
            yield kinds["reason"].problem("no_reason", "没有写", f"请写明{kinds['state'].show(self.state)}的原因")
        if self.state in (VALID, BELATED) and not self.matter.strip():
            yield kinds["matter"].problem("no_matter", "没有写", "请写明这个号给哪一份文书")
        if self.serial is not None and self.serial < 1:
            yield kinds["serial"].problem("serial", "从1号起", "请改序号")


_WRITERS = some(Role.DESK, Role.SECRETARY)
_KEEPERS = some(Role.ARCHIVIST, Role.CHIEF)
"""Whoever keeps the book; whoever writes papers sees what their own numbers went to."""

ISSUED_NUMBERS = Kind(
    record=IssuedNumber,
    code=11,
    room=Room.LETTERS,
    may=May(
        sees={
            **seen(_KEEPERS, dict.fromkeys(_WRITERS, Own.OWNED | Own.LOOSE)),
            Role.GRID: Own.OWNED,
            Role.MEDIATOR: Own.OWNED,
        },
        of="holder",
        makes=_KEEPERS | _WRITERS,
        changes=_KEEPERS,
        deletes=_KEEPERS,
        exports=_KEEPERS,
    ),
    tab="文号簿",
    order=("-year", "family", "-serial"),
    views=(View("今年", (this_year("year"),)), View("作废的", (is_("state", VOID),))),
    new="取号",
    empty="登记的资料要编号的，保存时自动取号；别的文书点“取号”（Ctrl+N）",
    help=("取过的文号都在这里，作废的也留着；哪个号给了哪份文书，查得到。",),
    imported=False,
    figures=(
        Figure(
            name="numbers_issued",
            label="取号",
            of="issued_number",
            where=(is_not("state", VOID),),
            when="issued",
            unit="个",
        ),
        Figure(
            name="numbers_void",
            label="作废的号",
            of="issued_number",
            where=(is_("state", VOID),),
            when="issued",
            unit="个",
        ),
    ),
    found=Found(texts=("matter", "written", "recipient"), documents=("written", "serial"), newest_first=True),
    line=("{family}", "{issued}", "{clerk}", "{state}"),
    page="number",
    lists=("number_books",),
    beside=(
        Beside("number_gaps", "缺号", ("用过却没有下落的号；补记，或写明为什么缺。",), Right.CHANGE),
        Beside(
            "number_styles",
            "代字与格式",
            ("每一种文书的号怎样写：代字、格式，和照这样写的下一个号。",),
            power=Power.SETTINGS,
        ),
    ),
)
