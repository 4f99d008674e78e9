"""A figure over a span and a scope: its value, and its rows, read at one entry of the audit.

found = measure(store, figures_by_name(store.kinds)["matters_taken"], read_span("2026Q4", today), rows=True)
found.value.number, found.rows        # neither can be of another moment than the other
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.fields import Code, Privacy
from db.records.base import Lasting, Record, Row, columns_of, parts_of
from db.records.condition import Condition, at_least, at_most
from db.records.figure import Claim, Figure, How, Value, count, ratio
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.must import Must
from db.records.power import Power
from db.services.figures.bound import FIGURES
from db.services.figures.counted import Counted, Ids
from db.services.figures.laid_down import as_laid_down
from db.services.figures.scope import Scope, in_scope
from db.services.figures.span import Span
from db.services.musts import standing
from db.store import Store, among
from db.store.lift import Lift
from db.store.measuring import Asked, came_in
from db.store.rights import refused
from db.store.where import Unless, Where, Within, holding

MUST = "must"
"""Stands as the service of a figure that a must makes."""
NO_ROWS: tuple[Ids, Ids] = ({}, {})
NONE_LEFT = (0, 0)
_Told = tuple[Value, tuple[Ids, Ids], tuple[int, int]]
"""The value, the rows that are seen with those that are not so, and how many more there are of each."""


@frozen
class Measured:
    """What a figure came to.

    Attributes:
        head: the number of the last entry of the audit at which all of this was so.
        day: as of which is told what is so on a day.
        of_now: whether it is told as it is now, for no days are kept of it.
        rows: what it is measured over of what whoever asks sees, by table, each in the order of its list; nothing where they were not
            asked for. The value is the whole centre's.
        missing: of a ratio those of the rows that are not so.
        unseen: how many rows more it is measured over, which whoever asks may not see; 0 where rows were not asked for.
        unseen_missing: the same of those that are not so.
    """

    figure: Figure
    span: Span
    scope: Scope | None
    value: Value
    head: int
    day: date
    of_now: bool
    rows: Ids
    missing: Ids
    unseen: int = 0
    unseen_missing: int = 0

    def shown(self) -> str:
        """324个; of a ratio 92%（11/12）."""
        if self.value.total is None:
            return f"{self.value.shown()}{self.figure.unit}"
        return f"{self.value.share()}（{self.value.shown()}）"


def figures_of(kind: Kind, kinds: Kinds) -> tuple[Figure, ...]:
    """The figures of a type: those that it declares, and one of each must, where the other type that they need is there."""
    declared = (figure for figure in kind.figures if not figure.needs or figure.needs in kinds)
    return (*declared, *(_as_figure(kind, must) for must in kind.musts if must.has.table in kinds))


def _as_figure(kind: Kind, must: Must) -> Figure:
    claim = Claim(must.claim) if must.claim else None
    return Figure(name=must.name, label=must.label, of=kind.table, service=MUST, measure=ratio(), claim=claim)


def figures_by_name(kinds: Kinds) -> Mapping[str, Figure]:
    """Every figure of types by its name, in their order."""
    return {figure.name: figure for kind in kinds for figure in figures_of(kind, kinds)}


def measure(
    store: Store,
    figure: Figure,
    span: Span,
    scope: Scope | None = None,
    *,
    rows: bool = False,
    now: datetime | None = None,
) -> Measured:
    """A figure over a span and a scope.

    Args:
        store: the open store.
        figure: which.
        span: over which time.
        scope: of which place; None for all.
        rows: whether the rows are asked for; the value is the same.
        now: the time after whose day nothing is told yet; None for that of the clock.

    Raises:
        NotAllowed: whoever asks counts nothing, or it is told of a place, and is about a group of people that he may not know.
        ArgumentError: nothing tells to which place such rows belong, or it is told of today alone, and today is not the day.
        NotLaidDown: a share that each centre reckons by a rule of its own, and there is none on the day.
        StoreGone: the files of the store are gone.
    """
    return measure_each(store, figure, span, (scope,), rows=rows, now=now)[0]


def measure_each(
    store: Store,
    figure: Figure,
    span: Span,
    scopes: Sequence[Scope | None],
    *,
    rows: bool = False,
    now: datetime | None = None,
) -> list[Measured]:
    """A figure over a span and each of several scopes, all as they were at one entry; what a service tells is asked for once.

    ``rows`` are those of the first scope alone; all else is said at `measure`.
    """
    store.require_power(Power.FIGURES)
    now = now or datetime.now()
    day = min(span.last, now.date())
    kind = store.kinds[figure.of]
    if figure.today_alone and span.last < now.date():
        raise ArgumentError(f"“{figure.label}”只有今天的", "请去掉期间")
    if any(scopes):
        _refuse_covered(store, kind, figure)
    with store.at_one_head() as head:
        figure = _over(as_laid_down(store, figure, day), span, day)
        told = _by_service(store, figure, span, now) if figure.service else None
        of_now = told.of_now if told else not figure.when and not issubclass(kind.record, Lasting)
        found: list[Measured] = []
        for n, scope in enumerate(scopes):
            rows = rows and not n
            if told:
                value, seen, left = _of_service(store, figure, told.counted, scope, day, rows=rows)
            else:
                value, seen, left = _of_rows(store, kind, _asked(store, kind, figure, span, scope, day), rows=rows)
            found.append(Measured(figure, span, scope, value, head.seq, day, of_now and day < now.date(), *seen, *left))
    return found


def measure_by(store: Store, figure: Figure, column: str, span: Span, scope: Scope | None = None) -> Mapping[str, int]:
    """How many rows of a figure each code of a column has, of the whole centre; of what counts rows they come to its value.

    What is counted once with what was joined to it has the code of what it was joined to.

    Raises:
        NotAllowed, ArgumentError, NotLaidDown, StoreGone: see `measure`; the column holds no codes, or not everybody may know them.
    """
    store.require_power(Power.FIGURES)
    now, kind = datetime.now(), store.kinds[figure.of]
    day = min(span.last, now.date())
    told = columns_of(kind.record).get(column)
    if not isinstance(told, Code) or told.privacy >= Privacy.PERSONAL or told.codes().kept:
        raise ArgumentError(f"“{figure.label}”不能按“{column}”分", "请另选一栏")
    if scope:
        _refuse_covered(store, kind, figure)
    with store.at_one_head():
        figure = _over(as_laid_down(store, figure, day), span, day)
        if not figure.service:
            return store.measured_by(_asked(store, kind, figure, span, scope, day), column)
        counted = _by_service(store, figure, span, now).counted
        if scope:
            with store.lifted(Lift.FIGURES):
                counted = _scoped(store, counted, scope, day, once=figure.service != MUST)
        rows = (among("id", list(counted.rows.get(figure.of, ()))),)
        return store.measured_by(Asked(kind.record, rows, count(), (), day), column)


def _of_rows(store: Store, kind: Kind, asked: Asked, *, rows: bool) -> _Told:
    value = store.measured(asked)
    if not rows:
        return value, NO_ROWS, NONE_LEFT
    told = _rows(store, kind, asked)
    return value, told, _less_than(told if store.rights.is_whole else _every(store, kind, asked), told)


def _of_service(store: Store, figure: Figure, counted: Counted, scope: Scope | None, day: date, *, rows: bool) -> _Told:
    if scope:
        with store.lifted(Lift.FIGURES):
            counted = _scoped(store, counted, scope, day, once=figure.service != MUST)
    value = _value(figure, counted)
    if not rows:
        return value, NO_ROWS, NONE_LEFT
    every = (counted.rows, _less(counted))
    told = (_seen(store, every[0]), _seen(store, every[1]))
    return value, told, _less_than(every, told)


def _less_than(every: tuple[Ids, Ids], told: tuple[Ids, Ids]) -> tuple[int, int]:
    """How many rows more there are than are told."""
    return _count(every[0]) - _count(told[0]), _count(every[1]) - _count(told[1])


def _every(store: Store, kind: Kind, asked: Asked) -> tuple[Ids, Ids]:
    """All rows, of which whoever asks is told how many they are."""
    with store.lifted(Lift.FIGURES):
        return _rows(store, kind, asked)


def _count(rows: Ids) -> int:
    return sum(map(len, rows.values()))


def _refuse_covered(store: Store, kind: Kind, figure: Figure) -> None:
    """Lets a figure be told of a place, but for one of few people of whom whoever asks may not know that they are among them.

    Raises:
        NotAllowed: he may not know.
    """
    if who := store.rights.asked_of_covered(kind, figure.asked):
        raise refused(who, f"按网格、小区、楼栋看“{figure.label}”的数")


def rows_where(store: Store, figure: Figure, span: Span, scope: Scope | None, day: date) -> tuple[Where, ...]:
    """What is asked of the rows of a figure that conditions tell; of one that counts each once, whenever they came."""
    kind = store.kinds[figure.of].record
    whenever = figure.measure.how is How.ONCE or figure.measure.parts  # of parts the figure asks it itself, by then
    within = () if whenever else _within(figure.when, span, day)
    where = store.where(kind, (*figure.conditions, *within), day)
    if issubclass(kind, Lasting) and not figure.when:
        where += holding(day)
    if scope:
        where.append(in_scope(store, kind, scope, day, once=bool(figure.when)))
    return tuple(where)


def having_where(store: Store, figure: Figure, day: date) -> tuple[Where, ...]:
    """What is asked of the rows of a ratio that are so; of one of parts, that no part which is looked at is otherwise."""
    kind, measure = store.kinds[figure.of].record, figure.measure
    if not measure.parts:
        return tuple(store.where(kind, measure.having, day))
    looked_at, so = _parts(store, figure, day)
    return (Unless((Within("id", _part(kind, measure.parts), "owner", (*looked_at, Unless(so))),)),)


def _part(kind: type[Record], parts: str) -> type[Row]:
    return parts_of(kind)[parts].part


def _parts(store: Store, figure: Figure, day: date) -> tuple[tuple[Where, ...], tuple[Where, ...]]:
    """What is asked of the parts that are looked at, and of those that are so."""
    part = _part(store.kinds[figure.of].record, figure.measure.parts)
    return tuple(store.where(part, figure.measure.among, day)), tuple(store.where(part, figure.measure.having, day))


def _over(figure: Figure, span: Span, day: date) -> Figure:
    """One that counts parts with the time in which they lie; it stays the same where it has been asked so before."""
    parts = figure.measure.parts
    if not parts or not figure.when:
        return figure
    name = figure.when.removeprefix(f"{parts}.")
    among = (one for one in figure.measure.among if one.path != name)
    return evolve(figure, measure=evolve(figure.measure, among=(*among, *_within(name, span, day))))


def _within(when: str, span: Span, day: date) -> Iterator[Condition]:
    if when and span.first:
        yield at_least(when, span.first.isoformat())
    if when:
        yield at_most(when, day.isoformat())


def _asked(store: Store, kind: Kind, figure: Figure, span: Span, scope: Scope | None, day: date) -> Asked:
    parts = None
    if figure.measure.parts:
        parts = (_part(kind.record, figure.measure.parts), *_parts(store, figure, day))
    came = came_in(figure.when, span.first, day) if figure.measure.how is How.ONCE and figure.when else None
    where, having = rows_where(store, figure, span, scope, day), having_where(store, figure, day)
    return Asked(kind.record, where, figure.measure, having, day, came, parts)


def _rows(store: Store, kind: Kind, asked: Asked) -> tuple[Ids, Ids]:
    found = {kind.table: store.measured_rows(asked, kind.order)}
    if asked.measure.how is not How.RATIO:
        return found, {}
    return found, {kind.table: store.measured_rows(asked, kind.order, having=False)}


# Of services.


@frozen
class _Service:
    """What a service tells of the whole centre, and whether it is told as it is now."""

    counted: Counted
    of_now: bool


def _by_service(store: Store, figure: Figure, span: Span, now: datetime) -> _Service:
    kind, day = store.kinds[figure.of], min(span.last, now.date())
    with store.lifted(Lift.FIGURES):
        if figure.service == MUST:
            must = next(one for one in kind.musts if one.name == figure.name)
            return _Service(*_of_must(store, kind, must, day))
        return _Service(FIGURES[figure.service](store, span, now), not figure.when)


def _of_must(store: Store, kind: Kind, must: Must, day: date) -> tuple[Counted, bool]:
    found = standing(store, kind, must, day)
    lacking = {one.id for one in found.lacking}
    so = [i for i in found.asked if i not in lacking]
    return Counted({kind.table: found.asked}, {kind.table: so}), found.of_now


def _scoped(store: Store, counted: Counted, scope: Scope, day: date, *, once: bool) -> Counted:
    kept: dict[str, Collection[int]] = {}
    for table, ids in counted.rows.items():
        kind = store.kinds[table].record
        kept[table] = set(store.ids(kind, among("id", ids), in_scope(store, kind, scope, day, once=once)))

    def left(found: Ids) -> Ids:
        return {table: [i for i in ids if i in kept[table]] for table, ids in found.items()}

    return Counted(left(counted.rows), left(counted.so) if counted.so is not None else None)


def _value(figure: Figure, counted: Counted) -> Value:
    total = sum(map(len, counted.rows.values()))
    if figure.measure.how is not How.RATIO:
        return Value(total)
    return Value(sum(map(len, (counted.so or {}).values())), total)


def _seen(store: Store, rows: Ids) -> Ids:
    """Those of the rows that whoever asks sees."""
    if store.rights.is_whole:
        return rows
    seen = {table: store.seen(table, ids) for table, ids in rows.items()}
    return {table: [i for i in ids if i in seen[table]] for table, ids in rows.items()}


def _less(counted: Counted) -> Ids:
    """The rows that are not so."""
    if counted.so is None:
        return {}
    so = {table: set(ids) for table, ids in counted.so.items()}
    return {table: [i for i in ids if i not in so.get(table, ())] for table, ids in counted.rows.items()}
