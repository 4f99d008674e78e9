"""名单: what is offered over a list, shipped or the centre's own, and how a centre keeps, changes, orders and removes its own."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.base import columns_of, fields_of
from db.records.condition import Condition, read, written, written_one
from db.records.kind import Kind, View
from db.records.kinds import Kinds
from db.records.paths import Wrong, faults
from db.records.saved_list import SavedList
from db.services.conditions_told import wrong
from db.services.switched_off import parted
from db.store import Store, Warrant, eq
from db.store.reading import Reader

_ASKABLE = Wrong.CODE
"""What is wrong with a condition that can be asked all the same: an unknown code finds whatever bears it."""


@frozen
class Offered:
    """One list that is offered.

    Attributes:
        conditions: those that this program can ask.
        order: see `SavedList`.
        columns: those that are shown; () for those of the list itself.
        told: what a clerk has to know: conditions that this program does not know, or that are off, and are not asked.
        own: as the centre keeps it; None for one that is shipped.
        shipped: whether the program ships one of this name.
        off: those that lead to what the centre does not do now, and are not asked.
    """

    name: str
    conditions: tuple[Condition, ...]
    order: str = ""
    columns: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    own: SavedList | None = None
    shipped: bool = False
    off: tuple[Condition, ...] = ()


def offered(store: Store, kind: Kind, shown: Kinds | None = None) -> list[Offered]:
    """The lists of a type: shipped ones in their order, those that a centre changed at their place; then its own.

    Where the types are given that are in use, what leads to others is not asked.
    """
    own = {one.name: one for one in own_lists(store, kind)}
    every = [
        _own(store, kind, own[view.name], shipped=True) if view.name in own else as_shipped
        for view, as_shipped in zip(kind.views, shipped_lists(kind.views), strict=True)
    ]
    names = {view.name for view in kind.views}
    every += [_own(store, kind, one) for name, one in own.items() if name not in names]
    return every if shown is None else [_in_use(store, kind, one, shown) for one in every]


def _in_use(store: Store, kind: Kind, one: Offered, shown: Kinds) -> Offered:
    found = parted(store, kind.record, one.conditions, shown)
    return evolve(one, conditions=found.asked, off=found.off, told=(*one.told, *found.told)) if found.off else one


def shipped_lists(views: Iterable[View]) -> list[Offered]:
    """The lists of views as they are shipped."""
    return [Offered(view.name, view.conditions, view.order, view.columns, shipped=True) for view in views]


def own_lists(store: Reader, kind: Kind) -> list[SavedList]:
    """Those that the centre keeps of a type, in their order."""
    return _lists_of(store, kind.table)


def _lists_of(store: Reader, table: str) -> list[SavedList]:
    return store.select(SavedList, eq("table", table), order=("position", "id"))


def _own(store: Store, kind: Kind, saved: SavedList, *, shipped: bool = False) -> Offered:
    found, find = read(saved.conditions), store.kinds.record_of
    asked = [one for one in found.conditions if all(f.wrong is _ASKABLE for f in faults([one], kind.record, find))]
    unread = [f"有本版本不认识的条件：{text}" for text in found.unread]
    columns = tuple(name for name in saved.columns.split() if name in fields_of(kind.record))
    order = saved.order if saved.order.lstrip("-") in columns_of(kind.record) else ""
    told = (*wrong(kind.record, found.conditions, find), *unread)
    return Offered(saved.name, tuple(asked), order, columns, told, saved, shipped)


def keep(
    store: Store, kind: Kind, name: str, conditions: Iterable[Condition], order: str = "", columns: Sequence[str] = ()
) -> SavedList:
    """A new list of the centre's own, behind all others; one of the name of a shipped one takes its place.

    Raises:
        ArgumentError: the centre keeps one of this name.
        RecordInvalid: the name is none.
    """
    fresh = SavedList(
        table=kind.table,
        name=_tidy(name),
        conditions=written(conditions),
        order=order,
        columns=" ".join(columns),
    )
    with store.writing(f"存成名单：{fresh.name}") as w:
        last = max((one.position or 0 for one in _others(w.read, fresh)), default=0)
        return w.save(evolve(fresh, position=last + 1))


def change(
    store: Store,
    kind: Kind,
    one: Offered,
    conditions: Iterable[Condition],
    order: str = "",
    columns: Sequence[str] = (),
) -> SavedList:
    """Lets a list ask for what is asked now, and keeps what is not asked of it; a shipped one is the centre's own from then on.

    Raises as `keep` does.
    """
    conditions = (*conditions, *one.off)
    if one.own is None:
        return keep(store, kind, one.name, conditions, order, columns)
    asked = evolve(
        one.own,
        conditions=written(conditions, _not_asked(store, kind, one.own)),
        order=order,
        columns=" ".join(columns),
    )
    with store.writing(f"改名单的条件：{one.name}") as w:
        return w.save(asked)


def _not_asked(store: Store, kind: Kind, saved: SavedList) -> list[str]:
    """The conditions of a list that this program cannot ask, as they are written."""
    found, asked = read(saved.conditions), _own(store, kind, saved).conditions
    return [*(written_one(one) for one in found.conditions if one not in asked), *found.unread]


def rename(store: Store, saved: SavedList, name: str) -> SavedList:
    """Another name for a list of the centre's own; what it asks for stays as it is, what is not understood of it too.

    Raises:
        ArgumentError: the centre keeps another one of this name.
        RecordInvalid: the name is none.
    """
    fresh = evolve(saved, name=_tidy(name))
    with store.writing(f"名单改名：{saved.name}") as w:
        _others(w.read, fresh)
        return w.save(fresh)


def move(store: Store, kind: Kind, saved: SavedList, by: int) -> bool:
    """Puts a list of the centre's own so many places on among those; whether it could go there."""
    with store.writing(f"移动名单：{saved.name}") as w:
        lists = [one for one in own_lists(w.read, kind) if one.name not in {view.name for view in kind.views}]
        at = next((n for n, one in enumerate(lists) if one.id == saved.id), -1)
        if at < 0 or not 0 <= at + by < len(lists):
            return False
        lists.insert(at + by, lists.pop(at))
        w.save_all([evolve(one, position=n) for n, one in enumerate(lists, 1) if one.position != n])
    return True


