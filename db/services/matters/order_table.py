"""工单导出 of 12345 and the like: a row an order, which comes in as a matter that stands where the row says, with the steps that it tells.

Nothing is added: what the row does not say (who dealt with it, how it ended) stays open, and no number of the book is drawn.
"""

import re
from collections import defaultdict
from datetime import date, datetime

from attrs import define, field

from db.fields import LongText, Moment, Phone, Privacy, Whole
from db.records.base import changed, fields_of
from db.records.matters.codes import OTHER_CHANNEL, PARTLY, SOLVED, UNTOLD
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Callback
from db.records.registry.place import Building
from db.records.step import MOVED, Step
from db.services.centre.own_options import LONGEST_NAME
from db.services.centre.own_words import tidy_name
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.form import TableForm
from db.services.importing.headings import TELEPHONE, Topic
from db.services.importing.line import Line
from db.services.importing.places import address_of
from db.services.importing.problems import Verdict
from db.services.importing.texts import noted
from db.services.matters.alike import OF_THEIR_OWN, WITHIN
from db.values import code_table
from db.values.address import building_key, building_title, estate_key
from db.values.day import day_of
from db.values.folding import fold

UNSAID = "8"
"""The nature of what nobody has sorted: 其他."""
NEW, AT_WORK, OVER = "1", "3", "5"
HOTLINE, APP = "20", "15"
_CHANNELS = (
    (re.compile("12345|热线"), HOTLINE),
    (re.compile("物业.{0,8}平台"), "19"),
    (re.compile("(?i)app"), APP),
    (re.compile("小程序"), "16"),
)
_STANDS = {
    **dict.fromkeys(("待受理", "未受理", "待派单", "待处理", "新建", "已提交"), NEW),
    **dict.fromkeys(("处理中", "办理中", "已受理", "已派单", "处置中", "在办", "待办结"), AT_WORK),
    **dict.fromkeys(("已办结", "办结", "已完成", "已评价", "已归档", "已回访", "已关闭", "结案"), OVER),
}
_OUTCOMES = {"是": SOLVED, "已解决": SOLVED, "解决": SOLVED, "部分": PARTLY, "部分解决": PARTLY}
_RATINGS = {"满意": "1", "非常满意": "1", "基本满意": "2", "不满意": "3", "非常不满意": "3"}
_SAID = {"满意": "1", "非常满意": "1", "基本满意": "2", "一般": "3", "不满意": "4", "非常不满意": "5"}
_SOLVED = {"是": "1", "已解决": "1", "解决": "1", "否": "2", "未解决": "2"}
_BY_OTHERS = "9"
"""The way of a callback that whoever keeps the orders made: 其他."""
_NOBODY = re.compile("匿名.*|不愿.*|未提供|未留名|无名")
_LONGEST, MOST_NAMED = 60, 6
_WHOSE = "(?:工单|诉求|受理|反映|事项|来电|问题|投诉|事件|热线|12345|平台|系统)+"
TOPICS = (
    Topic("no", "工单编号", ("流水号", "单号", "编号", "来源单号"), shape=f"{_WHOSE}(?:流水)?(?:单)?(?:编号|编码|单号|流水号|号|ID)"),
    Topic(
        "called", "来电时间", shape="(?:来电|提交|诉求|受理|反映|登记|接电|创建|上报|投诉|发起|发布|求助|诉求提交|用户提交|工单创建|工单生成|生成|接收)(?:日期|时间)",
        kind=Moment("来电时间"),
    ),
    Topic(
        "who", "诉求人", ("姓名", "市民", "用户", "业主", "居民", "群众", "当事人"),
        shape="(?:来电|反映|诉求|投诉|联系|上报|提交|求助)(?:人|者)(?:姓名|名称)?|市民姓名|(?:用户)?(?:昵称|用户名|姓名)",
    ),
    Topic(
        "phone", "电话", ("来电号码",), shape=f"(?:来电|反映|诉求|投诉|联系|上报|提交|用户|市民)?人?{TELEPHONE}",
        kind=Phone("电话", privacy=Privacy.PERSONAL),
    ),
    Topic("title", "标题", ("事由", "主题"), shape=f"{_WHOSE}(?:标题|主题|摘要)"),
    Topic(
        "text", "诉求内容", ("内容", "描述", "诉求", "反映问题"),
        shape=f"(?:{_WHOSE}|具体|主要|详细)(?:的)?(?:内容|描述|详情|情况|事项)", kind=LongText("诉求内容"),
    ),
    Topic(
        "addr", "地址", ("地点", "位置"), shape=f"(?:{_WHOSE}|事发|发生|所在|详细|具体|上报)(?:的)?(?:地址|地点|位置)"
    ),
    Topic("estate", "小区", ("小区名称", "所属小区", "小区名", "所在小区")),
    Topic("building", "楼栋", ("楼号", "楼栋号", "栋号", "幢号", "所在楼栋")),
    Topic("category", "类别", ("类型", "分类"), shape=f"(?:{_WHOSE}|一级|二级)(?:的)?(?:类别|类型|分类)"),
    Topic(
        "sent", "派单时间", shape="(?:派单|派发|转办|交办|下派|派遣|分派|转派|分办|流转)(?:日期|时间)", kind=Moment("派单时间")
    ),
    Topic(
        "due", "办理时限",
        shape="(?:要求|应|限期|规定|处置|办理|处理|办结|限办|承诺|反馈|完成)*(?:期限|时限|(?:截止|到期)(?:时间|日期))"
        "|(?:要求|应|限期|承诺|限)(?:办结|完成|回复|反馈|办理|办)(?:时间|日期)",
        kind=Moment("办理时限"),
    ),
    Topic(
        "done", "办结时间", shape="(?:实际|最终)?(?:办结|完成|处理完成|办理完成|处置完成|结案|关闭|反馈|回复|完结)(?:日期|时间)",
        kind=Moment("办结时间"),
    ),
    Topic("result", "办理结果", ("处理结果", "办理情况", "答复内容", "处理情况", "回复内容", "办理意见", "处置情况")),
    Topic(
        "rated", "满意度", ("是否满意", "回访结果"), shape="(?:群众|市民|回访|诉求人|居民|用户)*(?:满意度|满意情况|评价)(?:评价|结果|情况)?"
    ),
    Topic("solved", "是否解决", ("解决与否",), shape="(?:问题|诉求)?(?:是否)?(?:已|得到)*解决(?:情况|结果)?"),
    Topic("stars", "评价星级", shape="(?:用户|评价|满意度)*(?:星级|评星|评分|打分|星数|评价分)", kind=Whole("评价星级", units=("星", "分"))),
    Topic("status", "状态", ("进度",), shape="(?:工单|诉求|办理|处理|当前|事件|处置)(?:状态|进度)"),
    Topic("source", "来源", ("渠道",), shape="(?:诉求|工单|信息|问题|受理)?(?:来源|来源渠道|渠道)"),
    Topic("body", "承办单位", ("主办单位", "办理单位", "责任单位", "处理单位", "承办部门")),
    Topic("note", "备注", ("说明",)),
)  # fmt: skip
Key = tuple[object, ...]


