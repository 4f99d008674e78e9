# lxml, which python-docx stands on, has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""The package of a .docx: an empty document without what python-docx's template brings along, and its bytes.

That template is of an American Word of 2013: a picture of its first page, empty source lists, styles of Word 2007 that
contradict its own (Word may offer to repair those), Japanese as the language of Han characters, and a mode in which Word
2013 and later say 兼容模式 in the title bar.
"""

import io
import zipfile
from copy import copy
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from printing.glyphs import PROGRAM
from printing.word.faces import font_table

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_LEFT_OUT = ("/thumbnail", "/customXml", "/stylesWithEffects", "/fontTable")
_STAMP = (1980, 1, 1, 0, 0, 0)
_LONG_AGO = datetime(2000, 1, 1)
_MODE = "15"
"""Word 2013 and later."""


def new_document(title: str, author: str) -> Document:
    """An empty document that says what it is, without dates, so that the same paper gives the same bytes."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.subject, properties.keywords = "", "", PROGRAM
    properties.created = properties.modified = _LONG_AGO
    package = document.part.package
    assert package is not None
    for relations in (package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                relations.pop(key)
    table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, font_table().encode(), package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    _set_settings(document)
    return document


def _set_settings(document: Document) -> None:
    """Chinese, as large as on paper, in Word's own mode."""
    settings: Any = document.settings.element
    for element in list(settings):
        name = _name(element)
        if name in ("rsids", "savePreviewPicture", "proofState", "docId"):
            settings.remove(element)
        elif name == "zoom":
            element.attrib.clear()
            _set(element, "percent", "100")
        elif name == "themeFontLang":
            _set(element, "val", "zh-CN")
            _set(element, "eastAsia", "zh-CN")
        elif name == "compat":
            mode = next(item for item in element if "compatibilityMode" in item.attrib.values())
            _set(mode, "val", _MODE)
            # Lines that end where they are told are as wide as told (ECMA-376-1, 17.15.3.14).
            alone = copy(element[0])
            alone.tag = element.tag.replace("compat", "doNotExpandShiftReturn")
            element.insert(0, alone)


def _name(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _set(element: Any, name: str, value: str) -> None:
    """Sets an attribute of the element's own namespace."""
    element.set(element.tag.replace(_name(element), name), value)


def content(document: Document) -> bytes:
    """The document's bytes, one date on all its files."""
    old, new = io.BytesIO(), io.BytesIO()
    document.save(old)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            part = source.read(info.filename)
            target.writestr(entry, _with_later_words(part) if info.filename == "word/document.xml" else part)
    return new.getvalue()


def _with_later_words(part: bytes) -> bytes:
    """Words of Word 2013 declared once, and passed over by what does not know them (ECMA-376-3, mc:Ignorable)."""
    declared = f' xmlns:w15="{W15}"'.encode()
    once = part.replace(declared, b"").replace(b"<w:document", b"<w:document" + declared, 1)
    return once.replace(b'mc:Ignorable="', b'mc:Ignorable="w15 ', 1)
