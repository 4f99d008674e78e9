"""保管期限 and 鉴定销毁: how long what is kept is kept, and who decided that it goes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, LongText, Looks, Name, Rows, StageCode, Text, Whole
from db.records.base import Part, Record, fields_of
from db.records.condition import is_, not_one_of
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Begins, Found, Kind, OwnPaper, Room, Switch, View, WhileOpen
from db.records.may import BUSINESS, May, seen, some
from db.records.role import Role

APPROVED = "3"
"""The stage at which two people have decided."""
APPRAISE, APPROVE = "appraise", "approve"
"""The moves by which they do."""
DESTROY, HAND_OVER, FOREVER = "1", "2", "3"
"""Codes of the table ``retention_end``."""
RETENTION_SWITCH = Switch("retention", "保管期限和销毁")


@frozen(kw_only=True, slots=False)
class Retention(Record):
    """保管期限的一条 (个人信息保护法 第十九条: no longer than is needed; laws on archives go before).

    Attributes:
        years: how many; None where it is kept for ever, or nobody has decided yet.
    """

    TABLE: ClassVar[str] = "retention"
    LABEL: ClassVar[str] = "保管期限"

    what: Annotated[str, Text("哪种资料", required=True, width=12, listed=True)] = ""
    start: Annotated[
        str, Text("从什么时候起算", width=12, listed=True, help="例如：迁出、死亡之日；办结的次年1月1日")
    ] = ""
    years: Annotated[int | None, Whole("保管几年", units=("年",), least=0, most=100, width=4, listed=True)] = None
    end: Annotated[str, Code("期满怎样处理", table="retention_end", required=True, width=6, listed=True)] = DESTROY
    basis: Annotated[
        str, Text("依据", required=True, width=20, listed=True, help="文件名称和文号；没有文件的，写本中心哪天定的")
    ] = ""
    note: Annotated[str, LongText("备注", width=24)] = ""
    of: Annotated[
        str, Code("程序里的", table="retention_of", width=8, help="选了，期满的今日里提醒；程序里没有的空着")
    ] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """What, and how long."""
        told = f" {self.years}年" if self.years is not None else " 永久" if self.end == FOREVER else ""
        return f"{self.what}{told}"

    def rules(self) -> Iterable[Problem]:
        """What goes one day has a term."""
        if self.end != FOREVER and self.years is None:
            yield fields_of(Retention)["years"].problem("no_years", "没有填几年", "定了再补上", blocking=False)


STAGES = (
    Stage("1", "拟销毁", Meaning.NEW),
    Stage("2", "已鉴定", Meaning.WORKING),
    Stage("3", "已批准", Meaning.WORKING),
    Stage("4", "已销毁", Meaning.DONE),
    Stage("5", "不销毁", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)


def _nothing_listed(appraisal: "Appraisal") -> Iterable[Problem]:
    if not appraisal.items:
        yield fields_of(Appraisal)["items"].problem(
            "nothing_listed", "没有列出要销毁哪些资料", "请点“修改”，一种一行列出来"
        )


MOVES = (
    Move(name=APPRAISE, label="鉴定", source=("1",), to="2", asks=("opinion",), needs=("opinion",), stamps=("appraised",), hindered=_nothing_listed, main=True),
    Move(
        name=APPROVE, label="批准销毁", source=("2",), to="3", stamps=("approved",), not_same=(APPRAISE,),
        two_hands=True, by=some(Role.CHIEF), main=True,
    ),
    Move(
        name="destroy", label="已销毁", source=("3",), to="4", asks=("how", "witness"), needs=("how", "witness"),
        stamps=("closed",), main=True, papers=("appraisal_sheet",),
    ),
    Move(name="return", label="退回", source=("2", "3"), to="1", reason=True),
    Move(name="keep", label="不销毁", source=("1", "2", "3"), to="5", stamps=("closed",), reason=True),
)  # fmt: skip
FLOW = Flow(name="appraisal", stages=STAGES, moves=MOVES, begun="proposed")


@frozen(kw_only=True, slots=False)
class AppraisalItem(Part):
    """What is to go. It names no record: this is the tombstone, which stays when the record is gone."""

    TABLE: ClassVar[str] = "appraisal_item"
    LABEL: ClassVar[str] = "拟销毁的资料"

    what: Annotated[str, Text("资料", required=True, width=14, help="种类和年度，不要写个人的姓名、号码")] = ""
    years: Annotated[str, Text("年度", width=6)] = ""
    count: Annotated[int | None, Whole("多少份", units=("份", "条", "卷"), least=0, width=4)] = None
    term: Annotated[str, Text("保管期限", width=8)] = ""
    expired: Annotated[date | None, Day("哪天期满", looks=Looks.BACK, width=6)] = None


@frozen(kw_only=True, slots=False)
class Appraisal(Record):
    """一次鉴定销毁: one person appraises, another one approves, and this stays."""

    TABLE: ClassVar[str] = "appraisal"
    LABEL: ClassVar[str] = "鉴定销毁"

    subject: Annotated[str, Text("名称", required=True, width=16, listed=True, help="例如：2016年度登记表销毁")] = ""
    proposed: Annotated[date | None, Day("提出日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    proposer: Annotated[str, Name("提出人", required=True, width=6, listed=True)] = ""
    reason: Annotated[str, LongText("为什么销毁", required=True, width=24)] = ""
    items: Annotated[tuple[AppraisalItem, ...], Rows("拟销毁的资料", part=AppraisalItem)] = ()
    opinion: Annotated[str, LongText("鉴定意见", width=24, fixed=True)] = ""
    appraised: Annotated[date | None, Day("鉴定日期", looks=Looks.BACK, width=6, fixed=True)] = None
    approved: Annotated[date | None, Day("批准日期", looks=Looks.BACK, width=6, fixed=True)] = None
    how: Annotated[str, Text("怎样销毁", width=12, fixed=True, help="例如：碎纸、程序里彻底删除")] = ""
    witness: Annotated[str, Text("监销人", width=10, fixed=True, help="两人")] = ""
    closed: Annotated[date | None, Day("了结日期", looks=Looks.BACK, width=6, listed=True, fixed=True)] = None
    stage: Annotated[
        str, StageCode("环节", table="appraisal_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"

    def title(self, linked: Mapping[str, str]) -> str:
        """What it is called."""
        return self.subject


_KEEPING = some(Role.CHIEF, Role.ARCHIVIST)
RETENTIONS = Kind(
    record=Retention,
    code=65,
    room=Room.DUTIES,
    may=May(sees=seen(BUSINESS), makes=_KEEPING, changes=_KEEPING, deletes=_KEEPING, exports=_KEEPING),
    tab="保管期限",
    order=("what", "id"),
    views=(View("期满销毁的", (is_("end", DESTROY),)),),
    due="retention_due",
    new="定一条保管期限",
    empty="每种资料存多久，照文件定在这里；没有文件的，写本中心哪天定的",
    known_by=(("what", "start"),),
    switch=RETENTION_SWITCH,
    help=(
        "每种资料从什么时候起存几年、期满怎样处理、依据哪个文件，一种一条；告知书里的保存期限照这里写。程序不替您定。",
        "选了“程序里的”哪一种，期满还存着的，今日里写有几条；到它的列表里按登记状态、日期筛出来，提出销毁。",
        "保存期限应当是实现目的所必要的最短时间（个人信息保护法第十九条）；档案法另有规定的，照档案的规定。",
    ),
)
APPRAISALS = Kind(
    record=Appraisal,
    code=66,
    room=Room.DUTIES,
    may=May(
        sees=seen(_KEEPING | {Role.AUDITOR}),
        makes=_KEEPING,
        changes=_KEEPING,
        deletes=some(Role.CHIEF),
        exports=_KEEPING,
    ),
    tab="销毁",
    order=("-proposed", "-id"),
    views=(View("在办的", (not_one_of("stage", FLOW.codes(Meaning.DONE, Meaning.VOID)),)),),
    new="提出销毁",
    begins=(("proposed", Begins.TODAY), ("proposer", Begins.MYSELF)),
    known_by=(("subject", "proposed"),),
    found=Found(texts=("subject",), newest_first=True),
    line=("{stage}", "{proposed}"),
    flows=(FLOW,),
    due=WhileOpen(),
    papers=(OwnPaper("appraisal_sheet", "鉴定销毁表"),),
    switch=RETENTION_SWITCH,
    help=(
        "期满要销毁的，先列出是哪些（写种类、年度、份数，不写个人的姓名），一个人鉴定，另一个人批准，同一个人办不了两步："
        "各用自己的口令来办（F10 换人），替别人写上姓名不算。",
        "程序里的居民、走访等要删得不留痕迹，批准以后在它的列表里选中，“更多…”里点彻底删除：登记、照片、草稿、查找和操作日志里的内容都去掉，撤销不了；以前的备份里还有。",
        "以前照平常删掉的，操作日志里还有内容，点“更多…”里的“彻底删除以前删掉的”。别的登记的修改记录里写着他号码的一起去掉，只写着姓名、电话的先问；现在的内容里还写着的，请先改掉。",
        "销毁以后这张表留着，就是销毁清册；“打印…”的“鉴定销毁表”签字归档。调解卷宗、会议记录等是档案的，照档案的规定，不在这里销毁。",
    ),
)
