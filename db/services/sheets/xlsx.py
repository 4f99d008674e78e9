"""What the reader of workbooks does not tell of an xlsx: hidden rows and columns, the start of its days, cells far away.

The reader lays a sheet out as a rectangle, so one cell in XFD200000 costs three thousand million cells. The XML is
therefore looked through first, in pieces: where the rectangle would be far larger than what is filled, the sheet is
written again with the filled rows and columns alone (`compact`), and `Placed` knows where they stood.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from db.errors import FileUnreadable
from db.services.sheets.compact import Placed, compacted, index_of
from db.services.sheets.found import CELL_FAULT, CELL_UNRECKONED, Told, of_cell
from db.services.sheets.kinds import DAMAGED, SAVE_AS

_CHUNK = 1 << 20
_MOST_PARTS = 1 << 30
"""Bytes of the sheets and their texts when unpacked."""
_LONGEST_TEXT = 4 * _CHUNK
"""Bytes between two tags. A spreadsheet allows 32,767 characters to a cell."""
_LARGE = 4_000_000
"""Cells of a rectangle that is laid out whatever is in it."""
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_WIDE = re.compile(rb"""\br=["']([A-Z]{2,3})\d+["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\br=["']([A-Z]+\d+)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_TEXTS = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")
_UNSEEN = re.compile(rb"""\b(?:hidden=["'](?:1|true)["']|(?:ht|width)=["']0(?:\.0*)?["'])""")
_PERHAPS_UNSEEN = (b"hidden=", b'ht="0', b"ht='0", b'width="0', b"width='0")
# Letters alike and quotation marks, too, so that a search for one word finds every reference of two letters or three.
_ALIKE = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ'", b"A" * 26 + b'"')
_FAULT = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]+)(\d+)["']""")
_UNRECKONED = re.compile(
    rb"""<(?:\w+:)?c\b(?![^>]*\bt=["']str["'])[^>]*\br=["']([A-Z]+)(\d+)["'][^>]*>"""
    rb"""<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_CUT = 1 << 14
"""Bytes of the piece before in which a formula may have begun."""
_MEDIA = re.compile(r"(?:^|/)(?:media|embeddings|drawings|printerSettings|theme)/")


class _TextTooLong(Exception):
    """There is a text of some megabytes in a part."""


class Unseen(NamedTuple):
    """What a sheet does not show: indices of rows and of columns."""

    rows: Sequence[int] = ()
    columns: Sequence[int] = ()


class Prepared(NamedTuple):
    """A workbook ready for the reader.

    Attributes:
        data: the workbook, perhaps written again.
        unseen: by name of the sheet, what it does not show.
        told: by name of the sheet, what there is to say of single cells.
        placed: by name of the sheet, where the rows and columns of a sheet that was made compact stood.
        date1904: whether its days count from 1904.
    """

    data: bytes
    unseen: Mapping[str, Unseen]
    told: Mapping[str, Sequence[Told]]
    placed: Mapping[str, Placed]
    date1904: bool


def prepared(data: bytes, archive: ZipFile) -> Prepared:
    """The workbook, looked through.

    Raises:
        FileUnreadable: it is damaged, or far too large when unpacked.
    """
    parts = {name.replace("\\", "/"): name for name in archive.namelist()}
    large = sum(
        i.file_size for i in archive.infolist() if i.filename.endswith(".xml") and not _MEDIA.search(i.filename)
    )
    if large > _MOST_PARTS:
        raise FileUnreadable("这个工作簿解开以后太大，不像一份名册", "请只把名册复制到新工作簿里，另存后再导入")
    unseen: dict[str, Unseen] = {}
    told: dict[str, Sequence[Told]] = {}
    placed: dict[str, Placed] = {}
    written: dict[str, bytes] = {}
    try:
        date1904, sheets = _sheets(archive, parts)
        _refuse_long_texts(archive, parts, sheets)
        for name, part in sheets.items():
            seen = _Looked(name)
            seen.through(archive, part)
            unseen[name], told[name] = seen.unseen(archive, part), sorted(seen.told)
            if seen.is_sparse():
                written[part], placed[name] = compacted(name, archive.read(part))
    except (BadZipFile, ElementTree.ParseError, OSError, EOFError, ValueError) as error:
        raise FileUnreadable(DAMAGED, SAVE_AS) from error
    if written or any(name != path for path, name in parts.items()):
        data = _rewritten(archive, parts, written)
    return Prepared(data, unseen, told, placed, date1904)


def _sheets(archive: ZipFile, parts: Mapping[str, str]) -> tuple[bool, Mapping[str, str]]:
    """Whether the days count from 1904, and the name in the archive of each sheet's part; none where the book is odd."""
    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        return False, {}
    book = ElementTree.fromstring(archive.read(parts["xl/workbook.xml"]))  # noqa: S314 - expat 2.5 counts entities
    links = ElementTree.fromstring(archive.read(parts["xl/_rels/workbook.xml.rels"]))  # noqa: S314
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    date1904 = False
    found: dict[str, str] = {}
    for element in book.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "workbookPr":
            date1904 = element.get("date1904", "") in ("1", "true")
        elif kind == "sheet":
            link = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
            target = targets.get(link, "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in parts:
                found[element.get("name", "")] = parts[path]
    return date1904, found


def _chunks(archive: ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces that never cut a tag."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"<")
            if cut > 0:
                yield piece[:cut]
                rest = piece[cut:]
            elif len(piece) > _LONGEST_TEXT:
                raise _TextTooLong
            else:
                rest = piece
    yield rest


def _too_long(sheet: str, place: str) -> FileUnreadable:
    where = f"工作表“{sheet}”的单元格 {place} " if place else f"工作表“{sheet}”有个单元格"
    return FileUnreadable(
        f"{where}里的文字太长，读不下", "请用 WPS 或 Excel 打开它，删掉那个单元格里的内容，另存后再导入"
    )


def _refuse_long_texts(archive: ZipFile, parts: Mapping[str, str], sheets: Mapping[str, str]) -> None:
    """Refuses a workbook with a text of some megabytes among those that its cells share.

    Raises:
        FileUnreadable: it has one; the sentence names the first cell that shows it.
    """
    if _TEXTS not in parts:
        return
    number = -1
    try:
        for piece in _chunks(archive, parts[_TEXTS]):
            number += len(_ITEM.findall(piece))
    except _TextTooLong:
        shows = re.compile(rb"""\br=["']([A-Z]+\d+)["'][^>]*\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>%d<""" % number)
        for name, part in sheets.items():
            for piece in _chunks(archive, part):
                if match := shows.search(piece):
                    raise _too_long(name, match[1].decode()) from None
        raise _too_long(next(iter(sheets), ""), "") from None


class _Looked:
    """What one sheet's XML says at a glance."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._size = self._last_row = 0
        self._last_column = 25  # as long as no cell lies farther out
        self._hides = False
        self._before = b""
        self.told: set[Told] = set()

    def through(self, archive: ZipFile, part: str) -> None:
        """Looks the part through.

        Raises:
            FileUnreadable: a cell holds a text of some megabytes; the sentence names it.
        """
        last = b""
        try:
            for piece in _chunks(archive, part):
                self._glance(piece)
                last = piece
        except _TextTooLong:
            places = _CELL.findall(last)
            raise _too_long(self._name, places[-1].decode() if places else "") from None

    def _glance(self, piece: bytes) -> None:
        self._size += len(piece)
        if b'r="AA' in piece.translate(_ALIKE):
            columns = (index_of(match[1]) for match in _WIDE.finditer(piece))
            self._last_column = max(self._last_column, *columns)
        if (at := piece.rfind(b"<row ")) >= 0 or (at := piece.rfind(b":row ")) >= 0:
            number = _NUMBER.search(piece, at, piece.find(b">", at) + 1 or len(piece))
            self._last_row = max(self._last_row, int(number[1]) if number else 0)
        # Words are found ten times as fast as a choice of them, and the one letter that all have ten times as fast again.
        if not self._hides and b"h" in piece and any(word in piece for word in _PERHAPS_UNSEEN):
            self._hides = _UNSEEN.search(piece) is not None
        if b't="e"' in piece or b"t='e'" in piece:
            self._tell(CELL_FAULT, _FAULT.finditer(piece))
        whole = self._before + piece  # a formula may lie in both
        if b"<f" in whole or b":f" in whole:
            self._tell(CELL_UNRECKONED, _UNRECKONED.finditer(whole))
        self._before = whole[-_CUT:]

    def _tell(self, code: str, found: Iterable[re.Match[bytes]]) -> None:
        self.told.update((int(match[2]) - 1, of_cell(code, index_of(match[1]))) for match in found)

    def is_sparse(self) -> bool:
        """Whether the rectangle up to the last cell is far larger than what can be filled in it."""
        area = self._last_row * (self._last_column + 1)
        return area > _LARGE and area > self._size

    def unseen(self, archive: ZipFile, part: str) -> Unseen:
        """The rows and columns that are not shown."""
        rows: list[int] = []
        columns: list[int] = []
        row = 0
        for piece in _chunks(archive, part) if self._hides else ():
            for match in _COLUMN.finditer(piece):
                if _UNSEEN.search(match[1]):
                    span = {key: int(value) for key, value in _SPAN.findall(match[1])}
                    columns += range(span.get(b"min", 1) - 1, min(span.get(b"max", 0), self._last_column + 26))
            for match in _ROW.finditer(piece):
                number = _NUMBER.search(match[1])
                row = int(number[1]) if number else row + 1
                if _UNSEEN.search(match[1]):
                    rows.append(row - 1)
        return Unseen(rows, columns)


def _rewritten(archive: ZipFile, parts: Mapping[str, str], written: Mapping[str, bytes]) -> bytes:
    """The workbook with other sheets, with slashes in the names, and without what is not read: pictures and the like."""
    target = io.BytesIO()
    with ZipFile(target, "w") as made:
        for path, name in parts.items():
            if not _MEDIA.search(path):
                made.writestr(path, written[name] if name in written else archive.read(name))
    return target.getvalue()
