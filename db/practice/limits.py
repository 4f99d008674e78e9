"""办公时间 and 办理时限 of the practice community: made up to practise with, as their source says."""

from datetime import date, time

from db.records.centre.clock_rule import ClockRule
from db.records.centre.opening import Opening
from db.values.working_time import WORKING_DAYS

SINCE = date(2020, 1, 1)
SATURDAY = "6"
SOURCE = "练习小区自己定的，只供练习；真的时限要照本地文件填"


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
            category="公共设施",
            amount=3,
            unit=WORKING_DAYS,
            warn=1,
            red=0,
            since=SINCE,
            source=SOURCE,
        ),
    ]
