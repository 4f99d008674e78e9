"""办理时限: how long something may take, by clock and, where that differs, by level, category and body; dated, with its source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import AppError, Problem
from db.fields import Code, Day, Link, LongText, Whole
from db.records.base import Lasting, Record, fields_of
from db.records.kind import Kind, Room
from db.records.kinds import CLOCKS
from db.records.may import SETTINGS_MAY
from db.values import code_table
from db.values.working_time import BY_THE_CLOCK, Length

CRITERIA = ("level", "category", "body", "whistle")
"""What may tell rules of a clock apart."""
_Criteria = tuple[object, ...]
_EMPTY: _Criteria = ("", "", 0, "")


class RulesTie(AppError):
    """Two rules of a clock of which nobody could say which holds."""

    code = "rules_tie"


@frozen(kw_only=True, slots=False)
class ClockRule(Lasting, Record):
    """办理时限.

    Attributes:
        clock: ``table.name`` of the clock.
        level, category, body, whistle: of what it holds; "" and 0 for any.
        amount: how many of the unit.
        warn: so many of the unit before the end it is yellow; None for what the clock says itself.
        red: so many before the end it is red; None for what the clock says itself.
        source: where it is written.
    """

    TABLE: ClassVar[str] = "clock_rule"
    LABEL: ClassVar[str] = "办理时限"

    clock: Annotated[str, Code("时限", table=CLOCKS, required=True, width=10, listed=True)] = ""
    level: Annotated[str, Code("只管层级", table="matter_level", width=4, listed=True)] = ""
    category: Annotated[
        str, Code("只管类别", table="matter_category", width=5, listed=True, help="空着就都管；下一级的也管")
    ] = ""
    body: Annotated[int, Link("只管单位", to="body", width=6, listed=True)] = 0
    amount: Annotated[int | None, Whole("多长", required=True, least=0, most=9999, width=3, listed=True)] = None
    unit: Annotated[str, Code("时间单位", table="clock_unit", required=True, width=5, listed=True, words=("单位",))] = (
        "4"
    )
    warn: Annotated[int | None, Whole("提前多少变黄", least=0, most=9999, width=5, help="空着照通常的")] = None
    red: Annotated[int | None, Whole("提前多少变红", least=0, most=9999, width=5, help="空着照通常的")] = None
    since: Annotated[date | None, Day("起", required=True, width=6, listed=True, help="从哪天起开始的按这一条")] = None
    until: Annotated[date | None, Day("止", width=6, listed=True)] = None
    source: Annotated[str, LongText("依据", required=True, width=14, listed=True, lines=1)] = ""
    whistle: Annotated[str, Code("只管种类", table="whistle_kind", width=6)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """调解案件办结 1个月."""
        length = self.length()
        return f"{fields_of(ClockRule)['clock'].show(self.clock)} {length.words() if length else ''}".strip()

    def length(self) -> Length | None:
        """How long; None of one that is not filled in."""
        return None if self.amount is None else Length(self.amount, self.unit)

    def criteria(self) -> _Criteria:
        """What it holds for."""
        return (self.level, self.category, self.body, self.whistle)

    def rules(self) -> Iterable[Problem]:
        """No time at all is a day at least, and what warns does so before the end."""
        yield from super().rules()
        kinds = fields_of(ClockRule)
        if self.amount == 0 and self.unit in BY_THE_CLOCK:
            yield kinds["amount"].problem("none", "没有时间可办", "当日办结请填 0 个工作日或 0 日")
        if self.warn is not None and self.red is not None and self.warn < self.red:
            yield kinds["warn"].problem("warn_late", "比变红还晚", "请填得比“提前多少变红”多")


class RuleBook:
    """The rules of all clocks, to be asked many times."""

    def __init__(self, rules: Iterable[ClockRule]) -> None:
        self._by_id = {rule.id: rule for rule in rules}
        shapes: dict[str, dict[tuple[int, ...], dict[_Criteria, list[ClockRule]]]] = {}
        for rule in self._by_id.values():
            places = _said(rule)
            key = tuple(rule.criteria()[place] for place in places)
            shapes.setdefault(rule.clock, {}).setdefault(places, {}).setdefault(key, []).append(rule)
        self._shapes = {clock: sorted(found.items(), key=lambda one: -len(one[0])) for clock, found in shapes.items()}

    def get(self, rule_id: int) -> ClockRule | None:
        """The rule of an id; None for none."""
        return self._by_id.get(rule_id)

    def find(self, clock: str, day: date, told: Sequence[object] = _EMPTY) -> ClockRule | None:
        """The rule for what began on a day: of those that hold then the one that says most of what it is for; None for none.

        What no rule of its own category holds for goes by one for the category above.

        Args:
            clock: ``table.name``.
            day: the day on which it began.
            told: level, category, body and sort of whistle of what it is for.

        Raises:
            RulesTie: two say equally much.
        """
        level, category, *others = told
        upper = code_table.load("matter_category").upper.get(str(category), "")
        best = self._best(clock, day, told)
        if upper and (best is None or not best.category):
            above = self._best(clock, day, (level, upper, *others))
            best = above if above and (best is None or above.category) else best
        return best

    def _best(self, clock: str, day: date, told: Sequence[object]) -> ClockRule | None:
        best: ClockRule | None = None
        for places, rules in self._shapes.get(clock, ()):
            if best is not None and len(places) < len(_said(best)):
                break
            for rule in rules.get(tuple([told[place] for place in places]), ()):
                if not rule.holds(day):
                    continue
                if best is not None:
                    raise RulesTie(*tie_words(best, rule))
                best = rule
        return best

    def ties(self) -> Iterator[tuple[ClockRule, ClockRule]]:
        """Two that some day could not be told apart: equally many words, none of which excludes the other, at one time."""
        rules = list(self._by_id.values())
        for number, one in enumerate(rules):
            yield from ((one, other) for other in rules[:number] if _tie(one, other))


def _tie(one: ClockRule, other: ClockRule) -> bool:
    if one.clock != other.clock or len(_said(one)) != len(_said(other)):
        return False
    pairs = zip(one.criteria(), other.criteria(), _EMPTY, strict=True)
    if any(a != b and empty not in (a, b) for a, b, empty in pairs):
        return False
    return (one.until is None or other.since is None or other.since <= one.until) and (
        other.until is None or one.since is None or one.since <= other.until
    )


def _said(rule: ClockRule) -> tuple[int, ...]:
    """The places of what a rule says it is for."""
    return tuple(n for n, (value, empty) in enumerate(zip(rule.criteria(), _EMPTY, strict=True)) if value != empty)


def tie_words(one: ClockRule, other: ClockRule) -> tuple[str, str]:
    """What is said of two rules that nobody could tell apart, and what to do about it."""
    told = [f"{rule.title({})}（{rule.since}起）" for rule in (one, other)]
    return (
        f"“{told[0]}”和“{told[1]}”管的一样具体，同一天分不出用哪一条",
        "请给其中一条填“止”，或写明只管哪一类别、层级、单位",
    )


CLOCK_RULES = Kind(record=ClockRule, code=41, room=Room.CENTRE, may=SETTINGS_MAY)
