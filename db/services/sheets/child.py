"""Workbooks and texts as the reading process reads them; see `db.services.apart`."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import FileUnreadable
from db.services.apart.frames import Send as SendFrame
from db.services.sheets.found import Cell, Found, Told, filled, shown
from db.services.sheets.kinds import (
    DAMAGED,
    OLE,
    SAVE_AS,
    ZIP,
    bytes_of,
    opened_zip,
    refuse_damaged_ole,
    refuse_foreign,
)
from db.services.sheets.wire import PLACE, Send, framed, send_sheet

if TYPE_CHECKING:
    from db.services.sheets.xlsb import Looked


def answer(path: str, send: SendFrame) -> None:
    """Sends every sheet of a file.

    Raises:
        FileUnreadable: it is no table, or it is damaged.
    """

    def told(kind: bytes, what: object) -> None:
        send(kind, framed(what))

    try:
        for found in read(Path(path), told):
            send_sheet(_tidied(found), told)
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the reader's Rust says that it met damage
            raise FileUnreadable(DAMAGED, SAVE_AS) from error
        raise


def read(path: Path, send: Send) -> Iterator[Found]:
    """The sheets of a file.

    Raises:
        FileUnreadable: it is no table, or too much; the remedy says what to do with it.
    """
    data = bytes_of(path)
    refuse_foreign(data)
    if data.startswith(OLE):
        from db.services.sheets.xls import looked

        refuse_damaged_ole(data)
        about = looked(data)
        for number, found in enumerate(_sheets(data, send)):
            unseen = about.sheets[number] if number < len(about.sheets) else None
            rows, columns = unseen or ((), ())
            yield found._replace(hidden_rows=rows, hidden_columns=columns, date1904=about.date1904)
    elif data.startswith(ZIP):
        yield from _zipped(data, send)
    else:
        from db.services.sheets.text import read_text

        yield read_text(path.stem, data)


def _zipped(data: bytes, send: Send) -> Iterator[Found]:
    from db.services.sheets.ods import read_ods
    from db.services.sheets.xlsb import BOOK, looked
    from db.services.sheets.xlsx import Unseen, prepared

    archive = opened_zip(data)
    names = [name.replace("\\", "/") for name in archive.namelist()]
    if any(name.endswith("content.xml") for name in names):
        yield from read_ods(archive)
        return
    if BOOK in names:
        yield from _binary(data, looked(archive), send)
        return
    book = prepared(data, archive)
    for found in _sheets(book.data, send):
        unseen = book.unseen.get(found.name, Unseen())
        seen = found._replace(hidden_rows=unseen.rows, hidden_columns=unseen.columns, date1904=book.date1904)
        seen.told.extend(book.told.get(found.name, ()))
        placed = book.placed.get(found.name)
        yield placed.put_back(seen) if placed else seen


def _binary(data: bytes, about: "Looked", send: Send) -> Iterator[Found]:
    """The sheets of an xlsb with what the reader of workbooks does not tell of them."""
    for found in _sheets(data, send):
        sheet = about.sheets.get(found.name)
        rows, columns = sheet.unseen if sheet else ((), ())
        merged = found.merged or (sheet.merged if sheet else ())
        yield found._replace(hidden_rows=rows, hidden_columns=columns, merged=merged, date1904=about.date1904)


def _sheets(data: bytes, send: Send) -> Iterator[Found]:
    """The sheets of a workbook that the reader of workbooks reads."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                send(PLACE, about.name)
                sheet = book.get_sheet_by_name(about.name)
                merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
                left = sheet.start[1] if sheet.start else 0
                rows = (
                    (index, [""] * left + row if left and row else row) for index, row in enumerate(sheet.iter_rows())
                )
                hidden = about.visible != SheetVisibleEnum.Visible
                yield Found(about.name, rows, list[Told](), sheet.total_height + 1, merged, hidden)
    except PasswordError as error:
        raise FileUnreadable("这个表格设了打开密码", "请打开它，去掉密码另存一份后再导入") from error
    except CalamineError as error:
        raise FileUnreadable(DAMAGED, SAVE_AS) from error


def _tidied(found: Found) -> Found:
    """A sheet with the rows that say something, and in them what is shown."""
    rows: Iterator[tuple[int, list[Cell]]] = iter(found.rows)
    if found.merged:
        rows = shown(rows, found.merged, found.told)
    return found._replace(rows=filled(rows))
