"""办公时间, 办理时限 and a 直办规则 of the practice community: made up to practise with, as their source says."""

from datetime import date, time

from db.records.bodies.body import Body
from db.records.centre.clock_rule import ClockRule
from db.records.centre.opening import Opening
from db.records.centre.option_list import Option, OptionList
from db.records.matters.skip_rule import Copied, SkipRule
from db.values import code_table
from db.values.working_time import WORKING_DAYS

SINCE = date(2020, 1, 1)
SATURDAY = "6"
SOURCE = "练习小区自己定的，只供练习；真的时限要照本地文件填"


FACILITIES = "u1"
_CATEGORIES = (
    (FACILITIES, "公共设施", ""), ("u2", "路灯和道路", FACILITIES), ("u3", "环境卫生", ""), ("u4", "治安", ""), ("u5", "房屋安全", ""),
    ("u6", "交通", ""), ("u7", "养犬", ""), ("u8", "噪声", ""), ("u9", "电梯", FACILITIES),
)  # fmt: skip


def categories() -> OptionList:
    """The centre's own categories, two of them under another one."""
    options = (Option(code=code, label=label, upper=upper, since=SINCE) for code, label, upper in _CATEGORIES)
    return OptionList(table="matter_category", options=tuple(options))


def category(label: str) -> str:
    """The code of a category as stories call it; "" for none."""
    own = next((code for code, name, _ in _CATEGORIES if name == label), "")
    return own or (code_table.program("matter_category").code(label) or "" if label else "")


def hours() -> list[Opening]:
    """Mornings and afternoons of working days, and Saturday mornings."""
    return [
        Opening(opens=time(8, 30), closes=time(11, 30)),
        Opening(opens=time(13, 30), closes=time(17)),
        Opening(weekday=SATURDAY, opens=time(9), closes=time(11)),
    ]


def limits() -> list[ClockRule]:
    """How long a matter may take, what all use less than all else."""
    return [
        ClockRule(clock="matter.handle", amount=10, unit=WORKING_DAYS, warn=2, since=SINCE, source=SOURCE),
        ClockRule(
            clock="matter.handle",
            category=FACILITIES,
            amount=3,
            unit=WORKING_DAYS,
            warn=1,
            red=0,
            since=SINCE,
            source=SOURCE,
        ),
    ]


def straight_to(lead: Body, copied: Body) -> SkipRule:
    """What is urgent of what all use goes straight to the managers of the estate."""
    return SkipRule(
        urgency="3",
        category=FACILITIES,
        level="3",
        lead=lead.id,
        copies=(Copied(body=copied.id),),
        since=SINCE,
        source=SOURCE,
    )
