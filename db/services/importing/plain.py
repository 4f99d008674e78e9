"""The plain form of a type: a column a field, a row a record."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.fields import Leading, Rows, StageCode
from db.records.base import derived_of, exported_of, fields_of
from db.records.kind import Kind
from db.services.importing.book import Book
from db.services.importing.form import TableForm, rowwise
from db.services.importing.headings import Topic
from db.services.importing.keys import alternatives, bare, needed
from db.services.importing.line import Line
from db.services.importing.problems import Verdict
from db.values import masks

TOLD_BY_OTHERS = "derived"
"""The meaning of a column that follows from others, so that there is nothing to take over."""


def plain_form(kind: Kind) -> TableForm:
    """The form in which an export of ours is, and any table that has its records row by row."""
    fields = exported_of(kind.record)
    topics = [Topic(n, f.label, f.words, kind=f) for n, f in fields.items() if n not in derived_of(kind.record)]
    told = [Topic(TOLD_BY_OTHERS, f.label) for n, f in fields.items() if n in derived_of(kind.record)]
    needs = tuple((name,) for name in needed(kind)) or (tuple(bare(n) for names in alternatives(kind) for n in names),)
    return TableForm(
        name=kind.table,
        label=kind.label,
        table=kind.table,
        topics=(*topics, *told),
        needs=needs,
        begin=rowwise(read_plain),
        plain=True,
    )


def read_plain(book: Book, line: Line) -> None:
    """One record."""
    kind = book.store.kinds[line.form.table]
    values: dict[str, Any] = {}
    rows: dict[str, Rows] = {}
    unsure: dict[str, Sequence[int]] = {}
    for name in line.topics:
        field = fields_of(kind.record).get(name)
        if field is None:
            continue
        if isinstance(field, Rows):
            rows[name] = field
        elif isinstance(field, Leading):
            found = book.candidates(field, line.text(name)) if line.has(name) else ()
            if len(found) > 1:
                unsure[name] = found
            else:
                values[name] = book.led_to(line, name, field, line.text(name)) if line.has(name) else 0
        else:
            values[name] = _stage(line, name, field) if isinstance(field, StageCode) else line.value(name)
    if not _settle(book, line, kind, values, unsure):
        return
    known = book.peek(kind.table, values)
    if known is None and kind.number and fields_of(kind.record)[kind.number.number].fixed:
        _leave_number(book, kind, values)
    for name, field in rows.items():
        if known is None or line.text(name) not in book.told(known, name):
            values[name] = _parts(book, line, name, field)
    book.bring(line, kind.table, values)


def _settle(book: Book, line: Line, kind: Kind, values: dict[str, Any], unsure: Mapping[str, Sequence[int]]) -> bool:
    """Has each link that may lead to several lead to one: to that of the record that is known, or by which one is known.

    Of others the clerk is asked. Whether the row can be brought: where a link tells which record is meant, it cannot without an answer.
    """
    by = {bare(name) for names in alternatives(kind) for name in names}
    for name, found in unsure.items():
        known = book.peek(kind.table, values)
        led = getattr(known, name) if known is not None else 0
        meant = [i for i in found if book.peek(kind.table, {**values, name: i}) is not None] if known is None else []
        if led in found:
            values[name] = led
        elif len(meant) == 1:
            values[name] = meant[0]
        else:
            holds = known is None and name in by
            values[name] = book.led_to(line, name, _leading(kind, name), line.text(name), holds=holds)
            if holds and not values[name]:
                book.row(line.place).held = True
                return False
    return True


def _leading(kind: Kind, name: str) -> Leading:
    field = fields_of(kind.record)[name]
    assert isinstance(field, Leading)
    return field


def _leave_number(book: Book, kind: Kind, values: dict[str, Any]) -> None:
    """A number of ours comes out of the book alone; one of another desk would be given twice."""
    if kind.number and values.pop(kind.number.number, ""):
        label = fields_of(kind.record)[kind.number.number].label
        book.assumptions[f"{kind.label}的{label}由本中心取，没有照表里的抄"] = None


def _stage(line: Line, name: str, field: StageCode) -> str:
    """The code of a stage that the program or the centre has."""
    code = field.read(line.text(name))
    if not code or code in field.codes().labels:
        return code
    line.tell(name, "unknown_code", "没有这个环节", "从头办起，请核对", Verdict.WRONG)
    return ""


def _parts(book: Book, line: Line, name: str, field: Rows) -> tuple[Any, ...]:
    """The repeated parts that a cell tells; none where somebody must look."""
    unsure: list[str] = []
    links = (n for n, f in fields_of(book.store.kinds[line.form.table].record).items() if isinstance(f, Leading))
    found = book.parts(field, line.text(name), unsure, {line.text(n) for n in links if line.has(n)})
    if found is None:
        line.tell(name, "rows_unreadable", "看不出写的是哪几项", "没有导入这一格，请打开后补上")
        return ()
    for words in dict.fromkeys(unsure):
        line.tell(
            name,
            "link_several",
            f"登记里没有、或有几条叫“{masks.in_text(words)}”的",
            "照写的导入，没有连上，请打开后选",
        )
    return found
