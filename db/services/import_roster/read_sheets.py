"""A roster file as sheets of cells: xlsx, xls, et, ods through calamine, csv and txt as text."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from attrs import frozen

from db.errors import FileUnreadable
from db.services.import_roster.read_text import rows_of

Cell = str | float | bool | date | datetime | time | timedelta
MOST_BYTES = 200 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 WPS 或 Excel 打开它，另存为 xlsx 工作簿后再导入"
_DAMAGED = "这个表格文件损坏了，或不是认得的格式"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")


@frozen
class Merged:
    """A block of merged cells; rows and columns count from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@frozen
class RawSheet:
    """One sheet as it stands in the file.

    Attributes:
        name: the name on its tab; the file's name for a text file.
        rows: the cells; row 0 is what a spreadsheet calls row 1.
        merged: blocks whose value stands only in the first cell.
        hidden: whether the spreadsheet does not show it.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False


def read_sheets(path: Path) -> list[RawSheet]:
    """All sheets of a file, whatever its suffix says.

    Raises:
        FileUnreadable: there is no such file, or it is no table; the remedy says what to do with it.
    """
    data = _bytes_of(path)
    _refuse_foreign(data)
    if data.startswith((_ZIP, _OLE)):
        return _workbook(data)
    return [RawSheet(path.stem, [list[Cell](row) for row in rows_of(data)])]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileUnreadable("这是一个文件夹", "请选其中的一个表格文件")
        if path.stat().st_size > MOST_BYTES:
            raise FileUnreadable("文件太大，不像一份名册", "请把名册分成几个文件再导入")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadable("找不到这个文件", "请检查文件名和它所在的文件夹") from error
    except PermissionError as error:
        raise FileUnreadable("这个文件打不开", "它可能正被别的程序占用，请关掉后再试") from error
    except OSError as error:
        raise FileUnreadable("这个文件读不出来", "请把它复制到本机硬盘上再试") from error
    if not data.strip():
        raise FileUnreadable("这个文件是空的", "请确认选对了文件")
    return data


def _refuse_foreign(data: bytes) -> None:
    """Names the usual wrong files by what they begin with, so that the remedy fits."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        raise FileUnreadable("这是 PDF 文件，不是表格", "请向来文单位要原来的表格文件")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise FileUnreadable("这是网页格式的表格，只是名字像表格文件", _SAVE_AS)
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm")) and b"\0" in head:
        raise FileUnreadable("这是图片，不是表格", "请向来文单位要原来的表格文件")
    if head.startswith((b"rar!", b"7z\xbc\xaf")):
        raise FileUnreadable("这是压缩包", "请先解压，再选里面的表格文件")
    if data.startswith(_ZIP):
        _refuse_foreign_zip(data)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise FileUnreadable("这个表格设了打开密码", "请打开它，去掉密码另存一份后再导入")
    if data.startswith(_OLE) and _WORD in data:
        raise FileUnreadable("这是 Word 文档，不是表格", "请把里面的表格复制到工作簿里再导入")


def _refuse_foreign_zip(data: bytes) -> None:
    try:
        names = ZipFile(io.BytesIO(data)).namelist()
    except BadZipFile as error:
        raise FileUnreadable("这个表格文件损坏了", "请重新复制一份，或打开后另存为 xlsx 工作簿") from error
    if any(n.startswith("word/") for n in names):
        raise FileUnreadable("这是 Word 文档，不是表格", "请把里面的表格复制到工作簿里再导入")
    if not any(n.startswith("xl/") or n == "content.xml" for n in names):
        raise FileUnreadable("这是压缩包，不是表格", "请先解压，再选里面的表格文件")


def _refuse_damaged_ole(data: bytes) -> None:
    """Refuses an old workbook whose head counts more sectors than there are: reading it could take all memory.

    Counts of directory, FAT, mini FAT and DIFAT sectors: [MS-CFB] 2.2.
    """
    shift = int.from_bytes(data[0x1E:0x20], "little")
    counts = [int.from_bytes(data[at : at + 4], "little") for at in (0x28, 0x2C, 0x40, 0x48)]
    if len(data) < 512 or shift not in (9, 12) or max(counts) > (len(data) >> shift) + 1:
        raise FileUnreadable(_DAMAGED, _SAVE_AS)


def _workbook(data: bytes) -> list[RawSheet]:
    """The sheets of a workbook.

    Raises:
        FileUnreadable: it is damaged, or it needs a passphrase.
    """
    if data.startswith(_OLE):
        _refuse_damaged_ole(data)
    try:
        return _read_workbook(data)
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the reader's Rust says that it met damage
            raise FileUnreadable(_DAMAGED, _SAVE_AS) from error
        raise


def _read_workbook(data: bytes) -> list[RawSheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found: list[RawSheet] = []
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(about.name)
                blocks = sheet.merged_cell_ranges or []
                merged = tuple(Merged(*first, *last) for first, last in blocks)
                hidden = about.visible != SheetVisibleEnum.Visible
                found.append(RawSheet(about.name, sheet.to_python(skip_empty_area=False), merged, hidden))
    except PasswordError as error:
        raise FileUnreadable("这个表格设了打开密码", "请打开它，去掉密码另存一份后再导入") from error
    except CalamineError as error:
        raise FileUnreadable(_DAMAGED, _SAVE_AS) from error
    return found
