"""快到期的: what the lists of a centre find that come due soon or should not be left lying, one line of 今日 each."""

from collections.abc import Iterator
from datetime import datetime

from db.records.kind import Kind, Switch, View
from db.records.kinds import Kinds
from db.services.centre.switches import is_on
from db.services.due import DueItem
from db.services.saved_lists import offered
from db.store import Store


def coming_due(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """One line for each list that tells of what comes due and finds something; it opens the list.

    The days, and the ages, are those of the list, as the centre keeps it.
    """
    return [item for kind in kinds for item in _of_kind(store, kinds, kind, now)]


def _of_kind(store: Store, kinds: Kinds, kind: Kind, now: datetime) -> Iterator[DueItem]:
    wanted = {view.name: view for view in kind.views if view.reminds and _is_told(store, view, view.reminds)}
    units = {figure.label: figure.unit for figure in kind.figures}
    for one in offered(store, kind, kinds) if wanted else ():
        if one.name in wanted and one.conditions:
            where = store.where(kind.record, one.conditions, now.date())
            if count := store.count(kind.record, *where):
                matter = f"{one.name}：{count:,} {units.get(one.name, wanted[one.name].unit)}"
                yield DueItem(kind.table, 0, wanted[one.name].word, matter, "", "名单", None, view=one.name)


def _is_told(store: Store, view: View, reminds: Switch) -> bool:
    """Whether a view reminds whoever works here."""
    is_theirs = not view.whose or store.rights.is_whole or bool(view.whose & store.rights.roles)
    return is_theirs and is_on(store, reminds, ())
