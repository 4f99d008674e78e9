"""Small rosters built for a test: workbooks with merged cells, and the cells of a sheet without any file."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from db.services.registry.import_roster import Choices, ImportPlan, Roster, commit, preview
from db.services.registry.import_roster.read_rows import SheetRows, read_rows
from db.services.registry.import_roster.recognise import recognise
from db.services.sheets.raw import Cell, RawSheet
from db.store import Store
from db.values import id_number

TODAY = date(2026, 11, 20)


def number(serial: int, born: str = "19800115", region: str = "220521") -> str:
    """A right identity number of an invented person; an odd serial is a man."""
    first = f"{region}{born}{serial:03d}"
    return first + id_number.check_character(first)


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A workbook with these sheets and merged cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for block in (merged or {}).get(name, ()):
            sheet.merge_cells(block)
    book.save(path)
    return path


def open_document(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """An OpenDocument spreadsheet with one sheet, as LibreOffice writes it at its plainest."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(c)}</text:p></table:table-cell>' for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="名册">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    return path


def sheet(headings: Sequence[str], *rows: Sequence[Cell], name: str = "名册") -> RawSheet:
    """A sheet without a file."""
    return RawSheet(name, [list[Cell](headings), *(list(row) for row in rows)])


def read(headings: Sequence[str], *rows: Sequence[Cell]) -> SheetRows:
    """The rows of a sheet as the import reads them."""
    raw = sheet(headings, *rows)
    return read_rows(raw, recognise(raw), TODAY)


def planned(store: Store, *sheets: RawSheet, choices: Choices | None = None) -> ImportPlan:
    """What importing these sheets would do."""
    return preview(store, Roster("名册.xlsx", tuple(sheets)), choices or Choices(), TODAY)


def imported(store: Store, *sheets: RawSheet, choices: Choices | None = None) -> ImportPlan:
    """The plan of these sheets, carried out."""
    plan = planned(store, *sheets, choices=choices)
    commit(store, plan, "名册.xlsx")
    return plan
