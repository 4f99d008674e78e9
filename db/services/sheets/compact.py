"""A sheet's XML with the filled rows and columns alone, one behind the other."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db.errors import FileUnreadable
from db.services.sheets.found import Block, Cell, Found

_MOST_BYTES = 200 * 1024 * 1024
_MOST_CELLS = 20_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^/>]*>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_PLACE = re.compile(rb"""\s*\br=["']([A-Z]{1,3})(\d+)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)["']""")
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*>")
_REMEDY = "请用 WPS 或 Excel 打开它，只把名册复制到新工作簿里，另存后再导入"


class Placed(NamedTuple):
    """Where the rows and columns of a compact sheet stood, and its merged cells as they were."""

    rows: list[int]
    columns: list[int]
    merged: list[Block]

    def put_back(self, found: Found) -> Found:
        """A sheet that was read compact, everything where it stood."""
        return found._replace(rows=self._spread(found.rows), merged=self.merged)

    def _spread(self, rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
        for index, row in rows:
            spread: list[Cell] = []
            for column, cell in zip(self.columns, row, strict=False):
                if cell != "":
                    spread += [""] * (column - len(spread))
                    spread.append(cell)
            yield self.rows[index], spread


class _Filled(NamedTuple):
    """A filled cell: its column, its tag, its attributes without the place, what is in it."""

    column: int
    tag: bytes
    about: bytes
    inside: bytes


def index_of(letters: bytes) -> int:
    """The index of a column by its letters: 0 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def letters_of(index: int) -> str:
    """The letters of a column by its index: A for 0."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def compacted(name: str, xml: bytes) -> tuple[bytes, Placed]:
    """The sheet made compact, and where everything stood.

    Raises:
        FileUnreadable: what is filled lies so scattered that it would still be too much; the sentence names a cell.
    """
    head = _DATA.search(xml)
    if head is None or len(xml) > _MOST_BYTES:
        raise FileUnreadable(f"工作表“{name}”里的内容铺得太开，读不下", _REMEDY)
    rows = _filled_rows(xml, head.end())
    columns = sorted({cell.column for _, cells in rows for cell in cells})
    if len(rows) * len(columns) > _MOST_CELLS:
        last, cells = rows[-1]
        far = f"{letters_of(cells[-1].column)}{last + 1}"
        raise FileUnreadable(f"工作表“{name}”里到处有零散的内容，一直铺到单元格 {far}，读不下", _REMEDY)
    letters = {column: letters_of(place).encode() for place, column in enumerate(columns)}
    made = [xml[: head.end()]]
    for place, (_, cells) in enumerate(rows, start=1):
        made.append(b'<%srow r="%d">' % (head[1], place))
        made += [b'<%s r="%s%d"%s>%s</%s>' % (c.tag, letters[c.column], place, c.about, c.inside, c.tag) for c in cells]
        made.append(b"</%srow>" % head[1])
    root = re.match(rb"\s*(?:<\?.*?\?>\s*)?<((?:\w+:)?worksheet)\b", xml, re.DOTALL)
    made.append(b"</%ssheetData></%s>" % (head[1], root[1] if root else b"worksheet"))
    merged = [_block(match) for match in _MERGED.finditer(xml, head.end())]
    return b"".join(made), Placed([row for row, _ in rows], columns, merged)


def _filled_rows(xml: bytes, start: int) -> list[tuple[int, list[_Filled]]]:
    """The rows that have a filled cell, with their indices."""
    found: list[tuple[int, list[_Filled]]] = []
    row = 0
    for match in _ROW.finditer(xml, start):
        number = _NUMBER.search(match[1])
        row = int(number[1]) if number else row + 1
        if match[2] and (cells := _filled_cells(match[2])):
            found.append((row - 1, cells))
    return found


def _filled_cells(xml: bytes) -> list[_Filled]:
    found: list[_Filled] = []
    column = -1
    for match in _CELL.finditer(xml):
        place = _PLACE.search(match[2])
        column = index_of(place[1]) if place else column + 1
        if match[3] and _FILLED.search(match[3]):
            found.append(_Filled(column, match[1], _PLACE.sub(b"", match[2]).rstrip(), match[3]))
    return found


def _block(match: re.Match[bytes]) -> Block:
    return int(match[2]) - 1, index_of(match[1]), int(match[4]) - 1, index_of(match[3])