@define
class _Order:
    """What a row says of one order.

    Attributes:
        called, sent, due, done: when it came, was handed on, is due, and was over.
        stage: where it stands.
    """

    line: Line
    called: datetime | None
    sent: datetime | None
    due: datetime | None
    done: datetime | None

    @property
    def stage(self) -> str:
        """Over, at work or new: as its times tell, or else the word for it."""
        if self.done:
            return OVER
        return _STANDS.get(self.line.text("status"), AT_WORK if self.sent else NEW)

    def said(self) -> str:
        """What was said of how it was dealt with, in the words of the row."""
        keys = ("rated", "solved", "stars", "status", "body", "result", "note")
        return noted((topic.label, self.line.text(key)) for key in keys if (topic := self.line.form.topic(key)))

    def steps(self) -> list[Step]:
        """What happened with it and when, as far as the row says."""
        found: list[Step] = []
        if self.sent:
            found.append(
                Step(what=MOVED, move="assign", before=NEW, after=AT_WORK, said="派单", at=self.sent, until=self.due)
            )
        if self.done:
            before = AT_WORK if self.sent else NEW
            found.append(
                Step(what=MOVED, move="settle", before=before, after=OVER, said="办结", at=self.done, note=self.said())
            )
        return found


@define
class OrderReader:
    """Reads the table; at its end it says which orders seem to be about the same matter."""

    book: Book
    _came: list[tuple[Key, Draft, Line]] = field(factory=list[tuple[Key, Draft, Line]])
    _fresh: dict[str, None] = field(factory=dict[str, None])
    _told: str = ""

    def take(self, line: Line) -> None:
        """One order."""
        order = _Order(line, *(line.value(key) for key in ("called", "sent", "due", "done")))
        if order.called is None:
            self.book.hold(line, "called", "required", "没有写什么时候来的", "请补上时间")
            return
        place, told = _place(self.book, line)
        known, fresh = self._category(line.text("category"))
        outcome = _OUTCOMES.get(line.text("solved"), UNTOLD) if order.stage == OVER else ""
        values = {
            "channel": channel_of(line),
            "outside_no": line.text("no"),
            "subject": _subject(line),
            "nature": UNSAID,
            "category": known or "",
            "taken": order.called,
            "facts": _facts(order),
            "claimants": (_claimant(line),),
            "stage": order.stage,
            "due": day_of(order.due),
            "closed": day_of(order.done),
            "outcome": outcome,
            "rating": _RATINGS.get(line.text("rated"), "") if order.stage == OVER else "",
            **_called_back(order),
            **told,
        }
        draft = self.book.bring(line, Matter.TABLE, values)
        if draft is None:
            return
        self._look_at(order)
        if draft.is_new and draft.place == line.place:
            draft.steps += order.steps()
            draft.options |= {"category": fresh} if fresh else {}
        self._came.append((_key(place, known, line.text("category")), draft, line))

    def _category(self, words: str) -> tuple[str, str]:
        """The code of a category, and the name of one that no option has: it is added with the import."""
        label = tidy_name(words)
        code = code_table.load("matter_category").code(label) or "" if label else ""
        fresh = "" if code or len(label) > LONGEST_NAME else label
        if fresh and fresh not in self._fresh:
            self._fresh[fresh] = None
            self.book.assumptions.pop(self._told, None)
            named = "、".join(list(self._fresh)[:MOST_NAMED])
            more = "等" if len(self._fresh) > MOST_NAMED else ""
            self._told = (
                f"“类别”里还没有的 {len(self._fresh)} 个（{named}{more}）导入时加成本中心的选项；"
                "要并到别的类别里的，以后在“设置 → 选项”里放到它下面"
            )
            self.book.assumptions[self._told] = None
        return code, fresh

    def _look_at(self, order: _Order) -> None:
        """What contradicts itself in a row, what is still to come, and what stands there that nobody knows."""
        line, called = order.line, order.called
        for key, moment in (("called", called), ("sent", order.sent), ("done", order.done)):
            topic = line.form.topic(key)
            if topic and moment and moment.date() > date.today():
                line.tell(key, "to_come", f"{topic.label}还没有到", "已照写的导入，请核对", Verdict.WRONG)
            if topic and moment and called and moment < called:
                line.tell(key, "before_called", f"{topic.label}早于来的时间", "已照写的导入，请核对", Verdict.WRONG)
        status = line.text("status")
        if status and status not in _STANDS and not order.done:
            how = "照在办的导入，请核对；不用办的，导入后在那件诉求里办“诉求人撤回”或作废"
            line.tell("status", "status_unknown", f"不认得“{status[:_LONGEST]}”这个状态，也没有办结时间", how)
        solved = line.text("solved") in _OUTCOMES
        if solved and order.stage != OVER:
            line.tell("solved", "solved_open", "写着已经解决，却没有办结时间", "没有当作办结，请核对")
        if line.text("rated") == "非常满意" and line.text("solved") in ("否", "未解决"):
            line.tell("rated", "rated_unsolved", "写着非常满意，却没有解决", "已照写的导入，请核对")

    def end(self) -> None:
        """Orders of one place and category within the time in which they may be one matter."""
        known: dict[Key, list[tuple[date, str, int]]] = defaultdict(list)
        for matter in self.book.known(Matter.TABLE).records.values():
            if not isinstance(matter, Matter) or matter.stage in VOID_STAGES or matter.nature in OF_THEIR_OWN:
                continue
            if (key := self._key_of(matter)) and (day := day_of(matter.taken)):
                known[key].append((day, f"已登记的诉求“{matter.outside_no or matter.number}”", matter.id))
        repeats = 0
        came = [(k, d, x) for k, d, x in self._came if d.is_new and d.place == x.place and k]
        for key, draft, line in sorted(came, key=lambda one: str(getattr(one[1].record, "taken", ""))):
            day = day_of(getattr(draft.record, "taken", None))
            assert day is not None
            near = [what for then, what, i in known[key] if abs(day - then) <= WITHIN and i != draft.id]
            if near:
                repeats += 1
                self._tell_repeat(line, near[-1])
            known[key].append((day, f"第{line.place[1]}行", draft.id))
        if repeats:
            self.book.assumptions[
                f"{repeats} 行和别的像是同一件事（同一处、同一类），没有替您并案；打开那条诉求，在“可能是同一件事”里并"
            ] = None

    def _tell_repeat(self, line: Line, what: str) -> None:
        """A hotline writes an order for each call; what comes otherwise a clerk must look at."""
        verdict = Verdict.NOTE if channel_of(line) == HOTLINE else Verdict.DOUBTFUL
        said = f"和{what}像是同一件事：同一处、同一类"
        line.tell("text", "repeat", said, "先各登记一件；打开它，在“可能是同一件事”里并案", verdict)

    def _key_of(self, matter: Matter) -> Key:
        told = address_of(matter.place) if matter.place else None
        if told is None and matter.building:
            told = address_of(self.book.store.titles(Building.TABLE, [matter.building]).get(matter.building, ""))
        return _key((told.estate, told.building), matter.category) if told else ()


