"""How long signing, contacting, arriving and finishing may take at some places: none holds until the centre chooses it.

take(store, PRESETS[0], date(2026, 12, 1))      # rows of 办理时限 from that day on, with the place as their source
"""

from datetime import date, timedelta

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.centre.clock_rule import ClockRule
from db.records.clock import clock_key
from db.records.matters.whistle import Whistle
from db.store import Store, Writer, eq
from db.values import code_table
from db.values.working_time import HOURS, MINUTES, WORKING_DAYS, Length

PUSHING, HARD = "4", "5"
"""工作推进哨, 攻坚克难哨; codes of the table ``whistle_kind``."""


@frozen
class Limit:
    """How long something may take.

    Attributes:
        clock: its name.
        length: how long.
        kind: for which sort of whistle alone; "" for any.
    """

    clock: str
    length: Length
    kind: str = ""


@frozen
class Preset:
    """What one place does.

    Attributes:
        label: the place.
        source: what stands as the source of its rules.
        about: what it comes to, and what it leaves to the centre.
        limits: how long what may take.
    """

    label: str
    source: str
    about: str
    limits: tuple[Limit, ...]


_HOUR, _DAY = Length(1, HOURS), Length(24, HOURS)
PRESETS = (
    Preset(
        "南京市鼓楼区",
        "南京市鼓楼区的做法（jszf.gov.cn 2023-08-04）",
        "1小时签收、24小时联系，工作推进哨3个工作日、攻坚克难哨5个工作日到场；别的哨、办结的时限它没有写",
        (
            *(Limit("sign", _HOUR, kind) for kind in (PUSHING, HARD)),
            *(Limit("contact", _DAY, kind) for kind in (PUSHING, HARD)),
            Limit("arrive", Length(3, WORKING_DAYS), PUSHING),
            Limit("arrive", Length(5, WORKING_DAYS), HARD),
        ),
    ),
    Preset(
        "扬州市广陵区",
        "扬州市广陵区的做法（yznews 2025-12-03）",
        "复杂的不超过10个工作日办结；简单的当日办结，哪种哨算简单的请另加一条",
        (Limit("finish", Length(10, WORKING_DAYS)),),
    ),
    Preset(
        "北京市平谷区",
        "北京市平谷区的做法（px-edu.cn）",
        "30分钟到场（事不完、人不撤）",
        (Limit("arrive", Length(30, MINUTES)),),
    ),
)
"""Each with its source; see reference 2.3."""


def take(store: Store, preset: Preset, since: date) -> list[ClockRule]:
    """The rules of a place, from a day on; what held of the same before holds until the day before.

    Raises:
        ArgumentError: something of the same was laid down from that day on, or later.
    """
    with store.writing(f"时限照{preset.label}") as w:
        return [w.save(_rule(store, w, preset, limit, since)) for limit in preset.limits]


def _rule(store: Store, w: Writer, preset: Preset, limit: Limit, since: date) -> ClockRule:
    key = clock_key(Whistle.TABLE, limit.clock)
    made = ClockRule(
        clock=key,
        whistle=limit.kind,
        amount=limit.length.amount,
        unit=limit.length.unit,
        since=since,
        source="，".join(filter(None, (preset.source, code_table.load("whistle_kind").labels.get(limit.kind, "")))),
    )
    for one in store.select(ClockRule, eq("clock", key)):
        if one.criteria() != made.criteria() or (one.until and one.until < since):
            continue
        if one.since is not None and one.since >= since:
            raise ArgumentError(f"“{one.title({})}”从{one.since}起已经定了", "请先改那一条，或另选一天")
        w.save(evolve(one, until=since - timedelta(days=1)))
    return made
