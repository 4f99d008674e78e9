"""A table that is taken into a ledger: a list that somebody sent becomes one, and one that went out comes back filled in.

target = Target(ledger, "resident")                       # one that is there, or a new one
plan = plan_of(store, file, target, choices, today)       # changes nothing
commit(store, plan, file.source)                          # all or nothing; the ledger
"""

from datetime import date
from pathlib import Path

from attrs import frozen

from db.errors import ArgumentError
from db.records.base import changed
from db.records.kinds import Kinds
from db.records.registry.household import Household
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.services.import_file import ReadFile
from db.services.importing.book import Book
from db.services.importing.choices import Choices
from db.services.importing.commit import commit_tables
from db.services.importing.drafts import Draft
from db.services.importing.plan import TablePlan, make_plan
from db.services.registry.import_roster.recognise import recognise as recognise_people
from db.services.registry.ledgers.facts import has_ledgers
from db.services.registry.ledgers.recognise import IntoSheet, known_headings, recognised
from db.services.registry.ledgers.rows import IntoRows, Shelf
from db.services.ticks import Tick, never_stop
from db.store import Store, eq


@frozen
class Target:
    """The ledger into which a table is taken.

    Attributes:
        ledger: as it is, or as it is typed where it is new.
        table: the type of those that it is about.
    """

    ledger: Ledger
    table: str


def plan_of(
    store: Store, file: ReadFile, target: Target, choices: Choices, today: date, tick: Tick = never_stop
) -> TablePlan:
    """What taking a file into a ledger would do; changes nothing.

    Raises:
        ArgumentError: the ledger is about another type.
        Cancelled: the tick said so.
    """
    if target.ledger.table not in ("", target.table):
        raise ArgumentError(f"“{target.ledger.name}”是另一种资料的台账", "请另立一本")
    book = Book(store, today, choices, only={LedgerRow.TABLE: (eq("ledger", target.ledger.id),)})
    shelves: list[Shelf] = []
    kind, grown, sheets = store.kinds[target.table], target.ledger, list[IntoSheet]()
    for sheet in file.sheets:
        into = recognised(sheet, kind, grown, choices, lambda _book, one: IntoRows(shelves[0], one))
        sheets.append(into)
        grown = changed(grown, columns=(*grown.columns, *(own.column for own in into.own if own.index >= 0)))
    known = {one.key for one in target.ledger.columns}
    if fresh := [one for one in grown.columns if one.key not in known]:
        book.assumptions[f"台账添上自己的栏目：{'、'.join(one.name for one in fresh)}"] = None
    draft = _ledger(book, target, grown, file.source)
    shelves.append(Shelf(book, draft, kind, store.actor))
    plan = make_plan(book, [into.seen for into in sheets], tick)
    if not any(one.kind.table == LedgerRow.TABLE for one in plan.drafts):
        plan.drafts = ()  # nobody came of it: no ledger either
    plan.into = grown.name
    plan.counts = {table: count for table, count in plan.counts.items() if table != Ledger.TABLE}
    return plan


def _ledger(book: Book, target: Target, grown: Ledger, source: str) -> Draft:
    """The ledger with the columns that it comes to have."""
    if not grown.table:
        grown = changed(grown, table=target.table, frozen=book.today, source=Path(source).stem[:100])
    if not grown.id:
        return book.add(Ledger.TABLE, grown)
    draft = book.known(Ledger.TABLE).draft(grown.id)
    draft.record = changed(grown, version=draft.record.version)
    return draft


def commit(store: Store, plan: TablePlan, source: str, tick: Tick = never_stop) -> Ledger:
    """Takes over what a plan says; the ledger as it is then.

    Raises:
        ArgumentError: nobody comes of it.
        PlanOutdated: the store was written to after the plan was made.
        Cancelled: the tick said so; nothing of it was kept.
    """
    draft = next((one for one in plan.drafts if one.kind.table == Ledger.TABLE), None)
    if draft is None:
        raise ArgumentError("没有要列入的人", "请看看每一行为什么不列入")
    saved = commit_tables(store, plan, source, {}, tick)
    return store.get(Ledger, saved.get(draft.id, draft.id))


def table_of(file: ReadFile, kinds: Kinds) -> str:
    """The type that a file seems to be about: residents where it names persons, households where it names heads alone, else by its headings."""
    for sheet in (one for one in file.sheets if not one.hidden):
        people = recognise_people(sheet, kinds=kinds)
        if people.columns:
            return Household.TABLE if people.heads_only else Resident.TABLE
        scores = {kind.table: known_headings(sheet, kind) for kind in kinds if has_ledgers(kind)}
        best = max(scores, key=lambda table: scores[table], default="")
        if scores.get(best):
            return best
    return Resident.TABLE
