"""The marked-up copy: their own sheet as it stood, with 核对结果 and 我方值 behind it, to send back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from db.errors import Cancelled
from db.records.may import Right
from db.records.registry.resident import RESIDENTS
from db.services.duties.giving_out import EXPORTED, Given, Use, enter, personal_labels, refuse_whole
from db.services.export_table import refuse_suffix, written_table
from db.services.registry.compare_roster import Comparison, RowFound
from db.services.registry.import_roster import Roster, Tick
from db.services.registry.import_roster.plan import never_stop
from db.services.sheets.raw import Cell, RawSheet
from db.services.told_cells import Value
from db.store import Store

ANSWER, OURS = "核对结果", "我方值"
EMPTY = "（空）"
_WIDTH = 14
_TICK_ROWS = 1000


def beside(path: Path) -> Path:
    """Where the copy goes that is written beside what they sent; one that is there already is left alone."""
    names = (f"{path.stem}-核对{f'({n})' if n else ''}.xlsx" for n in range(1000))
    return next(one for name in names if not (one := path.with_name(name)).exists())


def write_marked(
    store: Store, found: Comparison, roster: Roster, path: Path, use: Use, tick: Tick = never_stop
) -> list[Path]:
    """The files that were written, one for each sheet that names somebody; 外送登记 enters each with purpose and recipient.

    Raises:
        NotAllowed: the clerk may not write whole numbers of residents into a file.
        RecordInvalid: the use does not say to whom, or what for.
        FileUnwritable: the place cannot be written to.
        Cancelled: the tick said so; what was not finished is not there.
    """
    refuse_suffix(path)
    store.require(store.kinds[RESIDENTS.table], Right.EXPORT)
    refuse_whole(store, use)
    sheets = [sheet for sheet in roster.sheets if any(row.sheet == sheet.name for row in found.rows)]
    made: list[Path] = []
    for number, sheet in enumerate(sheets):
        there = path if not number else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")
        rows = [row for row in found.rows if row.sheet == sheet.name]
        header = next((max(one.first_row - 1, 0) for one in found.plan.layouts if one.sheet == sheet.name), 0)
        _write(store, sheet, (header, rows), there, use, tick)
        made.append(there)
    return made


def _write(
    store: Store, sheet: RawSheet, told: tuple[int, Sequence[RowFound]], path: Path, use: Use, tick: Tick
) -> None:
    header, rows = told
    width = max((len(row) for row in sheet.rows), default=0)
    answers: dict[int, tuple[str, str]] = {header: (ANSWER, OURS)}
    for row in rows:
        before = answers.get(row.row - 1)
        mine = row.found.value if not row.why else f"{row.found.value}：{row.why}", _ours(row)
        answers[row.row - 1] = mine if before is None else (f"{before[0]}；{mine[0]}", f"{before[1]}；{mine[1]}")
    lines = _lines(sheet, width, answers, tick)
    first = next(lines, [""] * (width + 2))
    headings = [str(cell) for cell in first]
    with (
        written_table(path, "核对", [_WIDTH] * width + [_WIDTH, 3 * _WIDTH], headings, lines),
        store.writing("导出核对表") as w,
    ):
        w.note(
            "export", RESIDENTS.table, 0, {"file": [None, path.name], "rows": [None, len(rows)], "plain": [None, True]}
        )
        labels = personal_labels(RESIDENTS.record)
        enter(w, store.actor, use, Given(what="核对名单", way=EXPORTED, count=len(rows), told=labels, file=path.name))


def _lines(sheet: RawSheet, width: int, answers: Mapping[int, tuple[str, str]], tick: Tick) -> Iterator[list[Value]]:
    for index, row in enumerate(sheet.rows):
        if index % _TICK_ROWS == 0 and not tick(index, len(sheet.rows)):
            raise Cancelled
        yield [*map(_cell, row), *([""] * (width - len(row))), *answers.get(index, ("", ""))]


def _ours(row: RowFound) -> str:
    """性别：男；联系电话：（空）: what the register has where the row says otherwise."""
    return "；".join(f"{one.label}：{one.ours or EMPTY}" for one in row.differences)


def _cell(value: Cell) -> Value:
    """A cell as it can be written: whole figures as figures, days as words."""
    match value:
        case bool() | str():
            return str(value) if isinstance(value, str) else "是" if value else "否"
        case float():
            return int(value) if value.is_integer() else Decimal(repr(value))
        case datetime():
            return (
                value.isoformat(" ", timespec="minutes") if value.time() != datetime.min.time() else f"{value:%Y-%m-%d}"
            )
        case date():
            return value.isoformat()
        case _:
            return str(value)
