"""What the reader of workbooks does not tell of an xls or et: hidden rows and columns, and the start of its days.

The file is a little file system ([MS-CFB]) with a stream of records ([MS-XLS]): a kind, a length, the content. Only
lengths are followed here; where anything does not fit, nothing is told, and the reader decides what to make of it.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from db.services.sheets.xlsx import Unseen

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ROW, _COLUMNS, _SHEET, _DATE_MODE, _BEGIN, _DONE = 0x0208, 0x007D, 0x0085, 0x0022, 0x0809, 0x000A
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_LAST_COLUMN = 255


class Looked(NamedTuple):
    """What an old workbook says: whether its days count from 1904, and of each sheet in order what it does not show."""

    date1904: bool = False
    sheets: tuple[Unseen, ...] = ()


def looked(data: bytes) -> Looked:
    """What there is to know of an old workbook; nothing where it is odd."""
    try:
        return _records_of(_workbook_stream(data))
    except (struct.error, IndexError, ValueError):
        return Looked()


class _File:
    """The sectors of the file system, and how they are chained."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._shift: int = struct.unpack_from("<H", data, 0x1E)[0]
        self.directory, self.least, self.mini_fat = struct.unpack_from("<I4xII", data, 0x30)
        first, count = struct.unpack_from("<II", data, 0x44)
        tables = list(struct.unpack_from("<109I", data, 0x4C))
        for _ in range(min(count, self._most())):
            more = struct.unpack(f"<{(1 << self._shift) // 4}I", self._sector(first))
            tables += more[:-1]
            first = more[-1]
        self._next: list[int] = []
        for table in tables:
            if table < _END:
                self._next += struct.unpack(f"<{(1 << self._shift) // 4}I", self._sector(table))

    def _most(self) -> int:
        return len(self._data) >> self._shift

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)].ljust(1 << self._shift, b"\0")

    def chain(self, first: int) -> bytes:
        """The sectors that follow one another from one on."""
        found: list[bytes] = []
        while first < _END and len(found) <= self._most():
            found.append(self._sector(first))
            first = self._next[first]
        return b"".join(found)


def _workbook_stream(data: bytes) -> bytes:
    file = _File(data)
    directory = file.chain(file.directory)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = entries[0]
    for entry in entries:
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(length - 2, 0)].decode("utf-16-le", "replace").lower() in ("workbook", "book"):
            first, size = struct.unpack_from("<II", entry, 116)
            if size >= file.least:
                return file.chain(first)[:size]
            small = file.chain(struct.unpack_from("<I", root, 116)[0])
            chained = file.chain(file.mini_fat)
            after = struct.unpack(f"<{len(chained) // 4}I", chained)
            found: list[bytes] = []
            while first < _END and len(found) <= len(after):
                found.append(small[first * 64 : first * 64 + 64])
                first = after[first]
            return b"".join(found)[:size]
    raise ValueError


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of what begins there; what is embedded in it is left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _DONE)
        if depth <= 1 and kind in (_ROW, _COLUMNS, _SHEET, _DATE_MODE):
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _records_of(stream: bytes) -> Looked:
    date1904 = False
    places: list[int] = []
    for kind, content in _records(stream, 0):
        if kind == _DATE_MODE:
            date1904 = content[:2] == b"\1\0"
        elif kind == _SHEET:
            places.append(struct.unpack_from("<I", content)[0])
    return Looked(date1904, tuple(_unseen(stream, place) for place in places))


def _unseen(stream: bytes, place: int) -> Unseen:
    rows: list[int] = []
    columns: list[int] = []
    for kind, content in _records(stream, place):
        if kind == _ROW:
            row, height, flags = struct.unpack_from("<H4xH4xH", content)
            if flags & _ROW_HIDDEN or height & 0x7FFF == 0:
                rows.append(row)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", content)
            if flags & _COLUMN_HIDDEN or width == 0:
                columns += range(first, min(last, _LAST_COLUMN) + 1)
    return Unseen(rows, columns)