def _called_back(order: _Order) -> dict[str, object]:
    """What the row says of how content somebody was as it was over: whoever keeps the orders called them back."""
    said = _SAID.get(order.line.text("rated"), "")
    solved = _SOLVED.get(order.line.text("solved"), "")
    if order.done is None or not (said or solved):
        return {}
    one = Callback(at=order.done, way=_BY_OTHERS, solved=solved, satisfaction=said)
    return {"callbacks": (one,), "called_back": day_of(order.done)}


def channel_of(line: Line) -> str:
    """By what way the orders of a table came, as its titles or numbers say."""
    if found := code_table.load("matter_channel").code(line.text("source")):
        return found
    for text in (line.text("source"), line.text("no"), *line.titles):
        if found := next((code for shape, code in _CHANNELS if shape.search(text)), ""):
            return found
    return OTHER_CHANNEL


def _key(place: tuple[str, str], category: str, words: str = "") -> Key:
    """What orders about one matter share, by the code of the category, else by the words for one that has none; () where either is not known."""
    estate, number = place
    about = (category, fold(tidy_name(words)) if not category else "")
    return (estate_key(estate), building_key("", number), *about) if estate and number and any(about) else ()


def _place(book: Book, line: Line) -> tuple[tuple[str, str], dict[str, object]]:
    """Estate and building that a row names, and where the matter is: what is registered of it, and in words."""
    written = (
        f"{line.text('estate')}{line.text('building')}"
        if line.has("building")
        else line.text("addr") or line.text("estate")
    )
    told = address_of(written) or address_of(line.text("addr"))
    if told is None:
        estates = book.find("estate", line.text("estate")) if line.has("estate") else []
        return ("", ""), {"place": written[:100], "estate": estates[0] if len(estates) == 1 else 0}
    estates = book.find("estate", told.estate)
    title = building_title(told.estate, told.building)
    buildings = book.find(Building.TABLE, title)
    values: dict[str, object] = {"place": title[:100], "estate": estates[0] if len(estates) == 1 else 0}
    return (told.estate, told.building), values | {"building": buildings[0] if len(buildings) == 1 else 0}


