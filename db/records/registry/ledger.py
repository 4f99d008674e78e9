"""专项台账: people, homes or bodies frozen out of a list for a campaign, each to be done with by a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from secrets import token_hex
from typing import Annotated, ClassVar, Self

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, IdNumber, Link, LongText, Looks, Name, Phone, Privacy, Ref, Rows, Text, Whole
from db.records.base import Part, Record, changed, fields_of
from db.records.kind import Begins, Kind, Room, Switch
from db.records.may import May, Own, seen, some
from db.records.role import Role

TICK, WORDS, DAY, NUMBER = "1", "2", "3", "4"
"""What is written in a column of one's own; codes of the table ``ledger_form``."""
LEDGERS_SWITCH = Switch("ledgers", "专项台账")
CALLED: Mapping[str, tuple[str, ...]] = {
    "serial": ("台账编号",),
    "done": ("办了", "办结日期", "办结时间", "办结", "是否办结", "是否已办", "已办", "完成日期", "完成时间", "是否完成", "办理日期", "办理时间"),
    "did": ("谁办的", "经办人", "办理人"),
    "note": ("备注", "备注说明", "说明"),
    "joined": ("列入日期",),
}  # fmt: skip
"""What tables call the columns that every ledger has, by field; no column of its own may be called so, or it would be taken for them."""


def new_key() -> str:
    """A key that no column of any ledger has: nothing that one of them left behind is ever read as another's."""
    return token_hex(4)


@frozen(kw_only=True, slots=False)
class LedgerColumn(Part):
    """一栏: what is written of each besides whether it is done.

    Attributes:
        key: under which rows keep what stands in it; it stays whatever becomes of the name, and is never another column's.
    """

    TABLE: ClassVar[str] = "ledger_column"
    LABEL: ClassVar[str] = "栏目"

    name: Annotated[str, Text("栏名", required=True, width=8, longest=20)] = ""
    form: Annotated[str, Code("写什么", table="ledger_form", required=True, width=4)] = WORDS
    key: Annotated[str, Text("记号", width=4, fixed=True)] = ""


@frozen(kw_only=True, slots=False)
class Ledger(Record):
    """专项台账: 医保缴费, 养老认证, 安全排查.

    Attributes:
        table: of those whom it is about; "" while there is nobody in it.
        conditions: of the list that it was frozen out of, as `db.records.condition.written` tells them; "" where rows were picked.
        source: what that list is called.
        frozen: the day of that.
        closed: since when it is looked after no more, though some may be left.
    """

    TABLE: ClassVar[str] = "ledger"
    LABEL: ClassVar[str] = "专项台账"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Text("台账名称", required=True, width=14, listed=True, longest=30)] = ""
    since: Annotated[date | None, Day("从哪天起", required=True, width=6, listed=True)] = None
    until: Annotated[date | None, Day("办到哪天", looks=Looks.AHEAD, width=6, listed=True)] = None
    responsible: Annotated[int, Link("负责人", to="person", width=6, listed=True)] = 0
    closed: Annotated[
        date | None, Day("收尾日期", looks=Looks.BACK, width=6, listed=True, help="填了，今日里就不再列它")
    ] = None
    note: Annotated[str, LongText("说明", width=24)] = ""
    columns: Annotated[tuple[LedgerColumn, ...], Rows("栏目", part=LedgerColumn)] = ()
    table: Annotated[str, Text("哪种资料", width=6, fixed=True)] = ""
    conditions: Annotated[str, LongText("名单条件", width=20, fixed=True)] = ""
    source: Annotated[str, Text("取自名单", width=10, listed=True, fixed=True)] = ""
    frozen: Annotated[date | None, Day("定名单的日子", width=6, fixed=True)] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def is_open(self, day: date) -> bool:
        """Whether it is being worked through on a day."""
        return not self.closed and self.since is not None and self.since <= day

    def settled(self, before: Record | None, day: date) -> Self:
        """Each column has its key; one that was there keeps the key that it had."""
        had = {one.id: one.key for one in before.columns} if isinstance(before, Ledger) else {}
        columns = tuple(changed(one, key=had.get(one.id) or one.key or new_key()) for one in self.columns)
        return self if columns == self.columns else changed(self, columns=columns)

    def rules(self) -> Iterable[Problem]:
        """It does not end before it begins, and its columns are told apart."""
        if self.since and self.until and self.until < self.since:
            yield fields_of(Ledger)["until"].problem("until_before", "早于开始的日子", "请核对起止日期")
        names = [column.name for column in self.columns]
        if twice := next((name for name in names if name and names.count(name) > 1), ""):
            yield fields_of(Ledger)["columns"].problem("twice", f"有两栏都叫“{twice}”", "请换个栏名")
        there = {name for called in CALLED.values() for name in called}
        if taken := next((name for name in names if "".join(name.split()) in there), ""):
            why = f"“{taken}”是每本台账本来就有的"
            yield fields_of(Ledger)["columns"].problem("taken", why, "请换个栏名，例如写明是哪一项的")


