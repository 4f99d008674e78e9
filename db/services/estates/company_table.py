"""物业企业台账: a row a company, with who leads it, its party body or instructor, and the estates that it serves."""

import re

from db.fields import CreditCode, Day, Looks, Phone, Privacy, Whole
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.form import TableForm, rowwise
from db.services.importing.headings import TELEPHONE, Topic
from db.services.importing.line import Line
from db.services.importing.places import estate_named
from db.services.importing.texts import noted, people_in, words_in
from db.values import code_table, name_list

COMPANY, INSTRUCTOR = "50", "09"
PARTY_TREE, MEMBER = "1", "4"
_LABELLED = re.compile(r"^(?:党建)?(?:指导员|联络员|指导)[:：\s]*(?P<names>.+)$")
_PARTY = re.compile(r"(?:支部|总支|党委|党组|党小组)(?:委员会)?$")
_NOTED = ("staff", "members", "formal", "probationary", "serves", "since", "note")

TOPICS = (
    Topic(
        "name", "物业企业名称",
        ("物业公司名称", "物业企业", "物业公司", "物业服务企业", "物业服务公司"),
        shape="物业(?:管理)?(?:服务)?(?:企业|公司|单位)(?:名称|全称)?",
        loose=("企业名称", "公司名称", "单位名称", "企业全称", "公司全称", "单位全称", "公司", "企业"),
    ),
    Topic(
        "code", "统一社会信用代码", ("信用代码", "社会信用代码", "统一信用代码", "组织机构代码", "统一代码"),
        kind=CreditCode("统一社会信用代码", privacy=Privacy.PUBLIC), shape=".*信用代码(?:证)?(?:号码?|编号)?",
        holds="[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxyOo]{18}"),
    Topic("legal", "法定代表人", ("法人代表", "法人", "法人姓名", "企业法人", "企业负责人", "负责人", "法定代表人姓名"), shape="(?:企业|公司)?(?:法定代表人|法人代表|法人)(?:姓名)?"),
    Topic(
        "manager", "项目经理",
        ("项目经理姓名", "项目负责人", "项目负责人姓名", "经理", "经理姓名", "姓名", "物业经理", "小区经理", "联系人"), shape="(?:物业|小区|现场)?(?:项目)?(?:经理|主管)(?:姓名)?|(?:物业|小区|项目)负责人(?:姓名)?"),
    Topic(
        "phone", "项目经理电话",
        ("项目经理联系电话", "项目经理手机", "项目负责人电话", "经理电话", "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码"),
        kind=Phone("项目经理电话", privacy=Privacy.PERSONAL), shape=f"(?:(?:物业|项目|小区)*(?:经理|负责人))?{TELEPHONE}"),
    Topic(
        "legal_phone", "法定代表人电话", shape=f"(?:企业)?(?:法定代表人|法人代表|法人){TELEPHONE}",
        kind=Phone("法定代表人电话", privacy=Privacy.PERSONAL),
    ),
    Topic("staff", "员工数", ("员工人数", "职工数", "职工人数", "从业人数", "从业人员", "人数", "员工总数"), kind=Whole("员工数", units=("人", "名")), shape="(?:在岗|在职|现有)?(?:员工|职工|从业人员|工作人员)(?:总)?(?:人)?数量?"),
    Topic("formal", "党员数正式", ("正式党员", "正式党员数", "正式", "党员正式"), kind=Whole("正式党员", units=("人", "名")), shape="(?:其中)?正式(?:党员)?(?:人数|数|名)?"),
    Topic("members", "党员数", ("党员人数", "党员", "党员总数", "党员数量", "党员情况"), kind=Whole("党员数", units=("人", "名"))),
    Topic("probationary", "党员数预备", ("预备党员", "预备党员数", "预备", "党员预备"), kind=Whole("预备党员", units=("人", "名")), shape="(?:其中)?预备(?:党员)?(?:人数|数|名)?"),
    Topic(
        "party", "党组织名称/党建指导员",
        ("党组织名称", "党组织", "党支部", "党支部名称", "所属党组织", "党组织或指导员", "党组织/指导员", "党组织及指导员", "党组织名称或党建指导员"),
        shape="党(?:组织|支部).*指导员.*|(?:所属|所在|隶属)?党(?:组织|支部|总支)(?:名称|情况)?",
    ),
    Topic("instructor", "党建指导员", ("指导员", "指导员姓名", "党建指导员姓名", "派驻指导员"), shape="(?:党建|派驻|选派)?指导员(?:姓名)?"),
    Topic("serves", "服务小区", ("服务项目", "管理小区", "在管小区", "服务的小区", "服务小区名称", "小区", "小区名称", "管理项目", "服务范围"), shape="(?:现|所|目前|物业)*(?:服务|管理|在管|接管|承接)(?:的)?(?:住宅)?(?:小区|项目|楼盘)(?:名称|名单|情况)?"),
    Topic("since", "进驻日期", ("进驻时间", "入驻日期", "入驻时间", "进场日期", "进场时间", "合同起始日期"), kind=Day("进驻日期", looks=Looks.BACK), shape="(?:进驻|入驻|进场|接管|承接|(?:服务|合同)(?:起始|开始|起))(?:小区)?(?:日期|时间)"),
    Topic("note", "备注", ("说明", "备考"), shape="备注(?:说明)?"),
)  # fmt: skip