def remove(store: Store, saved: SavedList) -> None:
    """Keeps a list no more; a shipped one is again as it is shipped."""
    with store.writing(f"删去名单：{saved.name}") as w:
        w.delete(saved)


def restore(store: Store, now: SavedList, before: SavedList | None) -> None:
    """Takes a change back that made the list what it is ``now``: as it was, or none where there was none.

    Raises:
        RecordChanged: somebody changed it since; that stays.
        RecordGone: somebody removed it since.
        ArgumentError: another list has the name of before by now.
    """
    if before is None:
        remove(store, now)
        return
    with store.writing(f"撤销改名单：{now.name}") as w:
        _others(w.read, before)
        w.save(evolve(before, version=now.version))


def put_back(store: Store, saved: SavedList) -> None:
    """Keeps a list again that was just removed.

    Raises:
        ArgumentError: another one has its name by now.
    """
    with store.writing(f"撤销删去名单：{saved.name}", warrant=Warrant.UNDO) as w:
        _others(w.read, saved)
        w.put_back([saved])


def _tidy(name: str) -> str:
    return str(fields_of(SavedList)["name"].read(name))


def _others(store: Reader, saved: SavedList) -> list[SavedList]:
    """The other lists of its type, under the write lock: whichever window had a name first keeps it.

    Raises:
        ArgumentError: one of them has its name, and would hide it.
    """
    others = [one for one in _lists_of(store, saved.table) if one.id != saved.id]
    if any(one.name == saved.name for one in others):
        raise ArgumentError(f"已经有叫“{saved.name}”的名单", "请换个名字；要改它的条件，选中它再用“按现在的条件更新”")
    return others
