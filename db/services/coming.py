"""快到期的: what the lists of a centre find that come due soon or should not be left lying, one line of 今日 each."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from db.records.condition import Condition
from db.records.kind import Kind, View
from db.records.kinds import Kinds
from db.services.centre.switches import is_on
from db.services.due import DueItem
from db.services.saved_lists import offered
from db.store import Store


@frozen
class Waiting:
    """A list that waits for whoever works here.

    Attributes:
        conditions: what it asks, as the centre keeps it.
        count: how many it finds, one at least.
        word: what is to be done about them; "" where the name of the list says so.
    """

    table: str
    view: str
    conditions: tuple[Condition, ...]
    count: int
    word: str = ""


def coming_due(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """One line for each list that tells of what comes due and finds something; it opens the list. One that waits is told by its button.

    The days, and the ages, are those of the list, as the centre keeps it.
    """
    return [item for kind in kinds for item in _of_kind(store, kinds, kind, now)]


def _of_kind(store: Store, kinds: Kinds, kind: Kind, now: datetime) -> Iterator[DueItem]:
    wanted = {view.name: view for view in kind.views if view.reminds and not view.waits and _is_told(store, view)}
    units = {figure.label: figure.unit for figure in kind.figures}
    for one in offered(store, kind, kinds) if wanted else ():
        if one.name in wanted and one.conditions:
            where = store.where(kind.record, one.conditions, now.date())
            if count := store.count(kind.record, *where):
                matter = f"{one.name}：{count:,} {units.get(one.name, wanted[one.name].unit)}"
                yield DueItem(kind.table, 0, wanted[one.name].word, matter, "", "名单", None, view=one.name)


def waiting_for(store: Store, kinds: Kinds, now: datetime) -> list[Waiting]:
    """The lists that wait for whoever works here, by the role, and find something."""
    return [one for kind in kinds for one in _waiting(store, kinds, kind, now)]


def _waiting(store: Store, kinds: Kinds, kind: Kind, now: datetime) -> Iterator[Waiting]:
    wanted = {
        view.name: view.word if view.reminds else "" for view in kind.views if view.waits and _is_told(store, view)
    }
    for one in offered(store, kind, kinds) if wanted else ():
        if one.name in wanted and one.conditions:
            where = store.where(kind.record, one.conditions, now.date())
            if count := store.count(kind.record, *where):
                yield Waiting(kind.table, one.name, one.conditions, count, wanted[one.name])


def _is_told(store: Store, view: View) -> bool:
    """Whether a view is told to whoever works here: it is for the role, and is not switched off."""
    is_theirs = not view.whose or store.rights.is_whole or bool(view.whose & store.rights.roles)
    return is_theirs and (view.reminds is None or is_on(store, view.reminds, ()))
