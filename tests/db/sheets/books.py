"""Workbooks that a test writes by hand, down to the XML: what no ordinary program writes, and what ends a reader."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def cell(place: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row(number: int, *texts: str, about: str = "", more: str = "") -> str:
    """A row of texts from column A on."""
    cells = "".join(cell(f"{chr(65 + i)}{number}", t) for i, t in enumerate(texts) if t)
    return f'<row r="{number}" {about}>{cells}{more}</row>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def xlsx(path: Path, xml: str, *, slash: str = "/", book: str = "", more: Mapping[str, bytes] | None = None) -> Path:
    """A workbook with one sheet 名册 of this XML; ``book`` stands in the workbook part before the sheets."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _links("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{book}<sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": xml,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name.replace("/", slash) if name[0] != "[" else name, content)
    return path


def _links(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/{kind}" Target="{target}"/></Relationships>'
    )


def ods(path: Path, rows: str, *, before: str = "", columns: str = "") -> Path:
    """An OpenDocument spreadsheet with one sheet 名册 of these rows."""
    spaces = "".join(f' xmlns:{short}="{_ODS}:{short}:1.0"' for short in ("office", "table", "text", "style"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}>{before}<office:body>'
        f'<office:spreadsheet><table:table table:name="名册">{columns}{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def ods_row(*texts: str, about: str = "", cells: str = "") -> str:
    """A row of texts."""
    told = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(t)}</text:p></table:table-cell>' for t in texts
    )
    return f"<table:table-row {about}>{told}{cells}</table:table-row>"


def xlsb_record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook: kind and length seven bits to a byte, and the content."""
    head, length = b"", len(content)
    while kind > 0x7F:
        head, kind = head + bytes([kind & 0x7F | 0x80]), kind >> 7
    head += bytes([kind])
    while length > 0x7F:
        head, length = head + bytes([length & 0x7F | 0x80]), length >> 7
    return head + bytes([length]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(index: int, *texts: str, flags: int = 0, height: int = 300) -> bytes:
    """The records of a row of texts: BrtRowHdr, and a BrtCellSt for each."""
    found = xlsb_record(0, struct.pack("<IIHxBxI", index, 0, height, flags, 0))
    for column, text in enumerate(texts):
        found += xlsb_record(6, struct.pack("<II", column, 0) + _wide(text))
    return found


def xlsb(path: Path, rows: bytes, *, columns: bytes = b"", after: bytes = b"", date1904: bool = False) -> Path:
    """A binary workbook with one sheet 名册 of these records, as [MS-XLSB] orders them."""
    size = xlsb_record(148, struct.pack("<IIII", 0, 9, 0, 9))
    infos = xlsb_record(390) + columns + xlsb_record(391) if columns else b""
    data = xlsb_record(129) + size + infos + xlsb_record(145) + rows + xlsb_record(146) + after + xlsb_record(130)
    about = xlsb_record(153, struct.pack("<II", date1904, 0) + _wide(""))
    book = xlsb_record(131) + about + xlsb_record(143)
    book += (
        xlsb_record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("名册")) + xlsb_record(144) + xlsb_record(132)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": _links("officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _links("worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": data,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
