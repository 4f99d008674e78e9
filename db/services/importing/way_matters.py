"""Ways of dealing with a matter that tables bring have one, as saving one by hand makes it: in the same transaction, each counted once.

It draws no number and invents nothing: how it ended is 未记 where the way does not say it, and it is open while one of its ways is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from db.fields import Link
from db.records.base import Record, changed, columns_of
from db.records.flow import Meaning
from db.records.kind import Kind, Way
from db.records.matters.codes import UNTOLD
from db.records.matters.matter import Matter
from db.services.importing.drafts import Draft
from db.services.matters.ways import is_open
from db.store.reading import Reader

if TYPE_CHECKING:  # what a type has to say of it is declared where no plan is made yet
    from db.services.importing.book import Book

R = TypeVar("R", bound=Record)
_NEW, _OVER, _VOID = "1", "5", "0"


@frozen
class Comes:
    """How a way that a table brings comes by its matter.

    Attributes:
        known: the number of a matter that is there already, or that another row brings; 0 for none.
        own: the matter that it makes, not saved; None where it is no problem that somebody brought.
        order: by what ways of the type follow each other.
        always: whether one without a matter is never left so.
    """

    known: "Callable[[Book, Any], int]"
    own: Callable[[Reader, Any], Matter | None]
    order: Callable[[Any], date | None]
    always: bool = False


def give_matters(book: "Book") -> list[Draft]:
    """Gives each new way its matter that says none; those of which a known one was found."""
    found: list[Draft] = []
    for kind in _ways(book.store):
        comes = book.ways.get(kind.save)
        if comes is None or not book.has_read(kind.table):
            continue
        order = comes.order
        new = [draft for draft in book.drafts_of(kind.table) if draft.is_new and not _by(draft)]
        for draft in sorted(new, key=lambda one: order(one.record) or date.max):
            if number := comes.known(book, draft.record):
                _lead(draft, number)
                found.append(draft)
            else:
                give_own(book, draft)
    return found


def give_own(book: "Book", draft: Draft) -> bool:
    """Makes the matter of a new way that is of no other one; whether it has one now."""
    comes = book.ways.get(draft.kind.save)
    made = comes.own(book.store, draft.record) if comes else None
    if made is None:
        return False
    own = book.add(Matter.TABLE, made)
    book.made_for[own.id] = draft.kind.label
    _lead(draft, own.id)
    return True


def stand(book: "Book") -> None:
    """Has each matter that was made stand as its ways do: open while one of them is, void where all are."""
    if not book.made_for:
        return
    ways: dict[int, list[Draft]] = defaultdict(list)
    for kind in book.store.kinds:
        if kind.way and book.has_read(kind.table):
            for draft in book.drafts_of(kind.table):
                ways[_by(draft)].append(draft)
    matters = book.known(Matter.TABLE)
    for number in book.made_for:
        draft = matters.draft(number)
        draft.record = _standing(book.store, draft.record, ways[number])
        matters.add(draft)
    told = "、".join(f"{label} {count}" for label, count in Counter(book.made_for.values()).items())
    book.assumptions[f"{told} 条没有写是哪件诉求，各登记了一件诉求；不取号，表里没写的结果是“未记”"] = None


def _ways(store: Reader) -> list[Kind]:
    """The types of ways, a case before the topic that leads to it."""
    ways = [kind for kind in store.kinds if kind.way]
    tables = {kind.table for kind in ways}
    return sorted(
        ways, key=lambda kind: sum(isinstance(f, Link) and f.to in tables for f in columns_of(kind.record).values())
    )


def _standing(store: Reader, matter: R, ways: Iterable[Draft]) -> R:
    records = [draft.record for draft in ways]
    last = {r.TABLE: r.id for r in records if _goes_on(store.kinds[r.TABLE].way, r)}
    live = [r for r in records if is_open(store, r) and r.id >= last.get(r.TABLE, 0)]
    if live:
        return changed(matter, stage=_NEW, outcome="", closed=None)
    if all(_is_void(store, r) for r in records):
        return changed(matter, stage=_VOID, outcome="", closed=None)
    told = [_ended(store, r) for r in records if not _is_void(store, r)]
    day = max((day for day, _ in told if day), default=None)
    outcome = next((how for _, how in sorted(told, key=lambda one: one[0] or date.min, reverse=True) if how), UNTOLD)
    return changed(matter, stage=_OVER, outcome=outcome, closed=day)


def _ended(store: Reader, way: Record) -> tuple[date | None, str]:
    """On which day a way ended, and how; None and "" for what it does not say."""
    flow = store.flow_of(way)
    day = getattr(way, "closed", None)
    how = str(getattr(way, flow.outcome)) if flow and flow.outcome else ""
    return (day if isinstance(day, date) else None), how


def _is_void(store: Reader, way: Record) -> bool:
    flow = store.flow_of(way)
    stage = flow.stage_of(way) if flow else None
    return stage is not None and stage.meaning is Meaning.VOID


def _goes_on(way: Way | None, record: Record) -> bool:
    """Whether a record takes the place of those of its matter that came before."""
    return way is not None and way.continues is not None and getattr(record, way.continues.path) in way.continues.values


def _by(draft: Draft) -> int:
    return int(getattr(draft.record, draft.kind.way.by)) if draft.kind.way else 0


def _lead(draft: Draft, number: int) -> None:
    assert draft.kind.way is not None
    draft.record = changed(draft.record, **{draft.kind.way.by: number})
