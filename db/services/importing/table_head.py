"""The heading rows of a table among its titles, with what merged cells and headings over several columns say."""

import re
from collections.abc import Callable, Sequence

from db.services.importing.layout import Column
from db.services.sheets.raw import Cell, RawSheet
from db.values.legible import legible

LOOK_AT = 40
"""Rows among which the headings are sought."""
ENOUGH = 2
"""Headings by which a row of them is known."""
_LONGEST_SPAN = 12
_NUMBERS = re.compile(r"\d{6,}")
_LABELLED = re.compile(r"[:：]\s*\S|\d{4}")
"""What stands beside a title: who made the table, and when."""
Meaning = Callable[[str], str | None]
"""Gives the key of what a heading means, None where nobody knows."""


def text_of_heading(cell: Cell) -> str:
    """A cell's text where only text can be a heading."""
    return legible(cell)[0].strip() if isinstance(cell, str) else ""


def expanded(sheet: RawSheet, row: int) -> list[str]:
    """The texts of a row, each merged block giving its value to all its cells."""
    cells = [text_of_heading(c) for c in sheet.rows[row]] if row < len(sheet.rows) else []
    cells += [""] * (max(map(len, sheet.rows[:LOOK_AT]), default=0) - len(cells))
    for block in sheet.merged:
        if block.top <= row <= block.bottom and block.left < len(sheet.rows[block.top]):
            value = text_of_heading(sheet.rows[block.top][block.left])
            for column in range(block.left, min(block.right + 1, len(cells))):
                cells[column] = value
    return cells


def spans(sheet: RawSheet, row: int) -> bool:
    """Whether a row above holds headings that span several columns: 户主 over two, 家庭成员 over three."""
    blocks = [b for b in sheet.merged if b.top == row == b.bottom and b.left < len(sheet.rows[row])]
    texts = [text_of_heading(sheet.rows[row][b.left]) for b in blocks]
    return len([t for t in texts if t and len(t) <= _LONGEST_SPAN and not re.search(r"[:：\d]", t)]) > 1


def without_heading(sheet: RawSheet, columns: Sequence[Column], first: int) -> tuple[Column, ...]:
    """Columns that hold something under no heading: they are shown, so that nothing is left out in silence."""
    known = {c.index for c in columns}
    width = max(known, default=-1) + 1
    gaps = [i for i in range(width) if i not in known]
    filled: set[int] = set()
    for row in sheet.rows[first:]:
        if len(row) > width:
            filled |= {i for i in range(width, len(row)) if row[i] != ""}
        if gaps:
            filled |= {i for i in gaps if i < len(row) and row[i] != ""}
    return tuple(Column(i, f"（第{i + 1}列没有表头）", "") for i in sorted(filled))


def heading_rows(sheet: RawSheet, meaning_of: Meaning) -> tuple[int, int] | None:
    """The first and the last row of the headings: those about the row that knows the most of them; None where no row does."""
    best, most = -1, ENOUGH - 1
    for row in range(min(LOOK_AT, len(sheet.rows))):
        if (known := len(_known(expanded(sheet, row), meaning_of))) > most:
            best, most = row, known
    if best < 0:
        return None
    first = last = best
    while first and (_heads(sheet, first - 1, first, meaning_of) or spans(sheet, first - 1)):
        first -= 1
    while last + 1 < len(sheet.rows) and _heads(sheet, last, last + 1, meaning_of):
        last += 1
    return first, last


def first_texts(sheet: RawSheet) -> tuple[int, int] | None:
    """The first row that has several texts and nothing else: what may be headings where nobody knows any of them."""
    for row, cells in enumerate(sheet.rows[:LOOK_AT]):
        texts = [text_of_heading(cell) for cell in cells if cell != ""]
        if len(texts) >= ENOUGH and all(texts) and not _NUMBERS.search("".join(texts)):
            return row, row
    return None


def _heads(sheet: RawSheet, upper: int, lower: int, meaning_of: Meaning) -> bool:
    """Whether two rows are headings one above the other: what the lower one says stands under nothing, or under what spans it."""
    above, below = sheet.rows[upper], sheet.rows[lower]
    filled = [(i, text_of_heading(c)) for i, c in enumerate(below) if c != ""]
    if not filled or not all(text for _, text in filled) or _NUMBERS.search("".join(text for _, text in filled)):
        return False
    upper_texts = expanded(sheet, upper)
    if (
        len({t for t in upper_texts if t}) < ENOUGH
        or any(map(_LABELLED.search, upper_texts))
        or not _spans_all(above, below, upper_texts, [i for i, _ in filled])
    ):
        return False
    both = [upper_texts[i] + text if i < len(upper_texts) else text for i, text in filled]
    return any(meaning_of(text) is not None for text in (*both, *(text for _, text in filled)))


def _spans_all(above: Sequence[Cell], below: Sequence[Cell], texts: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether each of these columns lies under a blank, under its own heading, or under one that reaches over several of them."""

    def under_span(column: int) -> bool:
        own = above[column] if column < len(above) else ""
        if own != "" and column < len(below) and below[column] == own:  # one cell over both rows, filled into each
            return True
        neighbour = above[column + 1] if column + 1 < len(above) else ""
        shared = texts[column] in (*texts[column + 1 : column + 2], *texts[max(column - 1, 0) : column])
        return own == "" or shared or (neighbour == "" and column + 1 in columns)

    return all(map(under_span, columns))


def _known(cells: Sequence[str], meaning_of: Meaning) -> set[str]:
    return {key for c in cells if c and (key := meaning_of(c)) is not None}


def stacked(sheet: RawSheet, first: int, last: int) -> list[tuple[int, tuple[str, ...]]]:
    """Each column that has a heading, with its headings from above to below, each once."""
    rows = [expanded(sheet, row) for row in range(first, last + 1)]
    found: list[tuple[int, tuple[str, ...]]] = []
    for index in range(max(map(len, rows))):
        texts = tuple(dict.fromkeys(row[index] for row in rows if index < len(row) and row[index]))
        if texts:
            found.append((index, texts))
    return found


def meaning_of_all(texts: Sequence[str], meaning_of: Meaning) -> str | None:
    """What stacked headings mean: together, or else the lowest that anybody knows."""
    found = meaning_of("".join(texts))
    return found if found is not None else next((k for t in reversed(texts) if (k := meaning_of(t)) is not None), None)
