"""业委会换届台账: the committee of each estate over several rows, one a member, with its term and who leads it."""

from typing import Any

from attrs import define, field

from db.errors import ValueUnreadable
from db.fields import Code, Day, Looks, Phone, Privacy
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.form import TableForm
from db.services.importing.headings import TELEPHONE, Topic
from db.services.importing.line import Line
from db.services.importing.places import estate_named
from db.services.importing.problems import Verdict
from db.services.importing.texts import noted, ordinal_in, people_in, term_in
from db.values import code_table, name_list, person_name

COMMITTEES = {"40": "业主委员会", "41": "物业管理委员会", "42": "自治管理委员会"}
"""Kinds of bodies that govern an estate, with what their full names end in."""
CHAIR, VICE, MEMBER = "05", "06", "07"
_POSTS = {"委员": MEMBER, "主任": CHAIR, "主任委员": CHAIR, "副主任": VICE, "副主任委员": VICE, "候补委员": ""}
TOPICS = (
    Topic("estate", "小区名称", ("小区", "小区名", "所属小区", "所在小区", "物业区域", "物业区域名称"), shape="(?:物业|住宅)?小区(?:名称|名)?|物业(?:管理)?区域(?:名称)?"),
    Topic("kind", "组织形式", ("形式", "组织类型", "类型", "业主组织形式", "组织类别"), shape="(?:业主)?(?:自治)?(?:组织|机构|成立)(?:形式|类型|类别|性质)",
        holds="业委会|业主委员会|物管会|物业管理委员会|自管会|自治管理委员会|无|未成立"),
    Topic("name_of_body", "业委会名称", ("组织名称", "名称", "业主委员会名称")),
    Topic("nth", "届次", ("届", "届别", "第几届"), shape="(?:本|现)?(?:第几)?届(?:次|数|别)?(?:届次)?"),
    Topic("name", "姓名", ("成员姓名", "委员姓名", "成员情况姓名"), loose=("成员",), shape="(?:委员会|业委会)?(?:成员|委员|组成人员)姓名"),
    Topic("post", "职务", ("成员职务", "担任职务", "成员情况职务", "任职", "任职情况", "成员情况任职", "现任职务", "岗位"), shape="(?:业委会|委员会|会内|担任|成员)?(?:职务|职位)",
        holds="(?:候补)?委员|副?主任(?:委员)?|成员"),
    Topic("politics", "政治面貌", ("成员政治面貌", "面貌", "成员情况政治面貌"), kind=Code("政治面貌", table="politics"), shape=".*政治(?:面貌|面目)"),
    Topic(
        "phone", "联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式", "成员电话", "成员情况联系电话"),
        kind=Phone("联系电话", privacy=Privacy.PERSONAL), shape=f"(?:成员|委员|本人)?{TELEPHONE}"),
    Topic("term", "任期起止", ("任期", "任期时间", "任职期限", "任期起止时间", "任期起止日期", "本届任期"), shape="(?:本届|现届|业委会)?任期(?:期限)?(?:起止)?(?:时间|日期|年限)?|(?:本届|现届|业委会)?任职(?:期限|(?:起止)?(?:时间|日期|年限))"),
    Topic("since", "任期起", ("任期开始", "任期开始日期", "任期起始", "起始日期", "任期自"), kind=Day("任期起", looks=Looks.BACK), shape="(?:本届)?任(?:期|职)(?:起止)?(?:时间|日期)?(?:开始|起始|起|自)(?:时间|日期)?"),
    Topic("until", "任期止", ("任期结束", "任期届满", "届满日期", "任期届满日期", "任期至", "终止日期"), kind=Day("任期止"), shape="(?:本届)?任(?:期|职)(?:起止)?(?:时间|日期)?(?:结束|届满|截止|终止|到期|止|至)(?:时间|日期)?|(?:届满|到期)(?:时间|日期)"),
    Topic("filed", "备案日期", ("备案时间", "备案"), kind=Day("备案日期", looks=Looks.BACK), shape="(?:街道|住建|镇|备案机关|到期)?备案(?:登记)?(?:时间|日期)?"),
    Topic("chair", "主任", ("主任姓名", "负责人", "业委会主任"), shape="(?:业委会|物管会|委员会|现任)?主任(?:委员)?(?:姓名)?"),
    Topic("vices", "副主任", ("副主任委员",), shape="(?:业委会|物管会|委员会)?副主任(?:委员)?(?:姓名|名单)?"),
    Topic("members", "委员", ("成员名单", "委员名单", "其他委员", "委员姓名名单"), shape="(?:其他|其余)?(?:委员|成员)(?:名单)?"),
    Topic("note", "备注", ("说明", "备考")),
)  # fmt: skip


@define
class _Committee:
    """One committee.

    Attributes:
        line: its first row.
        body: as which it is entered; None for an estate that has none.
        told: what is written of it as a whole.
        members: those who are named, by the key of the name: the person and the row.
    """

    line: Line
    estate: str
    body: Draft | None
    told: dict[str, Any]
    members: dict[str, tuple[int, Line]] = field(factory=dict[str, tuple[int, Line]])


