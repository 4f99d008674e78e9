"""必配: what each record of a type must have as of a day, and which lack it or have too many."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from db.fields import Ref
from db.records.base import columns_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.must import Must
from db.services.due import DueItem
from db.store import Store, where_of
from db.values import masks
from db.values.reference import reference

WORD = "必配"
"""What stands where other lines have their number."""
NAMED = 3
"""How many of those that lack are named in a line."""


@frozen
class Lacking:
    """A record that has too few or too many.

    Attributes:
        count: how many it has.
    """

    id: int
    title: str
    count: int


@frozen
class Standing:
    """How a must stands on a day.

    Attributes:
        total: of how many records it is asked.
        lacking: those that have too few or too many, in the order of their list.
    """

    kind: Kind
    must: Must
    total: int
    lacking: tuple[Lacking, ...]

    @property
    def met(self) -> int:
        """How many have what they must."""
        return self.total - len(self.lacking)

    def told(self) -> str:
        """一格一长：网格 10/12，不合的：第三网格、第五网格（有 2）."""
        first = "、".join(f"{one.title}（有 {one.count}）" if one.count else one.title for one in self.lacking[:NAMED])
        more = f"等 {len(self.lacking)} 个" if len(self.lacking) > NAMED else ""
        what = f"，不合的：{masks.in_text(first)}{more}" if self.lacking else ""
        return f"{self.must.label}：{self.kind.label} {self.met}/{self.total}{what}"


def standings(store: Store, kinds: Kinds, day: date) -> Iterator[Standing]:
    """Every must of types that are in use, as of a day."""
    for kind in kinds:
        for must in kind.musts:
            if must.has.table in kinds:
                yield standing(store, kind, must, day)


def standing(store: Store, kind: Kind, must: Must, day: date) -> Standing:
    """How one must stands on a day."""
    there = store.kinds[must.has.table].record
    refers = isinstance(columns_of(there)[must.has.by], Ref)
    found = store.as_of(there, day, *map(where_of, must.has.conditions))
    counts = Counter(int(getattr(one, must.has.by)) for one in found)
    ids = store.ids(kind.record, *map(where_of, must.when), order=kind.order)
    held = {i: counts[reference(kind.code, i) if refers else i] for i in ids}
    lacking = [i for i in ids if not must.is_met(held[i])]
    titles = store.titles(kind.table, lacking)
    return Standing(kind, must, len(ids), tuple(Lacking(i, titles.get(i, ""), held[i]) for i in lacking))


def musts_due(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """One line for each must that something lacks; it opens the first that does."""
    return [
        DueItem(one.kind.table, one.lacking[0].id, WORD, one.told(), "", f"{one.met}/{one.total}", None)
        for one in standings(store, kinds, now.date())
        if one.lacking
    ]
