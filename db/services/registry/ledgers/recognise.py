"""A sheet that is taken into a ledger: which of its columns tell who it is, which what became of it, and which the ledger has of its own."""

from collections.abc import Callable, Mapping, Sequence

import attrs
from attrs import frozen

from db.records.kind import Kind
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.services.importing.book import Book
from db.services.importing.choices import LEFT_OUT, Choices
from db.services.importing.form import SheetReader, TableForm
from db.services.importing.headings import IGNORE, SEQUENCE, Topic, Words, tidy_heading
from db.services.importing.layout import Column, Layout
from db.services.importing.plan import Recognised
from db.services.importing.recognise import layout_as
from db.services.importing.table_head import first_texts, text_of_heading
from db.services.registry.import_roster.headings import GRID
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.registry.import_roster.recognise import recognise as recognise_people
from db.services.registry.ledgers.headings import (
    DID,
    DONE,
    JOINED,
    NOTE,
    PERSONAL,
    SERIAL,
    Own,
    fixed_topics,
    own_columns,
)
from db.services.registry.ledgers.marks import kind_of
from db.services.registry.ledgers.others import TITLE
from db.services.sheets.raw import RawSheet

FORM = "into_ledger"
_FIRST = (SERIAL, DONE, DID, NOTE, JOINED)
"""What a heading means before it means anything of the register."""
_NAMING = ("name", "id_number", TITLE, "address", "room", "head_name", SERIAL)
"""By one of these at least a row says whom it is about."""


@frozen
class IntoSheet:
    """One sheet on its way into a ledger.

    Attributes:
        seen: as the import shows it.
        people: how the import of rosters reads it; None where it is not about residents, or not taken.
        own: the ledger's own columns that it fills.
    """

    seen: Recognised
    people: SheetLayout | None = None
    own: tuple[Own, ...] = ()


Begin = Callable[[Book, IntoSheet], SheetReader]
"""Begins to read a sheet."""


def recognised(sheet: RawSheet, kind: Kind, ledger: Ledger, choices: Choices, begin: Begin) -> IntoSheet:
    """A sheet as it is read into a ledger of records of a type, after what the clerk has said."""

    def reader(book: Book) -> SheetReader:
        return begin(book, into)

    said = {index: meaning for (name, index), meaning in choices.columns.items() if name == sheet.name}
    topics = fixed_topics(kind)
    plain = _form(ledger, topics, reader)
    into = IntoSheet(Recognised(sheet, Layout(sheet.name, skipped=LEFT_OUT), None, (plain,)))
    if choices.forms.get(sheet.name) == "":
        return into
    people = _people(sheet, plain, said) if kind.record is Resident else None
    found = people or layout_as(sheet, plain, {})
    if found is None or not found.columns:
        why = found.skipped if found and found.skipped else "没有认出表头"
        return IntoSheet(Recognised(sheet, Layout(sheet.name, skipped=why), None, (plain,)))
    meant = _meant(found, plain, is_roster=people is not None)
    headings = [(c.index, c.heading) for c in found.columns if meant[c.index] != SEQUENCE]
    own = own_columns(ledger, sheet, headings, found.first_row)
    columns = _columns(found, meant, own, said)
    hidden = "隐藏的工作表" if sheet.hidden and sheet.name not in choices.forms else ""
    layout = Layout(sheet.name, columns, found.first_row, skipped=hidden, corrected=said)
    form = _form(ledger, (*topics, *(_topic(one) for one in own)), reader)
    told = {one.meaning for one in columns} if not hidden else set[str]()
    into = IntoSheet(
        Recognised(sheet, layout, form, (form,)),
        _without(people, columns) if people else None,
        tuple(one for one in own if one.key in told),
    )
    return into


def known_headings(sheet: RawSheet, kind: Kind) -> int:
    """How well a sheet fits a type: how many of its headings tell who of them it is; what the type is called itself counts twice."""
    words = Words.of(topic for topic in fixed_topics(kind) if topic.key not in (*_FIRST, GRID))
    span = first_texts(sheet)
    meant = [words.meaning_of(text_of_heading(cell)) for cell in sheet.rows[span[0]]] if span else []
    return sum(2 if meaning == TITLE else 1 for meaning in meant if meaning not in (None, SEQUENCE))


def _topic(own: Own) -> Topic:
    return Topic(own.key, f"自己的栏目·{own.column.name}", kind=kind_of(own.column))


def _form(ledger: Ledger, topics: Sequence[Topic], begin: Callable[[Book], SheetReader]) -> TableForm:
    keys = {topic.key for topic in topics}
    names = tuple(key for key in _NAMING if key in keys)
    return TableForm(
        name=FORM,
        label=f"专项台账“{ledger.name}”" if ledger.name else "专项台账",
        table=LedgerRow.TABLE,
        topics=tuple(topics),
        needs=(names,),
        begin=begin,
        alone=(*names, DONE, DID),
        is_kept=False,
    )


def _people(sheet: RawSheet, form: TableForm, said: Mapping[int, str]) -> SheetLayout:
    """The headings as the import of rosters knows them; where it finds no names, as the words of the form."""
    found = recognise_people(sheet, said)
    other = None if found.columns else layout_as(sheet, form, said)
    return SheetLayout(sheet.name, other.columns, other.first_row) if other else found


def _meant(found: Layout, form: TableForm, *, is_roster: bool) -> dict[int, str]:
    """What each column means by its heading, before the clerk has said anything: nothing for what may become one of the ledger's own."""
    first, words = Words.of(t for t in form.topics if t.key in _FIRST), form.words
    meant: dict[int, str] = {}
    for column in found.columns:
        heading = column.heading.split("/")[-1]
        meaning = (
            first.meaning_of(heading) or (column.meaning if is_roster else "") or words.meaning_of(heading) or IGNORE
        )
        known = meaning in (SEQUENCE, *(t.key for t in form.topics))
        repeated = meaning in meant.values() and meaning != NOTE
        meant[column.index] = meaning if known and not repeated else IGNORE
    return meant


def _columns(
    found: Layout, meant: Mapping[int, str], own: Sequence[Own], said: Mapping[int, str]
) -> tuple[Column, ...]:
    """The columns with what they mean: what nothing else takes fills a column of the ledger's own."""
    there = {tidy_heading(one.column.name): one.key for one in own if one.index < 0}
    made = {one.index: one.key for one in own if one.index >= 0}
    taken: set[str] = set()
    columns: list[Column] = []
    for column in found.columns:
        heading = column.heading.split("/")[-1]
        meaning = meant[column.index] or there.get(tidy_heading(heading), "") or made.get(column.index, IGNORE)
        meaning = said.get(column.index, IGNORE if meaning in taken and meaning not in (NOTE, SEQUENCE) else meaning)
        taken.add(meaning)
        columns.append(attrs.evolve(column, meaning=meaning))
    return tuple(columns)


def _without(people: SheetLayout, columns: Sequence[Column]) -> SheetLayout:
    """The layout by which rosters are read, without what is no matter of who somebody is."""
    personal = {c.index: c.meaning for c in columns if c.meaning in PERSONAL}
    told = tuple(attrs.evolve(c, meaning=personal.get(c.index, IGNORE)) for c in people.columns)
    return attrs.evolve(people, columns=told, skipped="")
