"""必配: what each record of a type must have as of a day, and which lack it or have too many."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from db.fields import Ref
from db.records.base import Lasting, columns_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.must import Life, Must
from db.services.due import DueItem
from db.store import Store
from db.store.as_of import kept_by_days
from db.store.where import Either, Where, eq, gt, le
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
        unsaid: how many of all do not say since when they were there, though such records can.
    """

    kind: Kind
    must: Must
    there: Kind
    day: date
    asked: tuple[int, ...]
    lacking: tuple[Lacking, ...]
    unsaid: int = 0

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

    def of_the_past(self) -> tuple[str, ...]:
        """What of a past day nobody knows, and how it is told: of whom it is asked, and what there must be."""
        return tuple(filter(None, (self._of_whom(), self._of_what())))

    def _of_whom(self) -> str:
        label, life = self.kind.label, self.must.life
        if not life.since and not life.until:
            return f"{label}哪天有的、哪天没的都没有记，按现有的算"
        if not life.since:
            return f"{label}哪天有的没有记，当作那天已经有"
        since = columns_of(self.kind.record)[life.since].label
        return f"{self.unsaid} 个{label}没写{since}，当作那天已经有" if self.unsaid else ""

    def _of_what(self) -> str:
        columns, life = columns_of(self.there.record), self.must.has.life
        if not self.of_now:
            return ""
        days = "、".join(columns[name].label for name in (life.since, life.until) if name)
        by_days = f"只照{days}算那天有没有，没写的当作一直有；" if days else "不按日子记，"
        return f"{self.there.label}{by_days}{'别的' if days else '都'}按现值"

    def fault(self, one: Lacking) -> str:
        """没有网格长; 网格长有 2 个，应当只有 1 个."""
        noun, least, most = self.must.noun, self.must.least, self.must.most
        if most is not None and one.count > most:
            return f"{noun}有 {one.count} 个，应当只有 {most} 个"
        return f"{noun}有 {one.count} 个，应当有 {least} 个" if one.count else f"没有{noun}"

    def begun(self, one: Lacking) -> dict[str, object]:
        """What a new one begins with that a record lacks: what lasts, from the day on which it was missed."""
        columns = columns_of(self.there.record)
        by = self.must.has.by
        leads = reference(self.kind.code, one.id) if isinstance(columns[by], Ref) else one.id
        since = {"since": self.day} if issubclass(self.there.record, Lasting) else {}
        return {
            by: leads,
            **since,
            **{name: columns[name].load(value) for name, value in self.must.has.begun().items()},
        }

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
    """How one must stands on a day, of the records that were there."""
    there = store.kinds[must.has.table]
    refers = isinstance(columns_of(there.record)[must.has.by], Ref)
    conditions = (*store.where(there.record, must.has.conditions, day), *_there_on(must.has.life, day))
    found = store.as_of(there.record, day, *conditions)
    counts = Counter(int(getattr(one, must.has.by)) for one in found)
    asked = (*store.where(kind.record, must.when), *_there_on(must.life, day))
    ids = store.ids(kind.record, *asked, order=kind.order)
    held = {i: counts[reference(kind.code, i) if refers else i] for i in ids}
    lacking = [i for i in ids if not must.is_met(held[i])]
    titles = store.titles(kind.table, lacking)
    told = tuple(Lacking(i, titles.get(i, ""), held[i]) for i in lacking)
    unsaid = store.count(kind.record, *asked, eq(must.life.since, None)) if must.life.since else 0
    return Standing(kind, must, there, day, tuple(ids), told, unsaid)


def _there_on(life: Life, day: date) -> Iterator[Where]:
    """What was there on a day, as far as the records say."""
    on = day.isoformat()
    if life.since:
        yield Either((eq(life.since, None), le(life.since, on)))
    if life.until:
        yield Either((eq(life.until, None), gt(life.until, on)))


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
