"""统计: every figure of what the centre does over a span and a place, read at one entry of the audit, with the checks that go with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from db.errors import NotAllowed
from db.records.figure import Check, Figure
from db.records.kind import Kind, Room
from db.records.kinds import Kinds
from db.records.power import Power
from db.services.figures.claims import Claimed, claimed
from db.services.figures.kept import figures_in
from db.services.figures.laid_down import NotLaidDown
from db.services.figures.left_out import LeftOut, measure_with_left_out
from db.services.figures.measure import Measured
from db.services.figures.scope import Scope, scopes_of
from db.services.figures.span import Span
from db.services.ticks import Tick, go_on, never_stop
from db.store import Store


@frozen
class Told:
    """One figure of a report.

    Attributes:
        left: what it leaves out because it says no place; None where it leaves out nothing.
    """

    found: Measured
    claim: Claimed | None = None
    left: LeftOut | None = None


@frozen
class Checked:
    """What became of a check.

    Attributes:
        parts: the figures that add up.
        whole: the one that they come to.
    """

    check: Check
    parts: tuple[Measured, ...]
    whole: Measured

    @property
    def holds(self) -> bool:
        """Whether they come to it, or to no more."""
        total = sum(one.value.number for one in self.parts)
        return total <= self.whole.value.number if self.check.within else total == self.whole.value.number

    def words(self) -> str:
        """男 120 + 女 118 + 没写性别 2 = 240，与在册居民 240 相符."""
        terms = " + ".join(f"{one.figure.label} {one.value.shown()}" for one in self.parts)
        total, whole = sum(one.value.number for one in self.parts), self.whole.value
        if self.check.within:
            end = "在里面" if self.holds else f"多出 {total - whole.number:,}"
            return f"{terms}，{self.whole.figure.label} {whole.shown()}，{end}"
        end = "相符" if self.holds else f"差 {abs(total - whole.number):,}"
        return f"{terms} = {total:,}，与{self.whole.figure.label} {whole.shown()} {end}"


@frozen
class Untold:
    """A share that is not told, for the centre has not laid down how it is reckoned.

    Attributes:
        why: that nobody has said it, what cannot be read, or that the clerk may not know.
    """

    figure: Figure
    why: str


@frozen
class Report:
    """All figures, as they were at one entry of the audit.

    Attributes:
        rooms: the figures of each room, in the order of the navigation.
        untold: those that are not told, by their room.
    """

    span: Span
    scope: Scope | None
    head: int
    rooms: Mapping[Room, Sequence[Told]]
    checks: Sequence[Checked]
    untold: Mapping[Room, Sequence[Untold]] = field(factory=dict[Room, Sequence[Untold]])

    def every(self) -> Iterator[tuple[Room, Told]]:
        """One figure after the other."""
        yield from ((room, told) for room, found in self.rooms.items() for told in found)


def report(store: Store, kinds: Kinds, span: Span, scope: Scope | None = None, tick: Tick = never_stop) -> Report:
    """The figures of types over a span; with a place only those of what can be told of it.

    Raises:
        Cancelled: the tick said so.
        NotAllowed: the clerk sees no figures.
    """
    store.require_power(Power.FIGURES)
    wanted = [one for one in figures_in(store, kinds) if not one.today_alone and _can_be_told(kinds, one, scope)]
    rooms: dict[Room, list[Told]] = {}
    untold: dict[Room, list[Untold]] = {}
    by_name: dict[str, Measured] = {}
    with store.at_one_head() as head:
        for done, figure in enumerate(wanted):
            go_on(tick, done, len(wanted))
            room = kinds[figure.of].room
            here = rooms.setdefault(room, [])
            try:
                found, left = measure_with_left_out(store, figure, span, scope)
            except (NotLaidDown, NotAllowed) as error:
                untold.setdefault(room, []).append(Untold(figure, error.message))
            else:
                by_name[figure.name] = found
                here.append(Told(found, claimed(store, found), left))
    checks = [one for kind in kinds for one in _checked(kind, by_name)]
    return Report(span, scope, head.seq, rooms, checks, untold)


def _can_be_told(kinds: Kinds, figure: Figure, scope: Scope | None) -> bool:
    return scope is None or scope.table in scopes_of(kinds[figure.of].record, kinds)


def _checked(kind: Kind, found: Mapping[str, Measured]) -> Iterator[Checked]:
    for check in kind.checks:
        if all(name in found for name in (*check.parts, check.whole)) and _is_so_taken(check, found[check.parts[0]]):
            yield Checked(check, tuple(found[name] for name in check.parts), found[check.whole])


def _is_so_taken(check: Check, first: Measured) -> bool:
    """Whether what is checked is taken from where the check means it."""
    choice = first.figure.choice
    return (
        not check.taken or choice is None or (check.taken, first.figure.service) in ((w, s) for w, s, _ in choice.ways)
    )


def by_time(told: Iterable[Told]) -> list[list[Told]]:
    """Those of the span, those of its last day, and those that are told as they are now in its place."""
    groups: tuple[list[Told], ...] = ([], [], [])
    for one in told:
        groups[0 if one.found.figure.when else 2 if one.found.of_now else 1].append(one)
    return [group for group in groups if group]


def lead_of(told: Sequence[Told], today: date) -> str:
    """What stands before figures of one of `by_time`: 2026年第四季度, 截至2026-12-31, 截至2026-12-31（按现值）, 现在."""
    first = told[0].found
    if first.figure.when:
        return first.span.words
    if first.day >= today:
        return "现在"
    return f"截至{first.day.isoformat()}{'（按现值）' if first.of_now else ''}"


def as_text(found: Report, today: date) -> str:
    """The report as words, to be put into another text; one paragraph a room."""
    lines: list[str] = []
    for room, told in found.rooms.items():
        for part in by_time(told):
            figures = "，".join(_said(one) for one in part)
            lines.append(f"{room.value}　{lead_of(part, today)}：{figures}。")
    lines += [f"请核　{one.words()}。" for one in found.checks if not one.holds]
    return "\n".join(lines)


def _said(told: Told) -> str:
    claim = f"，{told.claim.word}" if told.claim and told.claim.holds else ""
    left = f"（{told.left.words()}）" if told.left else ""
    return f"{told.found.figure.label}{told.found.shown()}{claim}{left}"
