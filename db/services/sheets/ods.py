"""OpenDocument spreadsheets.

Read here and not by the reader of workbooks: that one lays out every repeated row and cell, and one short file can
repeat a row a thousand million times; it knows neither merged cells nor hidden rows either.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from db.errors import FileUnreadable
from db.services.sheets.found import CELLS_REPEATED, LONGEST_CELL, ROWS_REPEATED, Block, Cell, Found, Told
from db.services.sheets.kinds import DAMAGED, SAVE_AS

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
}
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_MOST_COPIES = 1000
"""Of one row or cell with something in it; what is repeated oftener was filled down or across and is read once."""
_DURATION = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
# What stands in a cell or beside the tables and is no content: notes, shapes, and what was deleted while changes were tracked.
_ASIDE = frozenset({"office:annotation", "table:shapes", "table:tracked-changes", "draw:frame", "table:dde-links"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_CHUNK = 1 << 18
Attributes = Mapping[str, str]


def read_ods(archive: ZipFile) -> Iterator[Found]:
    """The sheets.

    Raises:
        FileUnreadable: it is damaged, has a passphrase, or holds more than a sheet can.
    """
    parts = {name.replace("\\", "/"): name for name in archive.namelist()}
    try:
        manifest = archive.read(parts["META-INF/manifest.xml"]) if "META-INF/manifest.xml" in parts else b""
        if b"encryption-data" in manifest:
            raise FileUnreadable("这个表格设了打开密码", "请打开它，去掉密码另存一份后再导入")
        reader = _Reader()
        with archive.open(parts["content.xml"]) as file:
            while piece := file.read(_CHUNK):
                reader.take(piece)
                yield from reader.ready()
        reader.take(b"", last=True)
        yield from reader.ready()
    except (BadZipFile, expat.ExpatError, OSError, EOFError) as error:
        raise FileUnreadable(DAMAGED, SAVE_AS) from error


class _Table:
    """One sheet while it is read."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.rows: list[tuple[int, list[Cell]]] = []
        self.told: list[Told] = []
        self.merged: list[Block] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.row = self.column = 0
        self.cells: list[Cell] = []
        self.copies = 1
        self.repeated = False

    def begin_row(self, about: Attributes) -> None:
        """A row begins."""
        self.cells, self.column, self.repeated = [], 0, False
        self.copies = _count(about, "table:number-rows-repeated", _MOST_ROWS)
        if about.get("table:visibility", "visible") != "visible":
            self.hidden_rows += range(self.row, min(self.row + self.copies, self.row + _MOST_COPIES))

    def add_column(self, about: Attributes) -> None:
        """A declaration of columns."""
        copies = _count(about, "table:number-columns-repeated", _MOST_COLUMNS)
        if about.get("table:visibility", "visible") != "visible":
            self.hidden_columns += range(self.column, min(self.column + copies, _MOST_COLUMNS))
        self.column += copies

    def add_cell(self, about: Attributes, value: Cell, *, covered: bool) -> None:
        """A cell, as often as it is repeated."""
        copies = _count(about, "table:number-columns-repeated", _MOST_COLUMNS)
        down = _count(about, "table:number-rows-spanned", _MOST_ROWS)
        right = _count(about, "table:number-columns-spanned", _MOST_COLUMNS)
        if (down > 1 or right > 1) and not covered:
            self.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        if value != "":
            if self.column >= _MOST_COLUMNS:
                raise FileUnreadable(f"工作表“{self.name}”里的列太多，读不下", SAVE_AS)
            self.cells += [""] * (self.column - len(self.cells))
            self.cells += [value] * (copies if copies <= _MOST_COPIES else 1)
            self.repeated = self.repeated or copies > _MOST_COPIES
        self.column += copies

    def end_row(self) -> None:
        """A row is complete: kept as often as it is repeated."""
        if self.cells:
            if self.row >= _MOST_ROWS:
                raise FileUnreadable(f"工作表“{self.name}”里的行太多，读不下", SAVE_AS)
            few = self.copies if self.copies <= _MOST_COPIES else 1
            self.rows += [(self.row + more, list(self.cells)) for more in range(few)]
            self.told += [(self.row, ROWS_REPEATED)] if few < self.copies else []
            self.told += [(self.row, CELLS_REPEATED)] if self.repeated else []
        self.row += self.copies
        self.cells = []


def _count(about: Attributes, name: str, most: int) -> int:
    written = about.get(name, "1")
    return min(max(int(written), 1), most) if written.isdigit() else 1


