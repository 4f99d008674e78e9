"""What the reader of workbooks does not tell of an xlsb: hidden rows and columns, merged cells, and the start of its days.

Its parts are records ([MS-XLSB] 2.1.4): a kind and a length of one to four bytes, seven bits each, and the content. Only
lengths are followed here; where anything does not fit, nothing is told, and the reader decides what to make of it.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from db.services.sheets.found import Block
from db.services.sheets.xlsx import Unseen

BOOK = "xl/workbook.bin"
_LINKS = "xl/_rels/workbook.bin.rels"
_ROW, _COLUMN, _BOOK_ABOUT, _SHEET, _MERGED = 0, 60, 153, 156, 176
_MORE = 0x80
_SEVEN = 0x7F
_ROW_HIDDEN, _COLUMN_HIDDEN, _DAYS_OF_1904 = 0x10, 0x01, 0x01
_LAST_COLUMN = (1 << 14) - 1
_LENGTH = struct.Struct("<I")


class Sheet(NamedTuple):
    """What a sheet hides, and its merged cells."""

    unseen: Unseen = Unseen()
    merged: tuple[Block, ...] = ()


class Looked(NamedTuple):
    """What a workbook says: whether its days count from 1904, and by name what there is to know of each sheet."""

    date1904: bool = False
    sheets: Mapping[str, Sheet] = {}


def looked(archive: ZipFile) -> Looked:
    """What there is to know of a workbook; nothing where it is odd."""
    parts = {name.replace("\\", "/"): name for name in archive.namelist()}
    try:
        date1904, links = _book(archive.read(parts[BOOK]))
        root = ElementTree.fromstring(archive.read(parts[_LINKS]))  # noqa: S314 - expat 2.5 counts entities
        targets = {link.get("Id", ""): link.get("Target", "").replace("\\", "/") for link in root}
        paths = {name: targets[link] for name, link in links.items() if link in targets}
        found = {
            name: _sheet(archive.read(parts[path.lstrip("/") if path[:1] == "/" else f"xl/{path}"]))
            for name, path in paths.items()
            if path.endswith(".bin")
        }
    except (struct.error, IndexError, KeyError, ValueError, BadZipFile, ElementTree.ParseError, OSError, EOFError):
        return Looked()
    return Looked(date1904, found)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the content of each record."""
    at, end = 0, len(stream)
    while at < end:
        kind = stream[at]
        at += 1
        if kind & _MORE:
            kind = (kind & _SEVEN) | (stream[at] & _SEVEN) << 7
            at += 1
        length = shift = 0
        while True:
            byte = stream[at]
            at += 1
            length |= (byte & _SEVEN) << shift
            shift += 7
            if not byte & _MORE:
                break
        yield kind, at, length
        at += length


def _book(stream: bytes) -> tuple[bool, dict[str, str]]:
    """Whether the days count from 1904, and the link of each sheet by its name."""
    date1904 = False
    links: dict[str, str] = {}
    for kind, at, _ in _records(stream):
        if kind == _BOOK_ABOUT:
            date1904 = bool(stream[at] & _DAYS_OF_1904)
        elif kind == _SHEET:
            link, after = _text(stream, at + 8)
            name, _ = _text(stream, after)
            links[name] = link
    return date1904, links


def _text(stream: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = _LENGTH.unpack_from(stream, at)
    begin, end = at + _LENGTH.size, at + _LENGTH.size + 2 * length
    return stream[begin:end].decode("utf-16-le"), end


def _sheet(stream: bytes) -> Sheet:
    rows: list[int] = []
    columns: list[int] = []
    merged: list[Block] = []
    for kind, at, _ in _records(stream):
        if kind == _ROW:
            row, height, flags = struct.unpack_from("<I4xHxB", stream, at)
            if flags & _ROW_HIDDEN or height == 0:
                rows.append(row)
        elif kind == _COLUMN:
            first, last, width, flags = struct.unpack_from("<III4xH", stream, at)
            if flags & _COLUMN_HIDDEN or width == 0:
                columns += range(first, min(last, _LAST_COLUMN) + 1)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", stream, at)
            merged.append((top, left, bottom, right))
    return Sheet(Unseen(rows, columns), tuple(merged))
