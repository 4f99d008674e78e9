"""诉求登记表 with a 回执 to tear off: what somebody brought, signed by both; the slip tells how to ask after it.

Whatever is signed by hand stays blank. The slip says nothing of who brought it: whoever finds it knows no more than a number.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from attrs import field, frozen

from db.fields import Flag, Text
from db.records.centre.centre import Centre
from db.records.matters.matter import Claimant, Matter
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import (
    ANONYMOUS,
    BLANK,
    BLANK_DAY,
    HIDDEN,
    Titles,
    claimant_row,
    facts,
    helpers_of,
    label,
    limit_row,
    name_of,
    pair,
    place_of,
    signed,
    told,
    value,
)
from printing.papers.matters.receipt import slip
from printing.tables import Band, Long, Side, Tall

_FACTS_MM = 34.0


@frozen(kw_only=True)
class MatterIntake:
    """Input of the paper.

    Attributes:
        titles: titles of what the matter leads to.
        masked: whether numbers of persons are covered.
        limit: how the last day was reckoned; "" where there is none.
        void: that the matter's number is void, and why; "" for a number in force.
    """

    centre: Centre
    matter: Matter
    titles: Titles = field(factory=dict[str, Mapping[int, str]])
    masked: Annotated[bool, Flag("遮盖")] = True
    limit: Annotated[str, Text("期限怎么算的")] = ""
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def layout(given: MatterIntake) -> list[list[Sheet]]:
    """One form; long facts go on over the page, the slip stands at the foot of the last one."""
    matter = given.matter
    refuse([*demand(given.centre, "name"), *demand(matter, "number", "subject", "taken")])
    form = Form(
        "诉求登记表",
        list(_bands(given)),
        lines=((given.centre.name, f"编号：{matter.number}"),),
        running=f"诉求登记表（续）　编号：{matter.number}",
        practice=given.centre.practice,
        foot=slip(given.centre, given.matter),
    )
    return [form.sheets()]


def _told(given: MatterIntake, name: str) -> str:
    return told(given.matter, name, given.titles, masked=given.masked)


def _bands(given: MatterIntake) -> list[Tall]:
    matter = given.matter
    source = "　".join(filter(None, (_told(given, "channel"), _told(given, "outside_no"))))
    kind = "　".join(filter(None, (_told(given, "nature"), _told(given, "category"))))
    extent = "　".join(
        f"{count}人" if n == "people" else f"{count}元" for n in ("people", "money") if (count := _told(given, n))
    )
    place = "　".join(filter(None, (_told(given, "grid"), place_of(matter, given.titles, masked=given.masked))))
    return [
        pair(("受理时间", _told(given, "taken")), ("来　源", source)),
        pair(("性　质", kind), ("紧急程度", _told(given, "urgency"))),
        Side(label("诉求人"), tuple(_claimant(c, given) for c in matter.claimants) or (claimant_row("", ""),)),
        *_respondents(given),
        (label("事　由"), value(_told(given, "subject"))),
        pair(("发生时间", _told(given, "occurred")), ("涉及人数、\n金额", extent)),
        (label("地　点"), value(place)),
        Long(label("情　况", _FACTS_MM), facts(_told(given, "facts"), _FACTS_MM), fills=True),
        (label("分级意见"), value("　".join(filter(None, (_told(given, "level"), _told(given, "called")))))),
        pair(("承办单位", _told(given, "lead")), ("办理期限", _told(given, "due"))),
        *limit_row(given.limit),
        (label("协办单位"), value(helpers_of(matter, given.titles))),
        signed([f"诉求人（签名）：{BLANK}", BLANK_DAY], [f"接待人（签名）：{BLANK}", BLANK_DAY]),
    ]


def _respondents(given: MatterIntake) -> list[Tall]:
    """Whom it is about, where somebody is named."""
    titles = given.titles.get("", {})
    names = "、".join(filter(None, (row.name or titles.get(row.who, "") for row in given.matter.against)))
    return [(label("被反映的\n人或单位"), value(names))] if names else []


def _claimant(claimant: Claimant, given: MatterIntake) -> Band:
    name = ANONYMOUS if claimant.anonymous else name_of(claimant, given.titles)
    phone = "" if claimant.anonymous else told(claimant, "phone", given.titles, masked=given.masked)
    return claimant_row(f"{name}（{HIDDEN}）" if claimant.hidden and name else name, phone)


def example() -> MatterIntake:
    """A charging post without current."""
    centre = Centre(name="幸福里社区党群服务中心", community="幸福里社区", phone="0435-6440001")
    matter = Matter(
        number="诉求〔2026〕18号",
        slip="52817",
        subject="3号楼东侧充电桩断电",
        nature="2",
        category="1",
        channel="1",
        taken=datetime(2026, 3, 9, 9, 20),
        people=12,
        occurred=datetime(2026, 3, 8, 19, 0),
        facts="3号楼东侧6个电动自行车充电桩从3月8日晚7点起没有电，扫码后显示“设备离线”。来反映的居民说，已有人从二楼窗户"
        "往下接线充电，担心着火；物业值班电话打过两次，答复“已报修”，没有说什么时候修好。请社区催一催，修好以前给个临时充电的地方。",
        place="3号楼东侧充电棚",
        due=date(2026, 3, 13),
        claimants=(
            Claimant(name="阿卜杜拉·买买提", phone="13904357712"),
            Claimant(name="张国富", phone="13804350021", hidden=True),
        ),
    )
    return MatterIntake(centre=centre, matter=matter)


PAPER = Paper(
    "matter_intake", "诉求登记表", MatterIntake, layout,
    lambda given: f"诉求登记表 {given.matter.number}".strip(), FORM, example,
)  # fmt: skip
