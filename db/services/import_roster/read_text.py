"""Rosters as text: which encoding, which delimiter, which cells."""

import codecs
import csv
import io
from collections import Counter

from db.errors import FileUnreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;|，"
_SAMPLE = 30
_FIELD_LIMIT = 1_000_000


def decode(data: bytes) -> str:
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
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # GB 18030 holds GBK and GB 2312, so it reads what any Chinese Windows has written.
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable("这个文本文件的编码认不出来", "请用表格软件打开，另存为 xlsx 工作簿后再导入") from error
    if "\0" in text:
        raise FileUnreadable("这不是文本文件，也不是认得的表格", "请用表格软件另存为 xlsx 工作簿后再导入")
    return text


def delimiter(text: str) -> str:
    """The character that stands between the cells: the one that cuts most lines into equally many cells."""
    lines = [line for line in text.splitlines()[: _SAMPLE * 2] if line.strip()][:_SAMPLE]
    best, most = ",", 0
    for candidate in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=candidate) if len(row) > 1)
        if widths and (score := max(width * times for width, times in widths.items())) > most:
            best, most = candidate, score
    return best


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of a delimited text file; a blank line is a row without cells, as a spreadsheet counts it.

    Raises:
        FileUnreadable: the text cannot be cut into cells.
    """
    text = decode(data)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error as error:
        raise FileUnreadable("这个文本文件分不成行和列", "请用表格软件打开，另存为 xlsx 工作簿后再导入") from error
    return [[_unwrapped(cell) for cell in row] for row in found]


def _unwrapped(cell: str) -> str:
    """A cell written ="0123" to keep a spreadsheet from counting with it, without that wrapping."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
