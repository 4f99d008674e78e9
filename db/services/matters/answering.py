"""应哨: how each department answered the whistles that were blown for it in a time, and whether 吹哨率 lies in the band of the centre."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.bodies.body import Body
from db.records.centre.centre import WHISTLE_RATE_LEAST, WHISTLE_RATE_MOST, Rule
from db.records.matters.reminder import OF_LIVE, RED, YELLOW, Reminder
from db.records.matters.whistle import Whistle
from db.records.matters.whistle_flow import COLLECTED
from db.records.matters.whistle_flow import VOID_STAGES as VOID_WHISTLES
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.matters.whistle_figures import MOMENTS, matters_whistled, whistles_in_time, within
from db.store import Store, eq, none_of
from db.values.percent import read_percent

_LABELS = {WHISTLE_RATE_LEAST: "吹哨率下限", WHISTLE_RATE_MOST: "吹哨率上限"}


@frozen
class Answering:
    """A department over a time.

    Attributes:
        body: its id.
        title: its name.
        blown: how many whistles were blown for it.
        in_time: by clock, how many were in time, of how many.
        hours: how long it took on average from the whistle until it was dealt with, in hours; None where nothing was.
        yellow, red: how many cards it was given.
        score: what it was rated on average, 1 to 5; None where nobody rated it.
    """

    body: int
    title: str
    blown: int
    in_time: dict[str, tuple[int, int]]
    hours: Decimal | None
    yellow: int
    red: int
    score: Decimal | None


@frozen
class Band:
    """Where 吹哨率 lies.

    Attributes:
        rate: per cent; None where no matter came.
        least, most: of the band; None where the centre has not said so.
    """

    rate: Decimal | None
    least: Decimal | None
    most: Decimal | None

    def words(self) -> str:
        """What is worth a look: too low, too high, or that nobody has said what it should be; "" where all is well."""
        if self.least is None or self.most is None:
            return "吹哨率多少算正常还没有定"
        if self.rate is None or self.least <= self.rate <= self.most:
            return ""
        low = self.rate < self.least
        limit, word = (self.least, "低于") if low else (self.most, "高于")
        why = "该吹的哨可能没有吹" if low else "自己该办的可能也吹了"
        return f"吹哨率{self.rate}%，{word}本中心定的{limit}%：{why}，请核"


def answering(store: Store, span: Span, now: datetime) -> list[Answering]:
    """Each department for which a whistle was blown in the time, those with most first."""
    blown = store.select(
        Whistle, none_of("stage", (*VOID_WHISTLES, COLLECTED)), *within("blown", span), order=("-blown", "-id")
    )
    bodies = {one.lead for one in blown}
    titles = store.titles(Body.TABLE, bodies)
    times = {clock: whistles_in_time(clock, store, span, now) for clock in MOMENTS}
    cards = store.select(Reminder, *within("at", span), *store.where(Reminder, (OF_LIVE,)))
    lead_of = store.linked(Whistle, "lead")
    told = [
        Answering(
            body,
            titles.get(body, ""),
            len(own := [one for one in blown if one.lead == body]),
            {clock: _of_body(body, counted, lead_of) for clock, counted in times.items()},
            _hours(own),
            len([one for one in cards if one.lead == body and one.card == YELLOW]),
            len([one for one in cards if one.lead == body and one.card == RED]),
            _score(own),
        )
        for body in bodies
    ]
    return sorted(told, key=lambda one: (-one.blown, one.title))


def band(store: Store, span: Span, now: datetime) -> Band:
    """Where 吹哨率 of a time lies, by the rules in force on its last day."""
    counted = matters_whistled(store, span, now)
    total, so = (sum(len(ids) for ids in rows.values()) for rows in (counted.rows, counted.so or {}))
    rate = Decimal(100 * so / total).quantize(Decimal("0.1")) if total else None
    least, most = (_limit(store, key, span.last) for key in (WHISTLE_RATE_LEAST, WHISTLE_RATE_MOST))
    return Band(rate, least, most)


def usual_hours(store: Store, span: Span) -> Decimal | None:
    """How long it took on average from the whistle until it was dealt with, in hours, of what was dealt with in a time; None of nothing."""
    return _hours(store.select(Whistle, none_of("stage", VOID_WHISTLES), *within("finished", span)))


def lay_band(store: Store, least: str, most: str, since: date, source: str) -> list[Rule]:
    """The rules that say from a day on where 吹哨率 should lie; what was said of the same day is said anew.

    Raises:
        ValueUnreadable: one is no share.
        ArgumentError: the lower one is the larger one, or no source is named.
    """
    if read_percent(least) > read_percent(most):
        raise ArgumentError("下限比上限还大", "请核对两个数")
    if not source.strip():
        raise ArgumentError("还没有写依据", "请写文件名称；没有文件的写“本中心自定”")
    with store.writing("定吹哨率上下限") as w:
        found: list[Rule] = []
        for key, value in ((WHISTLE_RATE_LEAST, least), (WHISTLE_RATE_MOST, most)):
            said = w.read.select(Rule, eq("key", key), eq("since", since.isoformat()), order=("-id",), limit=1)
            rule = said[0] if said else Rule(key=key, label=_LABELS[key], since=since)
            found.append(w.save(evolve(rule, value=value.strip(), source=source.strip())))
        return found


def _limit(store: Store, key: str, day: date) -> Decimal | None:
    rule = store.rule_in_force(key, day)
    return read_percent(rule.value) if rule and rule.value.strip() else None


def _of_body(body: int, counted: Counted, lead_of: dict[int, int]) -> tuple[int, int]:
    so, rows = (counted.so or {}).get(Whistle.TABLE, ()), counted.rows.get(Whistle.TABLE, ())
    of_it, of_all = ([one for one in ids if lead_of.get(one) == body] for ids in (so, rows))
    return len(of_it), len(of_all)


def _hours(whistles: Sequence[Whistle]) -> Decimal | None:
    took = [(one.finished - one.blown).total_seconds() for one in whistles if one.finished and one.blown]
    return Decimal(sum(took) / len(took) / 3600).quantize(Decimal("0.1")) if took else None


def _score(whistles: Sequence[Whistle]) -> Decimal | None:
    marks = [mark for one in whistles for mark in (one.speed, one.quality, one.satisfied) if mark is not None]
    return Decimal(sum(marks) / len(marks)).quantize(Decimal("0.1")) if marks else None
