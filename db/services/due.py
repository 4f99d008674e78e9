"""What is due of a type: one line each, made by the service that its kind names, or of whatever is open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from db.fields import Leading
from db.records.base import Record, columns_of, shown_of
from db.records.condition import Condition
from db.records.kind import Kind, WhileOpen
from db.store import Store
from db.store.due_rows import OpenRow
from db.values.day import day_of
from db.values.working_time import over


class DueItem(NamedTuple):
    """One thing to do: number, matter, who it concerns, where it stands, and its last day.

    Attributes:
        ends: the last moment, or the last day where it has no clock time.
        warn_at, red_at: from when it is yellow, and red; None for what has a day alone.
        paused_at: since when its clock stands still.
        is_others: whether somebody else is said to deal with it, and nobody who works here with anything of it.
        is_mine: whether who works here deals with it, or with anything of it.
        is_brief: whether whom it concerns is not told yet; see `whom`.
        must: the name of the must of which it opens the list; "" where it opens the record.
        rows: a table and the conditions of its rows that it opens in place of the record; None where it opens the record.
        view: the list of the type that it opens; "" where it opens no list.
    """

    table: str
    id: int
    number: str
    matter: str
    who: str
    stage: str
    due: date | None
    ends: datetime | None = None
    warn_at: datetime | None = None
    red_at: datetime | None = None
    paused_at: datetime | None = None
    is_others: bool = False
    is_mine: bool = False
    is_brief: bool = False
    must: str = ""
    rows: tuple[str, tuple[Condition, ...]] | None = None
    view: str = ""

    def days_left(self, today: date) -> int | None:
        """Days to the last day; negative when it is past; None without a last day, and while its clock stands still."""
        return (self.due - today).days if self.due and self.paused_at is None else None

    def is_late(self, now: datetime) -> bool:
        """Whether its last moment is past; of what stands still, whether it was as it stopped."""
        if self.ends is not None:
            return over(self.ends) <= (self.paused_at or now)
        return self.paused_at is None and bool(self.due and self.due < now.date())


Due = Callable[[Store, datetime], list[DueItem]]
"""What of one type is due at a time."""


def open_due(store: Store, kinds: Iterable[Kind]) -> list[DueItem]:
    """What is open of types with stages, one line for all that stands for the same: that with the nearest end.

    It is somebody else's only where nothing of it is dealt with by who works here. Whom each concerns is not told: see `whom`.
    """
    kinds = [kind for kind in kinds if isinstance(kind.due, WhileOpen)]
    nearest: dict[tuple[str, int], OpenRow] = {}
    mine: set[tuple[str, int]] = set()
    for row in store.open_rows(kinds, store.person_at_work()):
        if row.rank == _MINE:
            mine.add(row.root)
        known = nearest.setdefault(row.root, row)
        if known is not row and _nearness(row) < _nearness(known):
            nearest[row.root] = row
    labels = {kind.table: columns_of(kind.record)[kind.flows[0].field] for kind in kinds}
    shown = {(row.table, row.stage): "" for row in nearest.values()}
    shown = {(table, stage): labels[table].show(stage) for table, stage in shown}
    return [
        DueItem(
            row.table, row.id, row.number, row.subject, "", shown[row.table, row.stage], day_of(row.due),
            row.due, row.warn_at, row.red_at, row.paused_at, row.rank == _OTHERS and row.root not in mine, row.root in mine, True,
        )
        for row in nearest.values()
    ]  # fmt: skip


def _nearness(row: OpenRow) -> tuple[bool, bool, datetime]:
    """What runs before what stands still, and that before what has no clock; the nearer end before the later one."""
    stands = row.paused_at is not None
    return (row.due is None and not stands, stands, over(row.due) if row.due else datetime.max)


_MINE, _OTHERS = 0, 2


def whom(store: Store, items: Sequence[DueItem]) -> list[DueItem]:
    """The same items, with whom they concern."""
    wanted: dict[str, list[int]] = {}
    for item in items:
        if item.is_brief:
            wanted.setdefault(item.table, []).append(item.id)
    told: dict[tuple[str, int], tuple[str, str]] = {}
    for table, ids in wanted.items():
        kind = store.kinds[table]
        records = list(store.get_many(kind.record, ids).values())
        name = kind.due.who if isinstance(kind.due, WhileOpen) else ""
        needs_titles = not kind.number or isinstance(shown_of(kind.record).get(name), Leading)
        linked = store.linked_titles(records if needs_titles else [])
        for record in records:
            titles = linked.get(record.id, {})
            matter = "" if kind.number else record.title(titles)
            told[table, record.id] = (_shown(record, name, titles) if name else "", matter)
    return [_told(item, told) for item in items]


def _told(item: DueItem, told: Mapping[tuple[str, int], tuple[str, str]]) -> DueItem:
    if not item.is_brief:
        return item
    who, matter = told.get((item.table, item.id), ("", ""))
    return item._replace(who=who, matter=item.matter or matter, is_brief=False)


def _shown(record: Record, name: str, linked: Mapping[str, str]) -> str:
    field = shown_of(type(record))[name]
    return linked.get(name, "") if isinstance(field, Leading) else field.show(getattr(record, name))
