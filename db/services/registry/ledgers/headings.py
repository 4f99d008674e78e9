"""What the columns of a table hold that is taken into a ledger: who it is, what became of it, and the ledger's own columns."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from db.errors import ValueUnreadable
from db.fields import Amount, CreditCode, Day, Flag, Phone
from db.records.base import fields_of
from db.records.kind import Kind
from db.records.registry.household import Household
from db.records.registry.ledger import CALLED, DAY, NUMBER, TICK, WORDS, Ledger, LedgerColumn, LedgerRow, new_key
from db.records.registry.resident import Resident
from db.services.importing.cells import read_cell, text_of
from db.services.importing.headings import Topic, tidy_heading
from db.services.importing.keys import alternatives, bare
from db.services.registry.import_roster import headings as roster
from db.services.registry.import_roster.headings import ADDRESS, GRID, HEAD_NAME, PLACE
from db.services.registry.ledgers.others import DOORS, TITLE
from db.services.sheets.raw import Cell, RawSheet

SERIAL, DONE, DID, NOTE, JOINED = "serial", "done", "did", "note", "joined"
OWN, NEW = "own_", "new_"
"""Before the key of a column that the ledger has, and before the number of a column of the sheet that it comes to have."""
PERSONAL = (
    "name",
    "id_kind",
    "id_number",
    "birth",
    "sex",
    "phone",
    "other_phone",
    ADDRESS,
    "estate",
    "building",
    "unit",
    "room",
    GRID,
)
"""By which a resident is found, as the import of rosters calls it."""
_NAMES = re.compile(
    r"(?:参保|缴费|认证|领取|申请|享受|被[^\s]{1,3}|服务|走访|救助|体检|待遇)?(?:人员?|对象|居民|老人|群众)(?:姓名|名称)?"
)
_ROWS = 2000
"""So many rows are looked at to tell what a column holds."""
_LONGEST = 20
_TICKED = re.compile(r"^(?:是否|有无|有没有|是不是)")
_DATED = re.compile(r"(?:日期|时间)$")
_COUNTED = re.compile(r"(?:金额|数量|人数|次数|元|分数|得分|年龄|面积)$")
_NOT_COUNTED = re.compile(r"0\d|\d{9,}")
"""What is written with figures and is no number: 007, telephones, cards."""


def fixed_topics(kind: Kind) -> tuple[Topic, ...]:
    """What every table may tell of those of a type, and of what became of them."""
    fields = fields_of(LedgerRow)
    return (
        *(_of_residents() if kind.record is Resident else _of_others(kind)),
        Topic(SERIAL, *_called(SERIAL), kind=fields[SERIAL]),
        Topic(DONE, *_called(DONE)),
        Topic(DID, *_called(DID), kind=fields[DID]),
        Topic(NOTE, *_called(NOTE), repeated=True, kind=fields[NOTE]),
        Topic(JOINED, *_called(JOINED)),
    )


def _called(key: str) -> tuple[str, tuple[str, ...]]:
    first, *others = CALLED[key]
    return first, tuple(others)


def _of_residents() -> Iterator[Topic]:
    known = roster.meanings()
    for key in PERSONAL:
        shape = f"名称|{_NAMES.pattern}" if key == "name" else ""
        yield Topic(
            key, known[key].label, tuple(known[key].words), shape, kind=fields_of(Resident).get(key, Topic("", "").kind)
        )


def _of_others(kind: Kind) -> Iterator[Topic]:
    """The fields by which the type is known, its telephone and code, and where it is."""
    fields, known = fields_of(kind.record), roster.meanings()
    places = [key for key in (ADDRESS, *PLACE) if key in known] if kind.record in DOORS else []
    named = {bare(name) for names in alternatives(kind) for name in names}
    kept = [n for n, f in fields.items() if n in named or isinstance(f, Phone | CreditCode)]
    yield Topic(TITLE, kind.label, (f"{kind.label}名称",))
    for name in kept:
        if name not in places and not (name == "head" and kind.record is Household):
            yield Topic(name, fields[name].label, fields[name].words, kind=fields[name])
    for key in (*dict.fromkeys(places), *((HEAD_NAME,) if kind.record is Household else ()), GRID):
        yield Topic(key, known[key].label, tuple(known[key].words))


@frozen
class Own:
    """A column of the ledger's own that a column of a sheet fills.

    Attributes:
        key: the meaning of that column.
        column: as the ledger has it, or comes to have it.
        index: of the column of the sheet; -1 where the ledger has it already.
    """

    key: str
    column: LedgerColumn
    index: int = -1


def own_columns(ledger: Ledger, sheet: RawSheet, headings: Iterable[tuple[int, str]], first_row: int) -> list[Own]:
    """The ledger's own columns, and those that it would have of the headings of a sheet that are none of them."""
    found = [Own(f"{OWN}{one.key}", one) for one in ledger.columns]
    there = {tidy_heading(one.name) for one in ledger.columns}
    names = there | {tidy_heading(name) for called in CALLED.values() for name in called}
    for index, heading in headings:
        text = tidy_heading(heading.split("/")[-1])
        name = _named(heading, names) if text and text not in there else ""
        if name:
            names.add(tidy_heading(name))
            cells = [
                row[index] for row in sheet.rows[first_row : first_row + _ROWS] if index < len(row) and row[index] != ""
            ]
            found.append(
                Own(f"{NEW}{index}", LedgerColumn(name=name, form=form_of(heading, cells), key=new_key()), index)
            )
    return found


def _named(heading: str, taken: set[str]) -> str:
    """What a column is called under a heading: its lowest words, as far as no other one is called so; "" for none."""
    words = " ".join(heading.split())
    for name in (words.split("/")[-1], words.replace("/", ""), f"{words[: _LONGEST - 2]}之二"):
        short = name.strip()[:_LONGEST]
        if short and tidy_heading(short) not in taken:
            return short
    return ""


def form_of(heading: str, cells: Sequence[Cell]) -> str:
    """What is written under a heading: as the cells are, or as it says itself where they are empty."""
    text = tidy_heading(heading)
    if not cells:
        return (
            TICK if _TICKED.match(text) else DAY if _DATED.search(text) else NUMBER if _COUNTED.search(text) else WORDS
        )
    if all(isinstance(cell, str | bool) and _value(Flag(""), cell) for cell in cells):
        return TICK  # where some say 否 the word is kept
    if all(_value(Day(""), cell) for cell in cells):
        return DAY
    if all(_value(Amount("", places=2), cell) is not None and not _NOT_COUNTED.match(text_of(cell)) for cell in cells):
        return NUMBER
    return WORDS


def _value(field: Flag | Day | Amount, cell: Cell) -> object:
    """What a cell is as such; None where it is no such thing."""
    try:
        return read_cell(field, cell)
    except (ValueUnreadable, OverflowError):
        return None
