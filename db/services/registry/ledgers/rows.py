"""The rows of a sheet on their way into a ledger: each finds its row there, or becomes a new one; nothing that stands there is lost."""

from collections import defaultdict
from datetime import date
from typing import Any

import attrs
from attrs import define, field

from db.errors import ValueUnreadable
from db.fields import Day, Field, Flag, Text
from db.records.base import Record, changed
from db.records.kind import Kind
from db.records.registry.ledger import LedgerColumn, LedgerRow
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.importing.book import Book
from db.services.importing.cells import read_cell
from db.services.importing.drafts import NOT_YET, Change, Draft
from db.services.importing.line import Line
from db.services.importing.problems import RowProblem, Verdict, gravest
from db.services.importing.unseen import without_unseen
from db.services.registry.import_roster.headings import ADDRESS, GRID, HEAD_NAME
from db.services.registry.import_roster.read_rows import Entry, read_rows
from db.services.registry.import_roster.signs import agrees_with_mask
from db.services.registry.ledgers.facts import Facts
from db.services.registry.ledgers.freezing import last_serial
from db.services.registry.ledgers.headings import DID, DONE, NOTE, SERIAL
from db.services.registry.ledgers.marks import kind_of, value_of, values_of, written
from db.services.registry.ledgers.meant import Answer, settled
from db.services.registry.ledgers.others import TITLE, Others
from db.services.registry.ledgers.people import People
from db.services.registry.ledgers.recognise import IntoSheet
from db.values import person_name
from db.values.folding import fold
from db.values.reference import reference

_DONE_WORDS = frozenset({"已办", "办了", "办结", "已办结", "完成", "已完成", "办完", "办好", "办好了", "做完"})
_LEFT_WORDS = frozenset({"未办", "没办", "没有办", "未办结", "未完成", "没完成", "待办"})
_DAY = Day("办结日期")


@define
class Shelf:
    """The rows of one ledger: those that it has, and those that the tables bring; shared by all sheets of a file.

    Attributes:
        ledger: the draft of the ledger.
        kind: the type of those that it is about.
        actor: who does it.
    """

    book: Book
    ledger: Draft
    kind: Kind
    actor: str
    _by_who: dict[int, LedgerRow] = field(factory=dict[int, LedgerRow])
    _by_serial: dict[int, LedgerRow] = field(factory=dict[int, LedgerRow])
    _by_text: dict[tuple[str, str], list[LedgerRow]] = field(
        factory=lambda: defaultdict[tuple[str, str], list[LedgerRow]](list)
    )
    _last: int = 0
    _people: People | None = None
    _others: Others | None = None

    def __attrs_post_init__(self) -> None:
        there = [row for row in self.book.known(LedgerRow.TABLE).records.values() if isinstance(row, LedgerRow)]
        for row in there:
            self.learn(row)
        self._last = last_serial(there)

    @property
    def people(self) -> People:
        """Everybody in the register."""
        if self._people is None:
            self._people = People.load(self.book, self.book.today)
        return self._people

    @property
    def others(self) -> Others:
        """All of another type."""
        if self._others is None:
            self._others = Others(self.book, self.kind)
        return self._others

    def learn(self, row: LedgerRow) -> None:
        """One more row."""
        if row.who:
            self._by_who[row.who] = row
        else:
            self._by_text[_text_key(row.name, row.place)].append(row)
        if row.serial:
            self._by_serial[row.serial] = row

    def numbered(self, serial: int, name: str) -> LedgerRow | None:
        """The row of a number, where it bears the name, too: a table may come from another ledger."""
        row = self._by_serial.get(serial)
        return row if row and person_name.key(row.name) == person_name.key(name) else None

    def of(self, who: int, name: str, place: str, number: str) -> LedgerRow | None:
        """The row of a record, or of somebody whom the register does not know, or did not know then: alike but for what is missing."""
        if who and (row := self._by_who.get(who)):
            return row
        alike = self._by_text.get(_text_key(name, place), ())
        return next((row for row in alike if _is_same(row, number)), None)

    def next_serial(self) -> int:
        """The number of a new row."""
        self._last += 1
        return self._last


