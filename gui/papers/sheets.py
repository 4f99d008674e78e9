"""名单, 签到表, 签领表 of any selection. No Qt: they are made in a worker's thread."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from db.fields import Name, Privacy
from db.records.kind import Kind
from db.services.duties.giving_out import personal_labels
from db.services.note_output import Holds
from db.services.told_rows import columns_to_tell, naming_columns, told_by_id, usual_columns
from db.store import Store
from db.values import masks
from db.values.file_name import dated
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.listing import ListedColumn, Listing

LONGEST_OWN, MOST_OWN = 10, 8
_PARTED = re.compile(r"[、，,;；\s]+")
_PIECE = 200
"""Lines that are compared at a time."""
_COUNTED = {"resident": "人", "person": "人", "household": "户", "house": "套", "building": "栋"}
SIGNATURE = "签名"


class Shape(StrEnum):
    """What is printed of a selection; the value is what the clerk calls it."""

    ROSTER = "名单"
    SIGN_IN = "签到表"
    HAND_OUT = "签领表"

    @property
    def is_signed(self) -> bool:
        """Whether each row is signed."""
        return self is not Shape.ROSTER


@frozen
class Wanted:
    """What a clerk wants of a sheet.

    Attributes:
        title: over it.
        columns: fields of the type.
        own: empty columns by the names that the clerk gave them; the signature stands behind these.
        scope: what part of the list it is; "" for nothing.
        subject: 事由.
        held: 日期.
        item: what is handed out; "" leaves its column empty.
        quantity: how much of it.
    """

    shape: Shape
    title: str
    columns: tuple[str, ...]
    own: tuple[str, ...] = ()
    scope: str = ""
    subject: str = ""
    held: date | None = None
    item: str = ""
    quantity: str = ""


@frozen
class Beside:
    """One line of a sheet that tells more than its record says.

    Attributes:
        id: of the record; 0 where there is none.
        texts: what is told in place of a record that is not there, by field.
        own: what stands in columns that are no fields, by the names that these have.
    """

    id: int = 0
    texts: Mapping[str, str] = {}
    own: Mapping[str, str] = {}


def usual(kind: Kind, shape: Shape, name: str = "", shown: Sequence[str] = ()) -> Wanted:
    """What is proposed where nothing was chosen before.

    Args:
        kind: of the records.
        shape: of the sheet.
        name: that of the list.
        shown: the columns that were chosen for the list: its roster has just these.
    """
    columns = naming_columns(kind.record) if shape.is_signed else tuple(shown) or usual_columns(kind.record)
    return Wanted(shape, f"{name or kind.label}{shape}", columns)


def own_columns(typed: str) -> tuple[str, ...]:
    """The names of empty columns as somebody typed them in one line, each once."""
    return tuple(dict.fromkeys(filter(None, _PARTED.split(typed))))


def sheet(
    kind: Kind, ids: Sequence[int], wanted: Wanted, day: date, answers: Answers = NONE, beside: Sequence[Beside] = ()
) -> Job:
    """The sheet of these records in their order, or of these lines; masked unless answered otherwise."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import listing as paper

        def half(done: int, count: int) -> bool:
            return tick(done // 2, count)

        plain = not answers.get(MASKED, True)
        lines = beside or [Beside(one) for one in ids]
        there = told_by_id(store, kind, [one.id for one in lines if one.id], wanted.columns, half, plain=plain)
        kept = [one for one in lines if one.id in there or one.texts]
        if not kept:
            raise NothingToPrint(f"没有可印的{kind.label}", "请先清除筛选，或先登记，再打印")
        told = [there.get(one.id) or _in_place(kind, wanted, one, plain=plain) for one in kept]
        shown = kept if plain else [attrs.evolve(one, own=_masked(one.own)) for one in kept]
        numbered = not plain and bool(_numbered(wanted, kept))
        covered = not plain and (numbered or _is_covered(store, kind, wanted, (told, kept)))
        given = attrs.evolve(_given(store, kind, wanted, (told, shown), day), masked=covered)
        made = paper.WIDE if paper.is_wide(given) else paper.PAPER
        return made.make(given, tick)

    is_personal = _is_personal(kind, wanted, beside)
    asked = Asked("listing", (MASKED,), partial(_answered, kind, ids, wanted, day, beside), first=False)
    title = f"{kind.label}{wanted.shape}"
    told = (*personal_labels(kind.record, wanted.columns), *_numbered(wanted, beside))
    holds = Holds(len(ids) + len(beside), told, tuple(ids), kind.table)
    personal = asked if is_personal else None
    return Job(title, make, asked=personal, file=dated(wanted.title, day), holds=holds)


def _answered(
    kind: Kind, ids: Sequence[int], wanted: Wanted, day: date, beside: Sequence[Beside], answers: Answers
) -> Job:
    return sheet(kind, ids, wanted, day, answers, beside)


def _in_place(kind: Kind, wanted: Wanted, line: Beside, *, plain: bool) -> tuple[str, ...]:
    """What is told of one without a record, column by column."""
    fields = columns_to_tell(kind.record)
    texts = [(fields[name], line.texts.get(name, "")) for name in wanted.columns]
    return tuple(text if plain else field.mask_shown(text) for field, text in texts)


def _is_covered(
    store: Store, kind: Kind, wanted: Wanted, told: tuple[Sequence[tuple[str, ...]], Sequence[Beside]]
) -> bool:
    """Whether the rows show less than is known; mostly the first ones tell."""
    rows, lines = told
    for start in range(0, len(lines), _PIECE):
        some = lines[start : start + _PIECE]
        whole = told_by_id(store, kind, [one.id for one in some if one.id], wanted.columns, plain=True)
        texts = [whole.get(one.id) or _in_place(kind, wanted, one, plain=True) for one in some]
        if texts != list(rows[start : start + _PIECE]):
            return True
    return False


def _is_personal(kind: Kind, wanted: Wanted, beside: Sequence[Beside]) -> bool:
    """Whether something in it may be masked: a column, or a number that somebody wrote into one that is no field."""
    fields = columns_to_tell(kind.record)
    in_fields = any(fields[name].privacy >= Privacy.PERSONAL for name in wanted.columns)
    return in_fields or bool(_numbered(wanted, beside))


def _numbered(wanted: Wanted, beside: Iterable[Beside]) -> list[str]:
    """The printed columns that are no fields and in which somebody wrote a number."""
    found = {name for line in beside for name, text in line.own.items() if masks.in_text(text) != text}
    return [name for name in wanted.own if name in found]


def _masked(own: Mapping[str, str]) -> dict[str, str]:
    """What stands in columns that are no fields, as words of anybody are told: their numbers masked."""
    return {name: masks.in_text(text) for name, text in own.items()}


def _given(
    store: Store, kind: Kind, wanted: Wanted, told: tuple[Sequence[tuple[str, ...]], Sequence[Beside]], day: date
) -> "Listing":
    from printing.papers.listing import ListedCell, ListedRow, Listing

    rows, lines = told
    columns, added = _columns(kind, wanted, lines)
    rows = [(*row, *(line.own.get(name, text) for name, text in added)) for row, line in zip(rows, lines, strict=True)]
    return Listing(
        centre=store.centre(),
        title=wanted.title,
        scope=wanted.scope,
        signed=wanted.shape.is_signed,
        subject=wanted.subject,
        held=wanted.held,
        columns=columns,
        rows=tuple(ListedRow(cells=tuple(ListedCell(text=text) for text in row)) for row in rows),
        counted=_COUNTED.get(kind.table, "条"),
        maker=store.actor,
        day=day,
    )


def heads(kind: Kind, wanted: Wanted) -> list[str]:
    """The heads of the columns in their order."""
    fields = columns_to_tell(kind.record)
    return ["序号", *(fields[name].label for name in wanted.columns), *(label for label, _ in _added(wanted))]


def _added(wanted: Wanted) -> list[tuple[str, str]]:
    """The columns that are no fields, each with what stands in every row of it.

    What is handed out and how much stand there where that is said, or where no column by hand tells it.
    """
    handed = [("物品", wanted.item), ("数量", wanted.quantity)] if wanted.shape is Shape.HAND_OUT else []
    handed = [(label, text) for label, text in handed if text or not wanted.own]
    own = [(name, "") for name in wanted.own if name != SIGNATURE or not wanted.shape.is_signed]
    return [*handed, *own, *([(SIGNATURE, "")] if wanted.shape.is_signed else [])]


def _columns(
    kind: Kind, wanted: Wanted, lines: Sequence[Beside]
) -> "tuple[tuple[ListedColumn, ...], list[tuple[str, str]]]":
    """The columns; and those that are no fields by name, with what stands in every row of them that says nothing else."""
    from printing.papers.listing import ListedColumn

    fields = columns_to_tell(kind.record)
    told = [ListedColumn(label=fields[n].label, solid=isinstance(fields[n], Name)) for n in wanted.columns]
    more = _added(wanted)
    said = {name for line in lines for name, text in line.own.items() if text}
    blank = [ListedColumn(label=label, blank=not text and label not in said) for label, text in more]
    return (*told, *blank), more
