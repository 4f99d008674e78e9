"""另存为口径: conditions of a list that a centre keeps as a figure, and counts from then on like those of the program."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from db.errors import ArgumentError
from db.fields import Day, Moment
from db.records.base import Record, columns_of, fields_of
from db.records.condition import Condition, Test, read, written
from db.records.figure import ALL, Figure
from db.records.kept_figure import KeptFigure
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.paths import Wrong, faults
from db.services.conditions_told import MINE, said, wrong
from db.services.figures.measure import figures_by_name, figures_of
from db.store import Store, Warrant, eq
from db.store.reading import Reader
from db.values import masks

PREFIX = "own_"
"""Begins the name of a figure of the centre's own."""
UNIT = "条"


@frozen
class Kept:
    """A figure of the centre's own.

    Attributes:
        told: what a clerk has to know: conditions that this program does not know. Such a figure is not counted: it would say
            something else than was meant.
    """

    record: KeptFigure
    figure: Figure
    told: tuple[str, ...] = ()


def figures_in(store: Store, kinds: Kinds) -> list[Figure]:
    """Every figure of types: those that they declare, those of musts, and the centre's own that can be counted."""
    return _all(kinds, kept_figures(store, kinds))


def _all(kinds: Kinds, own: Iterable[Kept]) -> list[Figure]:
    by_table: dict[str, list[Figure]] = {}
    for kept in own:
        if not kept.told:
            by_table.setdefault(kept.figure.of, []).append(kept.figure)
    return [figure for kind in kinds for figure in (*figures_of(kind, kinds), *by_table.get(kind.table, ()))]


def figure_of_name(store: Store, kinds: Kinds, name: str) -> Figure:
    """The figure of a name, or of a label that one alone bears.

    Raises:
        ArgumentError: there is none, or it cannot be counted.
    """
    own = kept_figures(store, kinds)
    for one in own:
        if one.told and name in (one.figure.name, one.figure.label):
            raise ArgumentError(f"“{one.figure.label}”算不了：{'；'.join(one.told)}", "请升级程序，或把它删去另存")
    found = _all(kinds, own)
    named = [one for one in found if one.name == name] or [one for one in found if one.label == name]
    if len(named) == 1:
        return named[0]
    off = [
        one for one in figures_by_name(store.kinds).values() if name in (one.name, one.label) and one.of not in kinds
    ]
    if off:
        raise ArgumentError(f"“{off[0].label}”是没有开展的工作里的", "要用，先在“设置 → 开展的工作”里勾上")
    raise ArgumentError(f"没有叫“{name}”的口径", f"有：{'、'.join(one.name for one in found)}")


def kept_figures(store: Store, kinds: Kinds) -> list[Kept]:
    """The centre's own figures of types, in the order in which they were kept."""
    return [
        _kept(store, kinds[one.table], kinds, one)
        for one in store.select(KeptFigure, order=("id",))
        if one.table in kinds
    ]


def _kept(store: Store, kind: Kind, kinds: Kinds, one: KeptFigure) -> Kept:
    found = read(one.conditions)
    bad = any(fault.wrong is not Wrong.CODE for fault in faults(found.conditions, kind.record, kinds.record_of))
    told = [*wrong(kind.record, found.conditions, kinds.record_of)] if bad else []
    told += [f"有本版本不认识的条件：{text}" for text in found.unread]
    if one.day and one.day not in days_of(kind.record):
        told.append(f"本版本没有“{one.day}”这一栏")
    asked = "；".join(part.text for part in said(store, kind.record, found.conditions)) or "全部"
    figure = Figure(
        name=f"{PREFIX}{one.id}", label=one.name, of=one.table, where=found.conditions or ALL, when=one.day, unit=UNIT,
        about=f"本中心自定：{masks.in_text(asked)}",
    )  # fmt: skip
    return Kept(one, figure, tuple(told))


def days_of(kind: type[Record]) -> Mapping[str, Day | Moment]:
    """The fields by which a record of a type can lie in a time."""
    return {name: field for name, field in columns_of(kind).items() if isinstance(field, Day | Moment)}


def keep(store: Store, kind: Kind, name: str, conditions: Iterable[Condition], day: str = "") -> KeptFigure:
    """A new figure of the centre's own.

    Raises:
        ArgumentError: another figure has that name, or it would be another one for everybody who asks.
        RecordInvalid: the name is none.
    """
    asked = list(conditions)
    if any(_is_mine(one) for one in asked):
        raise ArgumentError(f"“{MINE}”各人不同，口径要人人数的都一样", "请去掉它，或改成选定的一个人")
    tidy = str(fields_of(KeptFigure)["name"].read(name))
    fresh = KeptFigure(table=kind.table, name=tidy, conditions=written(asked), day=day)
    with store.writing(f"另存为口径：{tidy}") as w:
        _refuse_taken(w.read, store.kinds, tidy)
        return w.save(fresh)


def _is_mine(one: Condition) -> bool:
    return one.test is Test.MINE or any(map(_is_mine, one.having))


def _refuse_taken(store: Reader, kinds: Kinds, name: str) -> None:
    """Whichever window had the name first keeps it."""
    if name in {one.label for one in figures_by_name(kinds).values()}:
        raise ArgumentError(f"已经有叫“{name}”的口径，是程序自带的", "请换个名字")
    if any(one.name == name for one in store.select(KeptFigure)):
        raise ArgumentError(f"已经有叫“{name}”的口径", "请换个名字；不要了的先在统计里删去")


def kept_of(store: Store, figure: Figure) -> KeptFigure | None:
    """The record behind a figure of the centre's own; None for one of the program."""
    number = figure.name.removeprefix(PREFIX)
    is_own = figure.name.startswith(PREFIX) and number.isdigit()
    found = store.select(KeptFigure, eq("id", int(number))) if is_own else []
    return found[0] if found else None


def remove(store: Store, kept: KeptFigure) -> None:
    """Counts a figure no more; what it counted stays as it is."""
    with store.writing(f"删去口径：{kept.name}") as w:
        w.delete(kept)


def put_back(store: Store, kept: KeptFigure) -> None:
    """Keeps a figure again that was just removed.

    Raises:
        ArgumentError: another figure has its name by now.
    """
    with store.writing(f"撤销删去口径：{kept.name}", warrant=Warrant.UNDO) as w:
        _refuse_taken(w.read, store.kinds, kept.name)
        w.put_back([kept])