def _is_same(row: LedgerRow, number: str) -> bool:
    """Whether a row may be about whom a number names: of one that was there before a missing number says nothing."""
    same = row.number == number or agrees_with_mask(row.number, number)
    return same or (row.id < NOT_YET and not (row.number and number))


def _text_key(name: str, place: str) -> tuple[str, str]:
    return person_name.key(name), fold(place)


@define
class IntoRows:
    """Reads one sheet; see `db.services.importing.form.SheetReader`."""

    shelf: Shelf
    into: IntoSheet
    _entries: dict[int, list[Entry]] = field(factory=dict[int, list[Entry]])

    def __attrs_post_init__(self) -> None:
        """Reads who the rows are about as the import of rosters does."""
        if self.into.people is None:
            return
        sheet, layout = self.into.seen.sheet, self.into.people
        if sheet.name not in self.shelf.book.choices.unhidden:
            sheet, layout = without_unseen(sheet, layout)
        for entry in read_rows(sheet, layout, self.shelf.book.today).entries:
            self._entries.setdefault(entry.row, []).append(entry)

    def take(self, line: Line) -> None:
        """One row of the sheet: mostly one of the ledger, several where it names several."""
        if self.into.people is None:
            self._take(line, None, 0)
            return
        entries = self._entries.get(line.place[1], [])
        if not entries:
            self.shelf.book.hold(line, "name", "name_missing", "看不出写的是谁", "请补上姓名再导入")
        for number, entry in enumerate(entries):
            self._take(line, entry, number)

    def end(self) -> None:
        """See `SheetReader`."""

    def _take(self, line: Line, entry: Entry | None, number: int) -> None:
        shelf, book = self.shelf, self.shelf.book
        name = entry.resident.name if entry else _called(line)
        serial, who = line.value(SERIAL) if line.has(SERIAL) else None, 0
        row = shelf.numbered(serial, name) if serial else None
        if row is None:
            meant = shelf.people.meant(entry) if entry else shelf.others.meant(line)
            found = settled(book, line, shelf.kind, meant, number)
            if found is Answer.LEAVE:
                book.row(line.place).held = True
                return
            record = found if isinstance(found, Record) else None
            who, place = reference(shelf.kind.code, record.id) if record else 0, _place(line)
            row = shelf.of(who, name, place, entry.resident.id_number if entry else "")
            if row is None:
                self._bring_new(line, entry, record, (name, place))
                return
        known = {"ledger": row.ledger, "serial": row.serial} | ({"who": who} if who and not row.who else {})
        draft = book.bring(line, LedgerRow.TABLE, {**known, **self._told(line, row)})
        if draft is not None:
            self._fill(line, draft)

    def _bring_new(self, line: Line, entry: Entry | None, record: Record | None, called: tuple[str, str]) -> None:
        shelf = self.shelf
        facts, who = self._facts(entry, record, called)
        if not facts.name.strip():
            shelf.book.hold(line, "", "name_missing", "看不出写的是谁", "请补上名称再导入")
            return
        values: dict[str, Any] = {
            "ledger": shelf.ledger.id,
            "serial": shelf.next_serial(),
            "who": who,
            "name": facts.name[:200],
            "place": facts.place[:200],
            "grid": (facts.grid or line.text(GRID))[:100],
            "joined": shelf.book.today,
            "number": facts.number if not who else "",
            "phone": facts.phone,
            **self._told(line, None),
        }
        draft = shelf.book.bring(line, LedgerRow.TABLE, values)
        if draft is not None and isinstance(draft.record, LedgerRow):
            shelf.learn(draft.record)
            self._fill(line, draft)
        if isinstance(record, Resident) and record.state != IN_REGISTER:
            said = f"登记里是“{record.mark()}”"
            line.tell("", "left", said, "照样列入台账，请核对", Verdict.DOUBTFUL)

    def _facts(self, entry: Entry | None, record: Record | None, called: tuple[str, str]) -> tuple[Facts, int]:
        """What the ledger takes down, and the reference to the record; what the table says where there is none."""
        shelf = self.shelf
        phone = entry.resident.phone if entry else ""
        if record is None:
            number = entry.resident.id_number if entry else ""
            return Facts(called[0], called[1], "", number, phone), 0
        facts = shelf.people.facts(record) if isinstance(record, Resident) else shelf.others.facts(record)
        return attrs.evolve(facts, phone=phone), reference(shelf.kind.code, record.id)

    def _told(self, line: Line, row: LedgerRow | None) -> dict[str, Any]:
        """What the row says of how it stands: that it is done, by whom, and a note."""
        told: dict[str, Any] = {}
        day = self._day(line, row)
        if day is not None:
            told["done"] = day
            told["did"] = line.value(DID) or (row.did if row and row.did else self.shelf.actor)
        if note := line.value(NOTE):
            told["note"] = note
        return told

    def _day(self, line: Line, row: LedgerRow | None) -> date | None:
        """The day on which it was done with: as it is written, or today where there is only a tick, or that it has already."""
        text = line.text(DONE)
        if not text or text in _LEFT_WORDS:
            return None
        today = self.shelf.book.today
        if text in _DONE_WORDS or _is_tick(text):
            return row.done if row and row.done else today
        day = line.value(DONE, _DAY) if not _is_no(text) else None
        if day and day > today:
            line.tell(DONE, "day_ahead", "办结日期还没到", "没有导入这一格，请核对后补上", Verdict.WRONG)
            return None
        return day if isinstance(day, date) else None

    def _fill(self, line: Line, draft: Draft) -> None:
        """Fills the ledger's own columns; what differs is kept or taken as the clerk has said."""
        record = draft.record
        assert isinstance(record, LedgerRow)
        values = values_of(record)
        for own in self.into.own:
            kind = _field(own.column)
            new = line.value(own.key, kind) if line.has(own.key) else kind.EMPTY
            old = values.get(own.column.key, "")
            if new == kind.EMPTY or kind.show(new) == old:
                continue
            if self._takes(line, draft, own.column, (old, new)):
                values[own.column.key] = kind.show(new)
        draft.record = changed(record, values=written(values))
        if draft.before and draft.changes:
            row = self.shelf.book.row(line.place)
            row.verdict = gravest(row.verdict, Verdict.CHANGED)

    def _takes(self, line: Line, draft: Draft, column: LedgerColumn, values: tuple[str, Any]) -> bool:
        """Whether what the table says takes the place of what a column holds; an empty one is always filled."""
        old, new = values
        book, kind = self.shelf.book, _field(column)
        takes = not old or book.choices.takes(LedgerRow.TABLE, line.place, kind.name)
        if not takes:
            kept = "没有改动台账里的内容；要用表里的，请在“改动”里选" if draft.before else "照上面那一行导入，请核对"
            book.tell(
                RowProblem(
                    *line.place,
                    kind.name,
                    kind.label,
                    "differs",
                    "与台账里的不同",
                    kept,
                    kind.show(new),
                    old,
                    table=LedgerRow.TABLE,
                )
            )
        if draft.before:
            was = value_of(column, old) if old else kind.EMPTY
            words = attrs.evolve(Text(column.name), name=kind.name)  # it held something else when that was written
            change = Change(words, old, kind.show(new), takes) if was is None and old else Change(kind, was, new, takes)
            draft.changes[kind.name] = attrs.evolve(change, place=line.place)
        return takes


def _field(column: LedgerColumn) -> Field[Any]:
    return attrs.evolve(kind_of(column), name=f"own_{column.key}")


def _called(line: Line) -> str:
    """What a row calls one that is no resident: its title, its name, its head, or where it is."""
    return next((text for key in (TITLE, "name", HEAD_NAME) if (text := line.text(key))), "") or _place(line)


def _place(line: Line) -> str:
    """Where somebody is, as the row writes it."""
    parts = [line.text(key) for key in ("estate", "building", "unit", "room")]
    return line.text(ADDRESS) or "".join(parts)


def _is_tick(text: str) -> bool:
    try:
        return bool(read_cell(Flag(""), text))
    except ValueUnreadable:
        return False


def _is_no(text: str) -> bool:
    try:
        return not read_cell(Flag(""), text)
    except ValueUnreadable:
        return False
