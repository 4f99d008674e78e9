"""Tables that stand side by side on one sheet, as people set them to save paper: each is a sheet of its own."""

from collections.abc import Iterator, Sequence

import attrs

from db.services.importing.headings import tidy_heading
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.recognise import heading_texts
from db.services.sheets.found import Cell, column_of
from db.services.sheets.raw import RawSheet

_FEWEST = 2
"""Headings of a table: a column of names and one thing more."""


def apart(sheet: RawSheet) -> Iterator[RawSheet]:
    """The tables of a sheet: one, or several where the same headings stand again further right."""
    starts = _starts(heading_texts(sheet))
    if len(starts) < _FEWEST:
        yield sheet
        return
    ends = [*starts[1:], max(map(len, sheet.rows))]
    for number, (start, end) in enumerate(zip((0, *starts[1:]), ends, strict=True), start=1):
        rows = [_only(row, start, end) for row in sheet.rows]
        merged = tuple(block for block in sheet.merged if start <= block.left < end)
        name = sheet.name if number == 1 else f"{sheet.name}（右边第{number}块）"
        told = tuple(one for one in sheet.told if start <= column_of(one) < end or (number == 1 and column_of(one) < 0))
        yield attrs.evolve(sheet, name=name, rows=rows, merged=merged, told=told)


def _only(row: list[Cell], start: int, end: int) -> list[Cell]:
    """A row with what stands between two columns; everything stays in its column."""
    part = row[start:end]
    return [*[""] * start, *part] if any(cell != "" for cell in part) else []


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each of several tables with the same headings begins; fewer than two where there is one table."""
    told = [(index, tidy_heading(text)) for index, text in enumerate(texts) if text]
    words = [word for _, word in told]
    for length in range(_FEWEST, len(words) // 2 + 1):
        pieces = [words[at : at + length] for at in range(0, len(words), length)]
        if any(headings.meaning_of(w) == headings.NAME for w in pieces[0]) and all(p == pieces[0] for p in pieces):
            return [told[at][0] for at in range(0, len(told), length)]
    return []
