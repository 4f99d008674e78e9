"""居民: a person whom the community serves."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar, Self

from attrs import frozen

from db.errors import Problem, RecordInvalid
from db.fields import Code, Day, IdNumber, Link, LongText, Looks, Name, Phone, Privacy, Rows, Text
from db.records.base import Record, changed, fields_of
from db.records.condition import Condition, at_least, has, is_, is_not, not_one_of, one_of, something, this_year
from db.records.figure import ALL, Check, Figure
from db.records.kind import Beside, Found, Kind, Room, View
from db.records.may import RESIDENTS_MAY, Right
from db.records.registry import resident_parts
from db.records.registry.apart import Apart
from db.records.registry.residence import MAIN, Residence, left, moved, standing, stayed
from db.records.registry.resident_coming import COMING
from db.records.registry.resident_parts import Carer, CareTag, Document, FormerName, PartyMembership, Telephone
from db.records.spells import overlap
from db.values import day, id_number, paper_number
from db.values.reference import parted, reference

MALE, FEMALE = "1", "2"
IN_REGISTER, GONE, DIED = "1", "2", "3"
ENDED = ("2", "3", "4")
"""迁出, 死亡, 注销: states that began on a day."""


@frozen(kw_only=True, slots=False)
class Resident(Record):
    """居民. Fields follow GB/T 31000-2015 as far as a service desk has a duty to hold them."""

    TABLE: ClassVar[str] = "resident"
    LABEL: ClassVar[str] = "居民"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)
    ASKED: ClassVar[tuple[str, ...]] = ("state", "politics", "population", "sex", "birth", "house")
    TYPED_FIRST: ClassVar[tuple[str, ...]] = resident_parts.AT_THE_DESK

    name: Annotated[
        str, Name("姓名", required=True, width=6, listed=True, group="身份", words=("人员姓名", "居民姓名", "名字"))
    ] = ""
    id_kind: Annotated[str, Code("证件类型", table="id_kind", width=8, words=("证件种类",))] = "111"
    id_number: Annotated[
        str,
        IdNumber(
            "证件号码",
            privacy=Privacy.PERSONAL,
            width=12,
            listed=True,
            words=("身份证号", "公民身份号码", "身份证号码", "身份证", "证件号"),
            help="填对后自动带出性别和出生日期",
        ),
    ] = ""
    sex: Annotated[str, Code("性别", table="sex", width=3, listed=True)] = ""
    birth: Annotated[
        date | None,
        Day(
            "出生日期",
            looks=Looks.BACK,
            ahead=timedelta(),
            age="年龄",
            privacy=Privacy.PERSONAL,
            width=7,
            words=("出生年月", "出生年月日", "生日"),
        ),
    ] = None
    ethnicity: Annotated[str, Code("民族", table="ethnicity", privacy=Privacy.PERSONAL, width=5)] = ""
    politics: Annotated[str, Code("政治面貌", table="politics", privacy=Privacy.PERSONAL, width=7)] = ""
    phone: Annotated[
        str,
        Phone(
            "联系电话",
            privacy=Privacy.PERSONAL,
            width=8,
            listed=True,
            group="联系与住处",
            words=("手机", "电话", "电话1", "手机号", "手机号码", "联系方式"),
        ),
    ] = ""
    house: Annotated[int, Link("现住房屋", to="house", privacy=Privacy.PERSONAL, width=14, listed=True)] = 0
    registered_at: Annotated[
        str, Text("户籍地址", privacy=Privacy.PERSONAL, width=20, words=("户口所在地", "户籍地", "户籍所在地"))
    ] = ""
    population: Annotated[str, Code("人员类别", table="population", width=5, words=("人口类别", "人口类型"))] = ""
    residence_match: Annotated[
        str, Code("人户一致", table="residence_match", width=4, words=("人户一致标识", "是否人户一致"))
    ] = ""
    state: Annotated[str, Code("登记状态", table="resident_state", width=4, group="登记")] = "1"
    state_day: Annotated[date | None, Day("状态日期", looks=Looks.BACK, width=6, help="迁出、死亡或注销的日期")] = None
    doubt: Annotated[str, Text("待核实", width=12, listed=True, help="还要核实的事项；核实后清空")] = ""
    note: Annotated[str, LongText("备注", privacy=Privacy.PERSONAL, width=20, help="不要在这里写病情等敏感信息")] = ""
    documents: Annotated[
        tuple[Document, ...],
        Rows("其他证件", part=Document, privacy=Privacy.PERSONAL, group="其他证件", folded=True),
    ] = ()
    phone_of: Annotated[
        str,
        Code(
            "联系电话是谁的",
            table="phone_owner",
            width=5,
            group="其他电话",
            folded=True,
            help="空着就当是本人的，没有问过",
        ),
    ] = ""
    telephones: Annotated[
        tuple[Telephone, ...],
        Rows("其他电话", part=Telephone, privacy=Privacy.PERSONAL, words=("电话2", "备用电话", "固定电话")),
    ] = ()
    script_name: Annotated[
        str,
        Name(
            "其他文字姓名",
            width=10,
            group="曾用名和其他文字姓名",
            folded=True,
            words=("英文名", "英文姓名", "外文姓名", "民族文字姓名"),
            help="证件上用少数民族文字或外文写的姓名",
        ),
    ] = ""
    former_names: Annotated[
        tuple[FormerName, ...],
        Rows("曾用名", part=FormerName, privacy=Privacy.PERSONAL, words=("别名", "原名", "曾用名/别名")),
    ] = ()
    care: Annotated[
        tuple[CareTag, ...],
        Rows(
            "关爱类别",
            part=CareTag,
            privacy=Privacy.SENSITIVE,
            group="关爱",
            words=("特殊人群", "特殊人群/备注", "关注类型", "重点人群"),
        ),
    ] = ()
    residences: Annotated[
        tuple[Residence, ...],
        Rows(
            "居住记录",
            part=Residence,
            today=("house",),
            telling=("kind", MAIN),
            privacy=Privacy.PERSONAL,
            group="居住记录",
            folded=True,
        ),
    ] = ()
    carers: Annotated[
        tuple[Carer, ...],
        Rows("监护和照料", part=Carer, privacy=Privacy.PERSONAL, group="监护和照料", folded=True),
    ] = ()
    party_joined: Annotated[
        date | None, Day("入党日期", looks=Looks.BACK, width=6, group="党员信息", folded=True, words=("入党时间",))
    ] = None
    party_full_due: Annotated[
        date | None,
        Day("预备期满日", width=6, words=("转正日期", "预备期满"), help="以党组织定的为准，程序不推算"),
    ] = None
    party: Annotated[tuple[PartyMembership, ...], Rows("组织关系", part=PartyMembership, privacy=Privacy.PERSONAL)] = ()
    permit_number: Annotated[
        str,
        Text(
            "居住证号",
            privacy=Privacy.PERSONAL,
            width=10,
            group="居住证",
            folded=True,
            words=("居住证号码", "居住证编号"),
        ),
    ] = ""
    permit_until: Annotated[
        date | None,
        Day(
            "签注到期",
            width=6,
            words=("居住证到期", "居住证签注到期", "居住证有效期"),
            help="居住证暂行条例第十条：每年签注一次",
        ),
    ] = None
    marriage: Annotated[
        str,
        Code(
            "婚姻状况",
            table="marriage",
            privacy=Privacy.PERSONAL,
            width=5,
            group="更多情况",
            folded=True,
            words=("婚姻", "婚否"),
        ),
    ] = ""
    education: Annotated[str, Code("学历", table="education", width=6, words=("文化程度", "教育程度"))] = ""
    employment: Annotated[str, Code("从业状况", table="employment", width=6, words=("就业状况", "个人身份"))] = ""
    workplace: Annotated[
        str,
        Text("服务处所", privacy=Privacy.PERSONAL, width=12, words=("工作单位", "就业单位", "单位名称", "就读学校")),
    ] = ""
    native_place: Annotated[str, Text("籍贯", width=8)] = ""
    nationality: Annotated[str, Text("国籍（地区）", width=6, words=("国籍", "国籍/地区"))] = ""
    dwelling: Annotated[str, Code("住所类型", table="dwelling", width=5, words=("居住类型",))] = ""
    owner_relation: Annotated[str, Code("与房主关系", table="owner_relation", width=5)] = ""
    apart: Annotated[tuple[Apart, ...], Rows("不是同一人", part=Apart, privacy=Privacy.PERSONAL, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def mark(self) -> str:
        """Why somebody is no longer in the register."""
        return "" if self.state == IN_REGISTER else fields_of(Resident)["state"].show(self.state)

    def age(self, today: date) -> int | None:
        """Full years on a day, or None when the day of birth is unknown."""
        return day.age_on(self.birth, today) if self.birth else None

    def settled(self, before: Record | None, day: date) -> Self:
        """Where somebody lives goes on from the day on which it was changed, and ends on the day on which they left the register.

        Whoever left keeps the house where they lived last, as a list of those who left tells it.

        Raises:
            RecordInvalid: the row of where they live today was taken out, while their house is as it was.
        """
        was = before if isinstance(before, Resident) else None
        if was and all(getattr(was, name) == getattr(self, name) for name in _LIVING):
            return self
        has_left = self.state in ENDED
        house, rows = self.house, self.residences
        if (house == was.house and rows != was.residences) if was else not house:
            house = self._told(was)
        elif not (has_left and any(one.kind == MAIN and one.until for one in rows)):
            rows = stayed(rows, house, was.state_day) if was and was.state in ENDED and not has_left else rows
            rows = moved(rows, house, day)
        if has_left and self.state_day:
            rows = left(rows, self.state_day, was.state_day if was and was.state in ENDED else None)
        return self if (house, rows) == (self.house, self.residences) else changed(self, house=house, residences=rows)

    def _told(self, was: "Resident | None") -> int:
        """The house that the rows tell, which somebody wrote."""
        if (told := standing(self.residences)) is not None:
            return told.house
        if was is None or (ended := standing(was.residences)) is None or self.state in ENDED:
            return self.house
        if ended.id not in {one.id for one in self.residences}:
            kind = fields_of(Resident)["residences"]
            said = "删掉的那一行是现在的住处，没有保存"
            raise RecordInvalid([kind.problem("standing", said, "搬走了的填“止”；住处写错了的，改上面的“现住房屋”")])
        return 0

    def rules(self) -> Iterable[Problem]:
        """Nobody lives for good in two places at a time (户口登记条例 第六条)."""
        if len(self.residences) > 1 and overlap(one for one in self.residences if one.kind == MAIN):
            kind = fields_of(Resident)["residences"]
            yield kind.problem("residences_overlap", "常住的起止日期有重叠", "同一天只能在一处常住，请核对起止日期")

    def remarks(self) -> Iterable[Problem]:
        """A state that has a day; the number, and what it says of sex and birth against what is written; a doubt, never a refusal."""
        kinds = fields_of(Resident)
        if self.state in ENDED and self.state_day is None:
            what = f"还没有填{kinds['state'].show(self.state)}的日期"
            yield kinds["state_day"].problem("state_day_missing", what, "知道了再补上", blocking=False)
        if self.id_kind not in paper_number.NUMBERED or not self.id_number:
            return
        if fault := paper_number.fault(self.id_kind, self.id_number):
            yield kinds["id_number"].problem(fault, id_number.FAULTS[fault], "请核对证件", blocking=False)
            return
        if region := paper_number.region_fault(self.id_kind, self.id_number):
            yield kinds["id_number"].problem("id_region", region, "代码撤销过的号码照样有效，请看证件", blocking=False)
        if self.id_kind not in paper_number.AS_CITIZENS:
            return
        if self.sex in ("1", "2") and self.sex != id_number.sex(self.id_number):
            yield kinds["sex"].problem("sex_differs", "与证件号码不一致", "请核对证件", blocking=False)
        if self.birth and self.birth != id_number.birth(self.id_number):
            yield kinds["birth"].problem("birth_differs", "与证件号码不一致", "请核对证件", blocking=False)


def resident_among(number: int) -> int:
    """The id of the resident to whom a reference leads; 0 where it leads to nobody or to something else."""
    code, record_id = parted(number)
    return record_id if code == RESIDENTS.code else 0


def reference_to(resident_id: int) -> int:
    """The reference that leads to a resident; 0 for none."""
    return reference(RESIDENTS.code, resident_id) if resident_id else 0


_LIVING = ("house", "residences", "state", "state_day")
"""What tells where somebody lives."""
DOUBTFUL = "待核实"
"""The part of the list that waits for a second look."""
PARTY_MEMBERS = ("01", "02")
"""正式党员 and 预备党员."""
FLOATING = "2"
_HERE = is_("state", IN_REGISTER)


def _looked_after(why: str) -> Condition:
    """Is looked after today for one reason; codes of the table ``care``."""
    return has("care", is_("kind", why))


VIEWS = {
    "residents_doubtful": View(DOUBTFUL, (is_not("doubt", ""), _HERE)),
    "residents_80": View("80岁以上", (at_least("birth.age", 80), _HERE)),
    "residents_alone": View("独居", (_looked_after("11"), _HERE)),
    "residents_empty_nest": View("空巢", (_looked_after("12"), _HERE)),
    "residents_party": View("党员", (one_of("politics", PARTY_MEMBERS), _HERE)),
    "residents_low_income": View("低保", (_looked_after("30"), _HERE)),
    "residents_disabled": View("残疾", (_looked_after("20"), _HERE)),
    "residents_floating": View("流动人口", (is_("population", FLOATING), _HERE)),
    **COMING,
}
"""The parts of the list that are asked for every week, by the names of the figures that count them."""
CHANGES = (
    View("今年出生", (this_year("birth"),)),
    View("今年死亡", (is_("state", DIED), this_year("state_day"))),
    View("今年迁入", (has("residences", something("reason"), this_year("since"), ever=True),)),
    View("今年迁出", (is_("state", GONE), this_year("state_day"))),
)
"""What happened to people this year; of any other time the figures open the same."""
FIGURES = (
    Figure(name="residents_here", label="在册居民", of="resident", where=(_HERE,), unit="人"),
    Figure(name="residents_men", label="男", of="resident", where=(_HERE, is_("sex", MALE)), unit="人"),
    Figure(name="residents_women", label="女", of="resident", where=(_HERE, is_("sex", FEMALE)), unit="人"),
    Figure(name="residents_sex_untold", label="没写性别", of="resident", unit="人",
           where=(_HERE, not_one_of("sex", (MALE, FEMALE)))),
    *(Figure(name=name, label=view.name, of="resident", where=view.conditions, unit="人")
      for name, view in VIEWS.items()),
    Figure(
        name="births", label="出生", of="resident", where=ALL, when="birth", unit="人",
        about="按出生日期，登记过的都算；出生以后才迁来的也在里面",
    ),
    Figure(name="deaths", label="死亡", of="resident", where=(is_("state", DIED),), when="state_day", unit="人"),
    Figure(name="arrivals", label="迁入", of="resident", service="arrivals", unit="人",
           about="居住记录从这段时间起、写着迁移原因的；只在社区里换住处的不算"),
    Figure(name="departures", label="迁出", of="resident", service="departures", unit="人",
           about="登记为迁出的，和迁出以后又回来了的，按迁出那天；一段时间里迁出两次的算一人"),
)  # fmt: skip

RESIDENTS = Kind(
    record=Resident,
    purged=True,
    code=1,
    room=Room.REGISTRY,
    may=RESIDENTS_MAY,
    tab="居民",
    views=(*VIEWS.values(), *CHANGES),
    new="登记居民",
    start="登记居民",
    empty="可以从“导入”把现有花名册一次导进来，也可以点“登记居民”录入第一位（Ctrl+N）",
    help=(
        "登记和查找居民。打字就能筛选：姓名、拼音首字母、证件后四位、电话、楼栋房号、小区，也可以是独居、党员、80岁以上；几样用空格隔开，如王 3栋 独居。",
        "生僻字按部件找：龙+天就是䶮。别处给的名单整块粘贴到查找栏，看谁在册、谁没找到（Ctrl+Shift+V）。",
        "改了住处，会问这一户怎么办；迁出、死亡在“变动…”里办，改登记状态、写日期也一样：户里的位置、关爱类别到那一天止，户主另换。",
        "先填证件号码（读卡器也行），带出证件类型、性别、出生日期；“登记家人”（填写时 F4：保存这一位，接着登记下一位）住处、民族、电话照着填好，"
        "“与户主关系”列出可能的，Tab 选上。旁边列着可能已经登记过的：打开、“这就是他”、“不是同一人”。",
        "住处换了改“现住房屋”，“居住记录”里自己记下住到哪天、从哪天起，以前住过的不会丢；日子写错了在那里改。寄住、短住的也写在那里，不影响常住的。",
        "上面的“本周生日”“近期满岁”“居住证签注”等，看今后几天的；天数、岁数改了条件，再点“按现在的条件更新”。",
        "打开一个人：F4 看完整的电话、记来电去电，Ctrl+L 看邻居。列表的“更多…”（迁入等）是 Ctrl+M。",
        "“修改”里关爱类别遮着，光标到哪一行，哪一行就看得见，离开又遮住；看过会记在操作记录里。F9 看全部。",
    ),
    beside=(
        Beside(
            "duplicates",
            "可能重复",
            (
                "照证件号码（含旧号）、同名同生日、同名同电话、同名同住处找出可能登记了两次的人，并排看。",
                "是同一个人的合并：写得不同的逐项选，连着的户、照片和别的登记都归留下的那一条，两条都对上了人员的，人员也合并；以后在留下那一条的修改记录里随时可以撤销。",
                "不是同一人的说一声，这一对以后不再问。",
            ),
            Right.DELETE,
        ),
    ),
    found=Found(
        persons=("name", "script_name", "former_names.name"),
        identities=("id_number", "documents.number"),
        telephones=("phone", "telephones.number", "carers.phone"),
        home="house",
        coded=("care.kind", "politics", "population", "state", "sex"),
        aged=("birth",),
        present=(_HERE,),
    ),
    line=("{mark}", "{house}", "{id_number}", "{phone}"),
    figures=FIGURES,
    checks=(
        Check(
            label="男、女和没写性别的",
            parts=("residents_men", "residents_women", "residents_sex_untold"),
            whole="residents_here",
        ),
    ),
    save="register_resident",
    page="resident",
    lists=("residents", "mail_to_residents"),
    many=("by_list", "to_meeting", "to_visits", "life_events"),
)
