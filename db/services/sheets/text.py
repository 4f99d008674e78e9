"""Tables as text: which encoding, which delimiter, which cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from db.errors import FileUnreadable
from db.services.sheets.found import CUT_OFF, LONGEST_CELL, QUOTE_OPEN, Cell, Found, Told

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_WORKBOOK = "请用表格软件打开，另存为 xlsx 工作簿后再导入"
_DELIMITERS = ",\t;|，"
_SAMPLE = 30
_LONGEST_RECORD = 50
"""Lines; a cell of more is rather a quotation mark that nobody closed."""
MOST_COLUMNS = 16_384
"""What a sheet of any spreadsheet holds (Excel specifications and limits): a text with more is no table, or is cut by another sign."""
_FEW_NULS = 100
# Words of headings, to tell an encoding by: what a clerk of the mainland writes, and the same in traditional characters.
_HEADINGS = re.compile("姓名|身份|电话|住址|地址|性别|出生|序号|户主")
_TRADITIONAL = re.compile("姓名|身[份分][證証]|電話|住址|地址|性別|序號|戶主")


class Decoded(NamedTuple):
    """The text of a file, and whether the file breaks off in the middle of its last character."""

    text: str
    cut_off: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or GB 18030, with or without a byte order mark.

    Raises:
        FileUnreadable: it is none of these.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    head = data[:4096]
    if head.count(0) > len(head) // 8:  # every digit and comma has a zero byte, before or behind it
        return _decoded(data, "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le")
    try:
        return _whole_characters(data, "utf-8")
    except UnicodeDecodeError:
        _refuse_traditional(data)
        # GB 18030 holds GBK and GB 2312, so it reads what any Chinese Windows has written.
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return _whole_characters(data, encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable("这个文本文件的编码认不出来", _AS_WORKBOOK) from error


def _whole_characters(data: bytes, encoding: str) -> Decoded:
    """The text up to the last whole character: a file whose copying was broken off ends within one.

    Raises:
        UnicodeDecodeError: something else is wrong with it, or it has no heading that shows it to be a table.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    text = decoder.decode(data)
    cut_off = bool(decoder.getstate()[0])
    if cut_off and not _HEADINGS.search(text):
        decoder.decode(b"", final=True)
    return Decoded(_text(text), cut_off)


def _text(text: str) -> str:
    """The text without what old programs put before and behind it: marks of the byte order, zeros, the end sign 0x1A."""
    text = text.lstrip("\ufeff").rstrip("\0\x1a")
    if nuls := text.count("\0"):
        if nuls * _FEW_NULS > len(text):
            raise FileUnreadable("这不是文本文件，也不是认得的表格", "请用表格软件另存为 xlsx 工作簿后再导入")
        text = text.replace("\0", "")
    return text


def _refuse_traditional(data: bytes) -> None:
    """Big5 read as GB 18030 gives other characters and no error; its headings tell it."""
    head = data[:4096]
    if _HEADINGS.search(head.decode("gb18030", "ignore")) is None and _TRADITIONAL.search(
        head.decode("big5", "ignore")
    ):
        raise FileUnreadable(
            "这个文本文件是繁体中文（Big5）编码", "请用表格软件按 Big5 编码打开，另存为 xlsx 工作簿后再导入"
        )


def delimiter(text: str) -> str:
    """The character that stands between the cells: one that cuts all rows into equally many cells, or else most lines."""
    head = text if len(text) <= LONGEST_CELL else text[: text.rfind("\n", 0, LONGEST_CELL) + 1] or text[:LONGEST_CELL]
    lines = [line for line in head.splitlines()[: _SAMPLE * 2] if line.strip()][:_SAMPLE]
    even = [(width, candidate) for candidate in _DELIMITERS if (width := _even(head, lines, candidate)) > 1]
    if even:
        return max(even, key=lambda one: one[0])[1]
    best, most = ",", 0
    for candidate in _DELIMITERS:
        # Each line for itself: a quotation mark that is not closed must not swallow the others.
        counts = (Counter(len(_alone(line, candidate)) for line in lines), Counter(_over_lines(head, candidate)))
        score = max((width * times for widths in counts for width, times in widths.items() if width > 1), default=0)
        if score > most:
            best, most = candidate, score
    return best


def _even(head: str, lines: list[str], cut: str) -> int:
    """How many cells every row has alike, also where cells go over lines; 0 where the rows differ or there is but one."""
    widths = (
        [width for width in _over_lines(head, cut) if width]
        if '"' in head
        else [len(_alone(line, cut)) for line in lines]
    )
    return widths[0] if len(widths) > 1 and len(set(widths)) == 1 else 0