@define
class CommitteeReader:
    """Reads the table; what holds of a committee stands in its first row, or in cells merged over all of them."""

    book: Book
    _last: _Committee | None = None
    _all: list[_Committee] = field(factory=list[_Committee])

    def take(self, line: Line) -> None:
        """One member, and the committee where it begins."""
        if line.has("estate") and (self._last is None or line.text("estate") != self._last.estate):
            self._last = self._begun(line)
            self._all.append(self._last)
        if self._last is None:
            self.book.hold(line, "estate", "required", "看不出是哪个小区的", "请补上小区名称")
            return
        if self._last.body:
            self._members(line, self._last)
        elif line.has("name") or line.has("members"):
            self.book.hold(line, "kind", "no_committee", "没有写是业委会、物管会还是自管会", "请补上组织形式")

    def end(self) -> None:
        """What is to be said of whole committees, and of those who sit in two."""
        seats: dict[int, list[_Committee]] = {}
        for one in self._all:
            for person, _ in one.members.values():
                seats.setdefault(person, []).append(one)
            self._look_at(one)
        for sits in seats.values():
            for one in sits if len(sits) > 1 else ():
                others = "、".join(other.estate for other in sits if other is not one)
                one.line.tell("name", "in_two", f"有一位成员也在{others}的委员会里", "已照样导入，请核对")

    def _begun(self, line: Line) -> _Committee:
        estate = estate_named(self.book, line, line.text("estate"))
        kind = code_table.load("body_kind").code(line.text("kind")) or ""
        told = self._told(line)
        if kind not in COMMITTEES and line.has("name_of_body"):
            kind = next((k for k, words in COMMITTEES.items() if words in line.text("name_of_body")), "40")
        if estate is None or kind not in COMMITTEES:
            if estate and line.has("note"):
                self.book.fill(line, estate, {"note": line.text("note")})
            return _Committee(line, line.text("estate"), None, told)
        name = line.text("name_of_body") or f"{estate.record.title({})}{COMMITTEES[kind]}"
        values = {"name": name, "kind": kind, "estate": estate.id, "note": _note(line, told)}
        return _Committee(line, line.text("estate"), self.book.bring(line, Body.TABLE, values), told)

    def _told(self, line: Line) -> dict[str, Any]:
        """The term, what number it is, and when it was filed."""
        since, until = line.value("since"), line.value("until")
        if line.has("term"):
            try:
                since, until = term_in(line.text("term"))
            except ValueUnreadable as error:
                line.tell("term", "unreadable", error.message, "没有记起止日期，请核对后补上", Verdict.WRONG)
        return {"since": since, "until": until, "filed": line.value("filed"), "nth": ordinal_in(line.text("nth"))}

    def _members(self, line: Line, of: _Committee) -> None:
        """Those whom a row names: one with the post beside, or all of them, a column a post."""
        if line.has("name"):
            named = [("name", _post(line))]
        else:
            named = [("chair", CHAIR), ("vices", VICE), ("members", MEMBER)]
        for key, post in named:
            people = people_in(line.text(key))
            if line.has(key) and not people:
                line.tell(key, "name_missing", "看不出写的是谁", "没有记这一位，请核对")
            for name, phone in people:
                own = line.value("phone") if key == "name" and len(people) == 1 else ""
                politics = line.value("politics") if key == "name" and len(people) == 1 else ""
                self._member(line, of, {"name": name, "phone": own or phone, "politics": politics}, post)

    def _member(self, line: Line, of: _Committee, told: dict[str, Any], post: str) -> None:
        assert of.body is not None
        person = self.book.mention(line, Person.TABLE, told)
        key = person_name.key(told["name"])
        if person is None or key in of.members:
            return
        since, until = of.told["since"], of.told["until"]
        if since and until and until < since:
            since = until = None
        held = {"person": person.id, "of": of.body.reference, "post": post, "since": since, "until": until}
        (self.book.bring if line.has("name") else self.book.mention)(line, Tenure.TABLE, held)
        of.members[key] = (person.id, line)

    def _look_at(self, one: _Committee) -> None:
        since, until, filed = one.told["since"], one.told["until"], one.told["filed"]
        if since and until and until < since:
            one.line.tell("term", "term_backwards", "任期的结束早于开始", "没有记任期，请核对", Verdict.WRONG)
        elif until and until < self.book.today and one.body:
            one.line.tell("term", "term_over", "任期已经届满，没有写新的一届", "已照样导入，请核对换届了没有")
        if filed and since and filed < since and not (until and until < since):
            one.line.tell("filed", "filed_before", "备案日期早于任期开始", "已照样导入，请核对", Verdict.WRONG)
        chairs = name_list.names(one.line.text("chair"))
        if one.members and any(person_name.key(name) not in one.members for name in chairs):
            one.line.tell("chair", "chair_no_member", "写的主任不在成员里", "主任没有另记任职，请核对", Verdict.WRONG)
        if one.members and not len(one.members) % 2:
            one.line.tell("name", "even", f"成员有{len(one.members)}人，是双数", "已照样导入，请核对")


def _post(line: Line) -> str:
    word = line.text("post")
    return _POSTS.get(word) or code_table.load("post").code(word) or MEMBER


def _note(line: Line, told: dict[str, Any]) -> str:
    nth = f"第{told['nth']}届" if told["nth"] else line.text("nth")
    filed = told["filed"].isoformat() if told["filed"] else ""
    return noted((("届次", nth), ("任期", line.text("term")), ("备案日期", filed), ("备注", line.text("note"))))


COMMITTEE_TABLE = TableForm(
    name="owners_committees",
    label="业委会换届台账",
    table=Body.TABLE,
    topics=TOPICS,
    needs=(("estate",), ("name", "members"), ("kind", "name_of_body", "nth"), ("post", "term", "since", "nth")),
    begin=CommitteeReader,
    titles="业主委员会|业委会|物管会|换届",
    alone=("name", "phone"),
)