def _subject(line: Line) -> str:
    """What it is about, on one line."""
    first = " ".join((line.text("title") or line.text("text")).split())
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"


def _facts(order: _Order) -> str:
    """The whole of what was said, and what no field has room for."""
    line = order.line
    text = line.text("text") if line.text("text") != _subject(line) else ""
    long = line.text("category") if len(tidy_name(line.text("category"))) > LONGEST_NAME else ""
    hidden = line.text("phone") if "*" in line.text("phone") else ""
    rest = order.said() if not order.done else ""
    return "\n".join(filter(None, (text, noted((("地址", line.text("addr")), ("电话", hidden), ("类别", long))), rest)))


def _claimant(line: Line) -> Claimant:
    name = line.text("who")
    phone = line.value("phone") if "*" not in line.text("phone") else ""
    if not name or _NOBODY.fullmatch(name):
        return Claimant(anonymous=True, phone=phone)
    kept = fields_of(Claimant)["name"]
    made = Claimant(name=name[:50], phone=phone)
    return (
        made
        if kept.fault(made.name) is None
        else changed(made, name=code_table.load("matter_channel").label(channel_of(line)))
    )


ORDER_TABLE = TableForm(
    name="orders",
    label="工单、诉求导出",
    table=Matter.TABLE,
    topics=TOPICS,
    needs=(("no",), ("called",), ("text", "title")),
    begin=OrderReader,
    alone=("no", "called", "sent", "due", "done"),
    titles="(?i)12345|工单|诉求|热线",
)
