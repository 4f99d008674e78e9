"""The plan in the making: what each row brings is found again, or is new, or differs, or cannot be told.

``draft = book.bring(line, "body", {"name": name, "uscc": code})`` is what the row is about, and
``chief = book.mention(line, "person", {"name": name, "phone": phone})`` what it speaks of besides.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define, field

from db.errors import Problem
from db.fields import Field, Leading, Link, Ref, Rows, Words
from db.records.base import Record, Row, changed, fields_of
from db.records.flow import Flow
from db.services.importing.choices import Choices
from db.services.importing.doubts import AS_NEW, SKIP, ways
from db.services.importing.drafts import NOT_YET, Change, Draft, Place
from db.services.importing.keys import compared
from db.services.importing.known import Known, Match
from db.services.importing.line import HELD, Line
from db.services.importing.links import MADE, LinkFinder
from db.services.importing.parts import read_parts
from db.services.importing.problems import Option, RowProblem, Verdict, gravest
from db.services.matters.for_others import covered
from db.services.told_cells import cell
from db.store import Store
from db.store.reading import Reader
from db.store.where import Where
from db.values.address import Address

if TYPE_CHECKING:  # it asks the book
    from db.services.importing.way_matters import Comes

_MEANT = "maybe_same"
SKIPPED = "不导入这一行"


@define
class Outcome:
    """What becomes of one row.

    Attributes:
        verdict: the gravest of all that is said of it.
        draft: what it is about; None where it brings nothing.
        held: whether it is not taken over as it is.
        of: the row higher up of which it is the double.
        said: what it names first of what such a table cannot be without.
    """

    verdict: Verdict = Verdict.NOTE
    draft: Draft | None = None
    held: bool = False
    of: Place | None = None
    said: str = ""


@define
class Book:
    """All that an import knows and brings.

    Attributes:
        store: what is read.
        today: the day on which it is.
        choices: what the clerk has said.
        problems: what there is to tell, in the order of the file.
        rows: what becomes of each row.
        assumptions: what was taken for granted, a sentence each.
        shared: what readers of several sheets tell each other.
        later: what they have to say when all sheets were read.
        ways: how a new way of dealing with a matter comes by that, by what saves one of its type.
        made_for: the matters that were made for ways, and what these are called.
        only: what is known of a type where not all of it matters, by table.
    """

    store: Reader
    today: date
    choices: Choices = field(factory=Choices)
    problems: list[RowProblem] = field(factory=list[RowProblem])
    rows: dict[Place, Outcome] = field(factory=dict[Place, Outcome])
    assumptions: dict[str, None] = field(factory=dict[str, None])
    shared: dict[str, Any] = field(factory=dict[str, Any])
    later: list[Callable[[], None]] = field(factory=list[Callable[[], None]])
    ways: "Mapping[str, Comes]" = field(factory=dict[str, "Comes"])
    made_for: dict[int, str] = field(factory=dict[int, str])
    only: Mapping[str, Sequence[Where]] = field(factory=dict[str, "Sequence[Where]"])
    _known: dict[str, Known] = field(factory=dict[str, Known])
    _last: int = NOT_YET
    _links: LinkFinder = field(init=False)

    def __attrs_post_init__(self) -> None:
        kinds = self.store.kinds
        self._links = LinkFinder(self.known, lambda table: kinds[table].code, kinds.leads_to)

    def known(self, table: str) -> Known:
        """The records of a type, read from the store when it is asked for first."""
        if table not in self._known:
            self._known[table] = Known.load(self.store, self.store.kinds[table], *self.only.get(table, ()))
        return self._known[table]

    def has_read(self, table: str) -> bool:
        """Whether anything asked for the records of a type."""
        return table in self._known

    def add(self, table: str, record: Record) -> Draft:
        """A record that no row tells of by itself; it is new."""
        known = self.known(table)
        self._last += 1
        draft = Draft(known.kind, changed(record, id=self._last))
        known.add(draft)
        return draft

    def drafts_of(self, table: str) -> list[Draft]:
        """Those of one type."""
        return list(self.known(table).drafts.values())

    def drafts(self) -> Iterable[Draft]:
        """Every record that is new, or of which some row tells."""
        for known in self._known.values():
            yield from known.drafts.values()

    def tell(self, problem: RowProblem) -> None:
        """Tells of a row."""
        self.problems.append(problem)
        row = self.row((problem.sheet, problem.row))
        row.verdict = gravest(row.verdict, problem.verdict)

    def row(self, place: Place) -> Outcome:
        """What becomes of a row so far."""
        return self.rows.setdefault(place, Outcome())

    def hold(self, line: Line, key: str, code: str, message: str, remedy: str) -> None:
        """Does not take a row over, and says why."""
        line.tell(key, code, message, f"{HELD}。{remedy}" if remedy else HELD, Verdict.WRONG)
        self.row(line.place).held = True

    def answer(self, line: Line, code: str) -> str:
        """What the clerk has decided of a doubt; "" for nothing."""
        return self.choices.answers.get((*line.place, code), "")

    def bring(self, line: Line, table: str, values: Mapping[str, Any]) -> Draft | None:
        """What a row is about, with the values that it tells; None where it is not taken over."""
        row = self.row(line.place)
        draft = self._found(line, table, values, is_main=True)
        if draft is None:
            row.held = True
            return None
        row.draft = draft
        verdict = Verdict.NEW if draft.is_new else Verdict.CHANGED if draft.changes else Verdict.SAME
        if draft.place != line.place:
            row.of, verdict = draft.place, Verdict.DOUBLE
            line.tell(
                "",
                "double",
                f"和“{draft.place[0]}”第{draft.place[1]}行是同一条",
                "没有重复导入，只补上没有的内容",
                Verdict.DOUBLE,
            )
        row.verdict = gravest(row.verdict, verdict)
        return draft

    def mention(self, line: Line, table: str, values: Mapping[str, Any]) -> Draft | None:
        """What a row speaks of besides; None where nobody can tell which is meant."""
        return self._found(line, table, values, is_main=False)

    def fill(self, line: Line, draft: Draft, values: Mapping[str, Any]) -> None:
        """Takes more into account of a record that a row tells of, such as who leads what was only entered just now."""
        self._complete(line, draft, values)

    def candidates(self, kind: Leading, words: str) -> Sequence[int]:
        """The numbers that a field may hold for what words name."""
        return self._links.find(kind, words)

    def led_to(self, line: Line, key: str, kind: Leading, words: str, *, holds: bool = False) -> int:
        """The number that a field of a row holds for what its words name; 0 where that cannot be told, which is said.

        What a name is enough for is entered when it is not there. What ``holds`` a row keeps it out until it is told.
        """
        found = self._links.find(kind, words)
        tables = kind.to if isinstance(kind, Ref) else (kind.to,) if isinstance(kind, Link) else ()
        label = "、".join(self.store.kinds[table].label for table in tables)
        if not found and len(tables) == 1 and tables[0] in MADE:
            made = MADE[tables[0]](words)
            names = {n: v for n in fields_of(type(made)) if (v := getattr(made, n)) != fields_of(type(made))[n].EMPTY}
            draft = self.mention(line, tables[0], names)
            return draft.id if draft else 0
        if len(found) == 1:
            return found[0]
        if not found:
            line.tell(key, "link_missing", f"没有登记过这一格写的{label}", "没有连上，请登记后补上")
            return 0
        ask = f"link_several_{key}"
        answer = self.answer(line, ask)
        if answer.isdigit() and int(answer) in found:
            return int(answer)
        if answer != SKIP:
            said = f"登记里有 {len(found)} 条叫这个的{label}"
            options = self._led(kind, ask, found, SKIPPED if holds else "先不连")
            line.tell(
                key, "link_several", said, f"{HELD}，请选一条" if holds else "没有连上，请选一条", options=options
            )
        return 0

    def _led(self, kind: Leading, ask: str, found: Iterable[int], leave: str) -> tuple[Option, ...]:
        """The records of the store to which a field may lead, as ways of deciding."""
        led = [(number, self._links.leads_to(kind, number)) for number in found]
        known = [(number, self.known(table).records, i) for number, (table, i) in led]
        there = [(number, records[i]) for number, records, i in known if i in records]
        return ways(self.store, ask, there, leave) if there else ()

    def find(self, table: str, words: str) -> list[int]:
        """The ids of what words name."""
        return self._links.named(table, words)

    def at(self, table: str, place: Address) -> list[int]:
        """The ids of the houses, or buildings, at an address; of any estate where it names none."""
        return self._links.at(table, place, anywhere=True)

    def peek(self, table: str, values: Mapping[str, Any]) -> Record | None:
        """The record of the store that values mean; None where there is none, or nobody can tell."""
        known = self.known(table)
        match = known.match(changed(known.kind.record(), id=NOT_YET, **values))
        return known.records.get(match.found[0]) if match.is_sure and match.found else None

    def told(self, record: Record, name: str) -> tuple[str, str]:
        """What exports write of a field of a record of the store: in full, and masked."""
        kind, titles = fields_of(type(record))[name], self.store.all_titles([record])
        whole, masked = (str(cell(kind, getattr(record, name), titles, plain=plain)) for plain in (True, False))
        return whole, masked

    def title(self, draft: Draft) -> str:
        """What the clerk calls a record, as the import would leave it."""
        return self._links.title(draft.kind, draft.record)

    def in_words(self, change: Change) -> Change:
        """A change with both values in words."""
        return attrs.evolve(
            change, was=self._shown(change.field, change.old), said=self._shown(change.field, change.new)
        )

    def _shown(self, kind: Field[Any], value: Any) -> str:
        """A value as everybody may see it."""
        if isinstance(kind, Leading):
            return kind.mask_shown(self._links.shown(kind, value))
        return f"{len(value)} 项" if isinstance(kind, Rows) else kind.mask(value)

    def parts(self, kind: Rows, text: str, unsure: list[str], beside: Collection[str] = ()) -> tuple[Row, ...] | None:
        """The repeated parts that a cell tells; None where somebody must look; see `read_parts`."""
        return read_parts(kind, text, self._links, unsure, beside)

    def _found(self, line: Line, table: str, values: Mapping[str, Any], *, is_main: bool) -> Draft | None:
        """The draft of what values tell of, after they were taken into account."""
        known = self.known(table)
        told = changed(known.kind.record(), id=NOT_YET, **values)
        match = known.match(told)
        meant = self._meant(line, known, match, "" if is_main else f"_{table}_{told.title({})}")
        if meant is None:
            return None
        if not meant:
            if match.namesake:
                said = f"{known.kind.label}里有同名的，{match.namesake.label}不同"
                line.tell("", "namesake", said, f"另建了一条{known.kind.label}，请核对", Verdict.NOTE)
            return self._new(line, known, told, values, is_main=is_main)
        draft = known.draft(meant)
        if draft.place == ("", 0) and is_main:
            draft.place = line.place
        self._complete(line, draft, values)
        return draft

    def _meant(self, line: Line, known: Known, match: Match, beside: str) -> int | None:
        """The id of the record that is meant, 0 for a new one; None where a clerk must say, which is told.

        ``beside`` tells apart what a row speaks of besides; "" for what it is about.
        """
        if match.is_sure:
            return match.found[0] if match.found else 0
        label, ask = known.kind.label, f"{_MEANT}{beside}"
        answer = self.answer(line, ask)
        if answer == AS_NEW:
            return 0
        if answer.isdigit() and int(answer) in match.found:
            return int(answer)
        if answer == SKIP:
            return None
        why = (
            f"有 {len(match.found)} 条{label}对得上" if not match.parted else f"{label}对得上，{match.parted.label}不同"
        )
        there = [(i, known.records[i]) for i in match.found if i in known.records]
        leave = "先不连" if beside else SKIPPED
        options = ways(self.store, ask, there, leave, f"另建一条{label}")
        code = f"{_MEANT}_{known.kind.table}" if beside else _MEANT
        remedy = "没有连上，请选一条" if beside else HELD
        line.tell("", code, f"说不准是哪一条：{why}", remedy, options=options)
        return None

    def _new(self, line: Line, known: Known, told: Record, values: Mapping[str, Any], *, is_main: bool) -> Draft | None:
        self._last += 1
        record = self._fitted(line, changed(told, id=self._last), is_main=is_main)
        if record is None:
            return None
        given = {name for name, value in values.items() if value != fields_of(type(record))[name].EMPTY}
        draft = Draft(known.kind, record, place=line.place if is_main else ("", 0), given=given)
        known.add(draft)
        return draft

    def _fitted(self, line: Line, record: Record, *, is_main: bool) -> Record | None:
        """The record without values that forbid saving it, each told; None where it cannot be saved, which is told."""
        fields = fields_of(type(record))
        while blocking := {problem.field.partition(".")[0]: problem for problem in record.refusals()}:
            bad = next(
                (p for n, p in blocking.items() if n not in fields or getattr(record, n) == fields[n].EMPTY), None
            )
            if bad is not None or any(fields[name].required for name in blocking):
                if is_main:
                    problem = bad or next(iter(blocking.values()))
                    self.hold(line, problem.field, problem.code, problem.message, problem.remedy)
                return None
            for name, problem in blocking.items():
                line.fault(name, problem)
            record = changed(record, **{name: fields[name].EMPTY for name in blocking})
        for problem in _rules_of(record) if is_main else ():
            line.fault(problem.field, problem)
        return record

    def _complete(self, line: Line, draft: Draft, values: Mapping[str, Any]) -> None:
        """Fills what is empty in a record that is known; what differs is taken or kept, as the clerk has said."""
        flow = self.store.flow_of(draft.before) if draft.before else None
        told: dict[str, Any] = {}
        for name, new in values.items():
            kind, old = fields_of(draft.kind.record)[name], getattr(draft.record, name)
            if new == kind.EMPTY or _alike(kind, old, new) or self._is_covered(draft, name, new):
                continue
            is_free = old == kind.EMPTY if draft.before else name not in draft.given
            takes = is_free or self.choices.takes(draft.kind.table, line.place, name)
            locked = _is_locked(flow, draft.before, kind)
            change = Change(kind, old, new, takes and not locked, place=line.place)
            if change.taken:
                told[name] = new
                draft.given.add(name)
            else:
                self._tell_differing(line, draft, change, locked=locked)
            if draft.before:
                draft.changes[name] = change
        record = changed(draft.record, **told) if told else draft.record
        if told and not record.refusals():
            draft.record = record
            self.known(draft.kind.table).add(draft)

    def _is_covered(self, draft: Draft, name: str, said: object) -> bool:
        """Whether a text is what a covered export has left of the one that is kept: it says nothing."""
        kind = fields_of(draft.kind.record)[name]
        if draft.before is None or not isinstance(kind, Words) or not isinstance(self.store, Store):
            return False
        (told, _titles), *_ = covered(self.store, [draft.before], self.store.all_titles([draft.before]))
        return _alike(kind, getattr(told, name), said)

    def _tell_differing(self, line: Line, draft: Draft, change: Change, *, locked: bool) -> None:
        """Says that a value is kept although the sheet has another one."""
        what, remedy = "与已登记的不同", "没有改动已登记的内容；要用表里的，请在“改动”里选"
        if locked:
            remedy = "没有改动已登记的内容，这一栏不能从表里改；真是这样的，请打开这一条，按环节办"
        if not draft.before:
            what, remedy = "与上面那一行不同", "照上面那一行导入，请核对"
        label = change.field.label if line.form.table == draft.kind.table else f"{draft.kind.label}{change.field.label}"
        written, kept = (change.field.show(value) for value in (change.new, change.old))
        code = "differs"
        self.tell(
            RowProblem(*line.place, change.field.name, label, code, what, remedy, written, kept, table=line.form.table)
        )


def _rules_of(record: Record) -> list[Problem]:
    """What contradicts itself in a record though it can be saved; remarks that something is missing are none."""
    remarks = {(p.field, p.code) for p in record.remarks()}
    return [p for p in record.rules() if not p.blocking and (p.field, p.code) not in remarks]


def _alike(kind: Field[Any], old: Any, new: Any) -> bool:
    """Whether two values say the same, however they are spelled."""
    if isinstance(kind, Rows):
        return [changed(part, id=0, version=0) for part in old] == [changed(part, id=0, version=0) for part in new]
    if old == new:
        return True
    said = compared(kind, old)
    return said is not None and said == compared(kind, new)


def _is_locked(flow: Flow | None, before: Record | None, kind: Field[Any]) -> bool:
    """Whether moves alone may change a field: of what is over everything, else what is never typed."""
    if flow is None or before is None:
        return False
    stage = flow.stage_of(before)
    return kind.fixed or (stage is not None and stage.meaning.is_over)
