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
from db.store import Store
from db.store.as_of import kept_by_days
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
        there: the type of what there must be.
        day: the day.
        asked: the ids of the records of which it is asked, in the order of their list.
        lacking: those that have too few or too many, in the order of their list.
    """

    kind: Kind
    must: Must
    there: Kind
    day: date
    asked: tuple[int, ...]
    lacking: tuple[Lacking, ...]

    @property
    def total(self) -> int:
        """Of how many records it is asked."""
        return len(self.asked)

    @property
    def met(self) -> int:
        """How many have what they must."""
        return self.total - len(self.lacking)

    @property
    def of_now(self) -> bool:
        """Whether what there must be is told as it is now, for no days are kept of it."""
        asked = {self.must.has.by, *(one.path for one in self.must.has.conditions)}
        return not asked <= kept_by_days(self.there.record)

    def fault(self, one: Lacking) -> str:
        """没有网格长; 网格长有 2 个，应当只有 1 个."""
        noun, least, most = self.must.noun, self.must.least, self.must.most
        if most is not None and one.count > most:
            return f"{noun}有 {one.count} 个，应当只有 {most} 个"
        return f"{noun}有 {one.count} 个，应当有 {least} 个" if one.count else f"没有{noun}"

    def begun(self, one: Lacking) -> dict[str, object]:
        """What a new one begins with that a record lacks."""
        columns = columns_of(self.there.record)
        by = self.must.has.by
        leads = reference(self.kind.code, one.id) if isinstance(columns[by], Ref) else one.id
        return {by: leads, **{name: columns[name].load(value) for name, value in self.must.has.begun().items()}}

    def told(self) -> str:
        """一格一长：网格 10/12，不符合的：第三网格、第五网格（有 2）."""
        first = "、".join(f"{one.title}（有 {one.count}）" if one.count else one.title for one in self.lacking[:NAMED])
        more = f"等 {len(self.lacking)} 个" if len(self.lacking) > NAMED else ""
        what = f"，不符合的：{masks.in_text(first)}{more}" if self.lacking else ""
        return f"{self.must.label}：{self.kind.label} {self.met}/{self.total}{what}"


def standings(store: Store, kinds: Kinds, day: date) -> Iterator[Standing]:
    """Every must of types that are in use, as of a day."""
    for kind in kinds:
        for must in kind.musts:
            if must.has.table in kinds:
                yield standing(store, kind, must, day)


def standing(store: Store, kind: Kind, must: Must, day: date) -> Standing:
    """How one must stands on a day."""
    there = store.kinds[must.has.table]
    refers = isinstance(columns_of(there.record)[must.has.by], Ref)
    found = store.as_of(there.record, day, *store.where(there.record, must.has.conditions, day))
    counts = Counter(int(getattr(one, must.has.by)) for one in found)
    ids = store.ids(kind.record, *store.where(kind.record, must.when), order=kind.order)
    held = {i: counts[reference(kind.code, i) if refers else i] for i in ids}
    lacking = [i for i in ids if not must.is_met(held[i])]
    titles = store.titles(kind.table, lacking)
    return Standing(kind, must, there, day, tuple(ids), tuple(Lacking(i, titles.get(i, ""), held[i]) for i in lacking))


def musts_due(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """One line for each must that something lacks; it opens the list of those that do."""
    return [
        DueItem(
            one.kind.table, one.lacking[0].id, WORD, one.told(), "", f"{one.met}/{one.total}", None,
            must=one.must.name,
        )
        for one in standings(store, kinds, now.date())
        if one.lacking
    ]  # fmt: skip