def read_company(book: Book, line: Line) -> None:
    """One company, and what belongs to it."""
    if not line.has("name") and not line.has("code"):
        book.hold(line, "name", "required", "这一行有内容，却没有企业名称", "请补上企业名称")
        return
    estates = [one for name in words_in(line.text("serves")) if (one := estate_named(book, line, name))]
    values = {
        "name": line.text("name"),
        "kind": COMPANY,
        "uscc": line.value("code"),
        "estate": estates[0].id if len(estates) == 1 else 0,
        "note": _note(line),
    }
    company = book.bring(line, Body.TABLE, values)
    if company is None:
        return
    people = {"head": _person(book, line, company, "legal"), "contact": _person(book, line, company, "manager")}
    book.fill(line, company, people)
    _party(book, line, company)


def _note(line: Line) -> str:
    """What a body has no field for."""
    told: list[tuple[str, str]] = []
    for key in _NOTED:
        topic = line.form.topic(key)
        if topic and line.has(key):
            value = line.value(key)
            label = {"formal": "正式党员", "probationary": "预备党员"}.get(key, topic.label)
            told.append((label, topic.kind.show(value) if value is not None else line.text(key)))
    return noted(told)


def _person(book: Book, line: Line, company: Draft, key: str) -> int:
    """Who leads the company or its work, as one of the persons; 0 where nobody is named."""
    people = people_in(line.text(key))
    if len(people) != 1:
        return 0
    ((name, phone),) = people
    job, telephone = ("项目经理", "phone") if key == "manager" else ("法定代表人", "legal_phone")
    told = {"name": name, "unit": company.id, "job": job, "phone": line.value(telephone) or phone}
    person = book.mention(line, Person.TABLE, told)
    return person.id if person else 0


def _party(book: Book, line: Line, company: Draft) -> None:
    """The party body that it belongs to, or the instructor who is sent to it; one column may hold either."""
    instructors = list(name_list.names(line.text("instructor")))
    for piece in words_in(line.text("party")):
        if match := _LABELLED.match(piece):
            instructors += name_list.names(match["names"])
        elif _PARTY.search(piece):
            _place(book, line, company, piece)
        elif names := name_list.names(piece):
            instructors += names
        else:
            line.tell("party", "party_unreadable", "看不出是党组织还是指导员", "没有导入这一格，请核对")
    for name in dict.fromkeys(instructors):
        if person := book.mention(line, Person.TABLE, {"name": name}):
            book.mention(line, Tenure.TABLE, {"person": person.id, "of": company.reference, "post": INSTRUCTOR})


def _place(book: Book, line: Line, company: Draft, name: str) -> None:
    """The company under its party body; several companies may share one."""
    body = book.mention(line, Body.TABLE, {"name": name, "kind": _party_kind(name)})
    if body:
        told = {"tree": PARTY_TREE, "upper": body.id, "lower": company.id, "relation": MEMBER}
        book.mention(line, Placement.TABLE, told)


def _party_kind(name: str) -> str:
    """The kind of a party body by the longest word for one with which its name ends, or that stands in it."""
    spellings = code_table.load("body_kind").spellings
    words = sorted(
        (w for w in spellings if not w.isdigit() and w.startswith(("党", "联合", "临时", "功能", "总支", "支部"))),
        key=len,
    )
    return next((spellings[word] for word in reversed(words) if word in name), spellings["党支部"])


COMPANY_TABLE = TableForm(
    name="property_companies",
    label="物业企业台账",
    table=Body.TABLE,
    topics=TOPICS,
    needs=(("name",), ("code", "legal", "party", "instructor", "since", "serves")),
    begin=rowwise(read_company),
    titles="物业",
    marks="(?:现|所|目前)?(?:服务|管理|在管|接管|承接)(?:的)?(?:住宅)?(?:小区|项目)(?:名称)?|物业.*",
    alone=("name", "code"),
)