class _Reader:
    """Follows the XML; whole sheets come out of it."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._names: dict[str, str] = {}
        self._done: list[Found] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._date1904 = False
        self._table: _Table | None = None
        self._aside = 0
        self._about: Attributes | None = None
        self._paragraphs: list[list[str]] = []
        self._length = 0

    def take(self, piece: bytes, *, last: bool = False) -> None:
        """Reads a piece of the XML."""
        self._parser.Parse(piece, last)

    def ready(self) -> list[Found]:
        """The sheets that are complete, each once."""
        found, self._done = self._done, []
        return found

    def _short(self, name: str) -> str:
        """A name with its usual prefix, whatever the file calls it."""
        known = self._names.get(name)
        if known is None:
            space, _, local = name.rpartition(" ")
            prefix = _SPACES.get(space) or space.rpartition(":xmlns:")[2].partition(":")[0]
            known = self._names[name] = f"{prefix}:{local}" if space else local
        return known

    def _start(self, long_name: str, attributes: dict[str, str]) -> None:
        name = self._short(long_name)
        # A table within a cell is no sheet.
        if name in _ASIDE or self._aside or (name == "table:table" and self._table):
            self._aside += 1
            return
        about = {self._short(key): value for key, value in attributes.items()}
        if name in _CELLS:
            self._about, self._paragraphs, self._length = about, [], 0
        elif name.startswith("text:"):
            self._start_text(name, about)
        elif name == "table:table-row" and self._table:
            self._table.begin_row(about)
        elif name == "table:table-column" and self._table:
            self._table.add_column(about)
        else:
            self._start_other(name, about)

    def _start_text(self, name: str, about: Attributes) -> None:
        if self._about is None:
            return
        if name == "text:p":
            self._paragraphs.append([])
        elif name == "text:s":
            self._text(" " * _count(about, "text:c", _MOST_COPIES))
        elif name in ("text:tab", "text:line-break"):
            self._text("\t" if name == "text:tab" else "\n")

    def _start_other(self, name: str, about: Attributes) -> None:
        if name == "table:table":
            hidden = about.get("table:style-name") in self._hidden_styles or about.get("table:display") == "false"
            self._table = _Table(about.get("table:name", ""), hidden=hidden)
        elif name == "style:style":
            self._style = about.get("style:name", "")
        elif name == "style:table-properties" and about.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table:null-date":
            self._date1904 = about.get("table:date-value", "").startswith("1904")

    def _text(self, text: str) -> None:
        if self._about is None or self._aside or not self._paragraphs:
            return
        self._length += len(text)
        if self._length > LONGEST_CELL and self._table:
            raise FileUnreadable(
                f"工作表“{self._table.name}”第 {self._table.row + 1} 行有一个单元格里的文字太长",
                "请用 WPS 或 Excel 打开它，删掉那个单元格里的内容，另存后再导入",
            )
        self._paragraphs[-1].append(text)

    def _end(self, long_name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        name = self._short(long_name)
        table = self._table
        if table is None:
            return
        if name in _CELLS and self._about is not None:
            written = "\n".join("".join(one) for one in self._paragraphs)
            table.add_cell(self._about, _value(self._about, written), covered=name == "table:covered-table-cell")
            self._about = None
        elif name == "table:table-row":
            table.end_row()
        elif name == "table:table":
            self._end_table(table)

    def _end_table(self, table: _Table) -> None:
        self._done.append(
            Found(
                table.name, table.rows, table.told, table.rows[-1][0] + 1 if table.rows else 0, table.merged,
                table.hidden, table.hidden_rows, table.hidden_columns, self._date1904,
            )
        )  # fmt: skip
        self._table = None


def _value(about: Attributes, written: str) -> Cell:
    """A cell's value; its text where the value cannot be read."""
    kind = about.get("office:value-type", "")
    try:
        if kind in ("float", "currency", "percentage"):
            return float(about["office:value"])
        if kind == "date":
            return _moment(about["office:date-value"])
        if kind == "time":
            return _duration(about["office:time-value"])
        if kind == "boolean":
            return about["office:boolean-value"] == "true"
    except (KeyError, ValueError):
        return written
    return about.get("office:string-value", written)


def _moment(written: str) -> date | datetime:
    if "T" not in written:
        return date.fromisoformat(written)
    moment = datetime.fromisoformat(written[:26])
    return moment.date() if moment.time() == datetime.min.time() else moment


def _duration(written: str) -> timedelta:
    match = _DURATION.fullmatch(written)
    if match is None:
        raise ValueError
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