@frozen(kw_only=True, slots=False)
class LedgerRow(Record):
    """台账里的一条: who was in the list then, as the words were then, and what became of it.

    Attributes:
        who: the record that it is about; 0 for somebody whom a table named and the register does not know.
        name: its title as it was when it was taken in.
        values: of the columns of the ledger's own, as JSON by their keys.
        done: the day on which it was done with; None while it is left.
        did: who did it.
        serial: its number in the ledger, by which a table that comes back finds it; it is given once.
        number: the identity number that a table told of somebody whom the register does not know.
        phone: the telephone that a table told.
    """

    TABLE: ClassVar[str] = "ledger_row"
    LABEL: ClassVar[str] = "台账条目"

    ledger: Annotated[int, Link("台账", to="ledger", required=True, width=12)] = 0
    who: Annotated[int, Ref("是谁", width=8)] = 0
    name: Annotated[str, Text("名称", privacy=Privacy.PERSONAL, width=8, listed=True, longest=200)] = ""
    place: Annotated[str, Text("住址", privacy=Privacy.PERSONAL, width=14, listed=True, longest=200)] = ""
    grid: Annotated[str, Text("网格", width=6, listed=True, longest=100)] = ""
    joined: Annotated[date | None, Day("列入日期", looks=Looks.BACK, width=6, listed=True)] = None
    done: Annotated[date | None, Day("办结日期", looks=Looks.BACK, width=6, listed=True)] = None
    did: Annotated[str, Name("谁办的", width=6, listed=True)] = ""
    values: Annotated[str, LongText("各栏", privacy=Privacy.PERSONAL, width=20)] = ""
    serial: Annotated[int | None, Whole("台账编号", width=4, fixed=True)] = None
    number: Annotated[str, IdNumber("证件号码", privacy=Privacy.PERSONAL, width=12)] = ""
    phone: Annotated[str, Phone("联系电话", privacy=Privacy.PERSONAL, width=8)] = ""
    note: Annotated[str, LongText("备注", privacy=Privacy.PERSONAL, width=14)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Who it is, as it was called then."""
        return self.name

    def rules(self) -> Iterable[Problem]:
        """It is about somebody."""
        if not (self.who or self.name.strip()):
            yield fields_of(LedgerRow)["name"].problem("nobody", "没有填是谁", "请填名称")


_AT_THE_DESK = some(Role.DESK, Role.CHIEF)
_KEPT_BY = seen(_AT_THE_DESK | {Role.ARCHIVIST})

_LEDGERS_MAY = May(
    sees={**_KEPT_BY, Role.GRID: Own.ALL},
    makes=_AT_THE_DESK,
    changes=_AT_THE_DESK,
    deletes=_AT_THE_DESK,
    exports=_AT_THE_DESK,
)
_TOLD = "要一家一家办完的事，“更多…”里加进专项台账，名单就定在今天。"
LEDGERS = Kind(
    record=Ledger,
    code=37,
    room=Room.REGISTRY,
    may=_LEDGERS_MAY,
    tab="专项台账",
    order=("closed", "-since", "-id"),
    begins=(("since", Begins.TODAY),),
    new="新立台账",
    empty="先在居民等列表里筛好名单，点“更多… → 加进专项台账…”；也可以在这里先立一本",
    help=(
        "一阵子里要一家一家办完的事，例如医保缴费、养老认证、安全排查：到居民、户、房屋、人员、组织等列表里筛好名单（或选中几行），"
        "点“更多… → 加进专项台账…”，名单就定在那一天，以后搬走、改名都不影响。",
        "打开一本，空格把台账里的一条记成“办了”，还在这一行，再按取消，↓ 到下一行；自己的栏目、备注、“办了”的日子，← → 到那一格，按回车或 F2 写。"
        "上面按网格写着还剩几条，点一下只看这个网格。",
        "街道发来的名单，在台账的列表上“导入…”就是一本：照证件号码、姓名、住址和电话对到登记，说不准的逐条问，没登记的按表里的文字列入，"
        "按回车就去登记，登记好了上面会提醒，点一下就连上；"
        "别的列成了自己的栏目。打开一本“导出…”，发下去填好，再“导入…”，办了的、自己的栏目、备注就记进来，不会多出一条。",
        "名单后来多了谁，会写在上面，点“补进来”才补；加错了、误加的，选中按 Delete 拿掉，写过东西的先问；拿掉过谁写在上面，名单不再提，点“放回”连同写的原样回来。还剩的可以印成名单、签到表、签领表，自己的栏目写了什么就印什么。到期没办完的列在今日。",
    ),
    tells=tuple((table, _TOLD) for table in ("resident", "household", "house", "person", "body")),
    line=("{since}", "{until}"),
    due="ledgers_due",
    page="ledger",
    imported=False,
    switch=LEDGERS_SWITCH,
)

_ROWS_MAY = May(
    sees={**_KEPT_BY, Role.GRID: Own.OWNED},
    of="who",
    makes=_AT_THE_DESK,
    changes=_AT_THE_DESK | {Role.GRID},
    deletes=_AT_THE_DESK,
    exports=_AT_THE_DESK,
)

LEDGER_ROWS = Kind(
    record=LedgerRow,
    purged=True,
    code=38,
    room=Room.REGISTRY,
    order=("grid", "place", "id"),
    known_by=(("ledger", "serial"),),
    switch=LEDGERS_SWITCH,
    may=_ROWS_MAY,
)