def _over_lines(head: str, cut: str) -> Iterator[int]:
    """How many cells each of the first rows has where some of them go over lines; none behind a mark that is not closed."""
    if '"' not in head:
        return
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=cut, strict=True)
    with suppress(csv.Error):
        yield from (len(row) for row in islice(reader, _SAMPLE))


def _alone(line: str, cut: str) -> list[str]:
    return next(csv.reader([line], delimiter=cut), list[str]())


def read_text(name: str, data: bytes) -> Found:
    """The one sheet of a delimited text file; a blank line is a row without cells, as a spreadsheet counts it.

    Raises:
        FileUnreadable: the text cannot be cut into cells.
    """
    csv.field_size_limit(LONGEST_CELL)
    text, cut_off = decode(data)
    cut = delimiter(text)
    told: list[Told] = []
    try:
        rows = _regular(text, cut)
        if rows is None:
            rows = list(_irregular(list(io.StringIO(text, newline="")), cut, told))
    except csv.Error as error:
        raise FileUnreadable("这个文本文件分不成行和列", _AS_WORKBOOK) from error
    _refuse_too_wide(rows)
    if cut_off:
        told.append((max(len(rows) - 1, 0), CUT_OFF))
    cells: Iterator[tuple[int, list[Cell]]] = enumerate(list[Cell](map(_unwrapped, row)) for row in rows)
    return Found(name, cells, told, len(rows))


def _refuse_too_wide(rows: list[list[str]]) -> None:
    """Lets pass what a spreadsheet could hold; blanks behind the last cell that says anything do not count.

    Raises:
        FileUnreadable: a row is wider.
    """
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row[MOST_COLUMNS:]):
            said = f"第 {number} 行有 {len(row):,} 格，表格最多 {MOST_COLUMNS:,} 列，没有读"
            raise FileUnreadable(said, "请打开它，只留要导入的列，另存为 xlsx 工作簿后再导入")


def _regular(text: str, cut: str) -> list[list[str]] | None:
    """The rows where every quotation mark is closed in its line; None where one is not, or a cell goes over lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=cut, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return None
    return rows if reader.line_num == len(rows) else None


def _irregular(lines: list[str], cut: str, told: list[Told]) -> Iterator[list[str]]:
    """The rows where quotation marks span lines or are not closed; what was not closed is told."""
    widths = Counter(line.count(cut) + 1 for line in lines if '"' not in line and line.strip())
    width = widths.most_common(1)[0][0] if widths else 0
    at = number = 0
    while at < len(lines):
        row, used = _record(lines, at, cut, width)
        if row is None:
            row, used = _literal(lines[at], cut, number), 1
            told.append((number, QUOTE_OPEN))
        yield row
        at += used
        number += 1


def _record(lines: list[str], at: int, cut: str, width: int) -> tuple[list[str] | None, int]:
    """The row that begins with a line, and how many lines it takes; None where its quotation marks do not fit.

    A quotation mark may go over lines where it is closed before a delimiter, and where it swallows no line that is a
    row of its own.
    """
    for end in range(at + 1, min(at + _LONGEST_RECORD, len(lines)) + 1):
        if end > at + 1 and width > 2 and lines[end - 1].count(cut) + 1 == width and '"' not in lines[end - 1]:
            break
        if end > at + 1 and '"' not in lines[end - 1]:
            continue
        try:
            rows = list(csv.reader(lines[at:end], delimiter=cut, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
            break
        return (rows[0] if rows else []), end - at
    return None, 1


def _literal(line: str, cut: str, number: int) -> list[str]:
    """The cells of one line whose quotation marks are not in pairs.

    Raises:
        FileUnreadable: one of them is longer than any cell.
    """
    if max(map(len, line.split(cut))) > LONGEST_CELL:
        raise FileUnreadable(
            f"第 {number + 1} 行有一个单元格里的文字太长", "请打开它，删掉那个单元格里的内容，另存后再导入"
        )
    found = next(csv.reader([line.rstrip("\r\n")], delimiter=cut, quoting=csv.QUOTE_NONE), list[str]())
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell.removeprefix('"')
        for cell in found
    ]


def _unwrapped(cell: str) -> str:
    """A cell written ="0123" to keep a spreadsheet from counting with it, without that wrapping."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
