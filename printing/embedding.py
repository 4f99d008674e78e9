"""A font as reportlab's canvas takes it, embedded as one composite font (Type 0) whose text copies back as it was.

reportlab's own TTFont cuts a font into pieces of 255 characters, writes code points beyond U+FFFF into the ToUnicode
map with five digits, which readers misunderstand, and draws a blank for a missing character without a word.
"""

from collections.abc import Sequence
from itertools import groupby
from weakref import WeakKeyDictionary

from attrs import define
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,  # pyright: ignore[reportUnknownVariableType]
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from printing.fontfile import FontFile

_BLOCK = 100
"""Entries of one bfchar block (Adobe Technical Note 5014, 1.4: at most 100)."""
_BOLD = 600


class UndrawnCharacter(LookupError):
    """A character was sent to a font that does not draw it: the caller did not go through printing.glyphs."""


class _Advances(dict[str, float]):
    """Widths of characters in thousandths of the type size. Fills itself."""

    def __init__(self, file: FontFile) -> None:
        super().__init__()
        self.file = file

    def __missing__(self, char: str) -> float:
        self[char] = found = self.file.advance(self.file.glyph(char))
        return found


class _Codes(dict[str, bytes]):
    """The codes of the characters one document has drawn with the font: 1, 2, 3 … Fills itself.

    Attributes:
        internal_name: the font's name in the document's resources, empty until it has one.
    """

    def __init__(self, font: str, file: FontFile) -> None:
        super().__init__()
        self.font = font
        self.file = file
        self.internal_name = ""

    def __missing__(self, char: str) -> bytes:
        if char not in self.file:
            raise UndrawnCharacter(f"{self.font} does not draw U+{ord(char):04X}")
        self[char] = found = (len(self) + 1).to_bytes(2, "big")
        return found


@define
class _Encoding:
    """What reportlab asks of a font's encoding."""

    name: str = "UTF-8"


class EmbeddedFace:
    """What reportlab asks of a font's face."""

    builtIn = 0  # noqa: N815  reportlab's name

    def __init__(self, name: str, file: FontFile) -> None:
        self.name = name
        self.familyName = name
        self.ascent = file.ascent
        self.descent = file.descent
        self.subfontIndex = 0


class EmbeddedFont:
    """A registered font. Codes are given per document in the order of first use, two bytes each."""

    _dynamicFont = 1  # noqa: N815
    _multiByte = 1  # noqa: N815
    shapable = False

    def __init__(self, name: str, file: FontFile) -> None:
        self.fontName = name
        self.file = file
        self.face = EmbeddedFace(name, file)
        self.encoding = _Encoding()
        self._advances = _Advances(file)
        self._uses: WeakKeyDictionary[PDFDocument, _Codes] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:  # noqa: N802
        """Width in points of text set without extra space."""
        return sum(map(self._advances.__getitem__, text)) * size / 1000

    def splitString(self, text: str, doc: PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text as codes of the document's composite font, which is the only subset."""
        return [(0, b"".join(map(self._codes(doc).__getitem__, text)))] if text else []

    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str:  # noqa: N802
        """The name of the font in the document's resources."""
        codes = self._codes(doc)
        if not codes.internal_name:
            codes.internal_name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + codes.internal_name
            doc.delayedFonts.append(self)
        return "/" + codes.internal_name

    def _codes(self, doc: PDFDocument) -> _Codes:
        codes = self._uses.get(doc)
        if codes is None:
            codes = self._uses[doc] = _Codes(self.fontName, self.file)
        return codes

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Writes the font, its program, widths and ToUnicode map into the document."""
        codes = self._uses.pop(doc)
        chars = list(codes)
        glyphs = [self.file.glyph(char) for char in chars]
        base = PDFName(f"{_tag(chars)}+{self.file.name}")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": _placed(
                    doc, self._descriptor(doc, base, [0, *glyphs]), f"descriptor:{codes.internal_name}"
                ),
                "DW": 1000,
                "W": _widths([self.file.advance(glyph) for glyph in glyphs]),
                "CIDToGIDMap": PDFName("Identity"),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": base,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArrayCompact([_placed(doc, descendant, f"descendant:{codes.internal_name}")]),
                "ToUnicode": _placed(doc, _stream(to_unicode(chars)), f"unicode:{codes.internal_name}"),
            }
        )
        _placed(doc, font, codes.internal_name)
        shared = doc.idToObject["BasicFonts"]
        assert isinstance(shared, PDFDictionary)
        shared[codes.internal_name] = PDFObjectReference(codes.internal_name)

    def _descriptor(self, doc: PDFDocument, base: object, glyphs: Sequence[int]) -> PDFDictionary:
        """The font descriptor (ISO 32000-1, 9.8) with the font program."""
        program = self.file.subset(glyphs)
        stream = _stream(program)
        stream.dictionary["Length1"] = len(program)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "FontBBox": PDFArrayCompact([_short(n) for n in self.file.bounds]),
                "ItalicAngle": 0,
                "Ascent": _short(self.file.ascent),
                "Descent": _short(self.file.descent),
                "CapHeight": _short(self.file.cap_height),
                "StemV": 120 if self.file.weight >= _BOLD else 80,
                "FontFile2": _placed(doc, stream, f"program:{base}"),
            }
        )


def _placed(doc: PDFDocument, thing: object, name: str) -> PDFObjectReference:
    """Puts an object into the document; returns what refers to it."""
    return doc.Reference(thing, name)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _stream(content: bytes | str) -> PDFStream:
    """A compressed stream."""
    return PDFStream(content=content, filters=[PDFZCompress])


def _short(number: float) -> float:
    """The number without needless decimals."""
    return int(number) if number == int(number) else round(number, 3)


def _tag(chars: Sequence[str]) -> str:
    """Six capitals that name the subset (ISO 32000-1, 9.6.4): another set of characters, another name."""
    number = 0
    for char in chars:
        number = (number * 31 + ord(char)) % 26**6
    return "".join(chr(65 + number // 26**n % 26) for n in range(6))


def _widths(widths: Sequence[float]) -> PDFArrayCompact:
    """The W array: stretches of codes whose width is not the default of 1000."""
    entries: list[object] = []
    coded = list(enumerate(widths, 1))
    for usual, group in groupby(coded, key=lambda item: item[1] == 1000):
        stretch = list(group)
        if not usual:
            entries += [stretch[0][0], PDFArrayCompact([_short(width) for _, width in stretch])]
    return PDFArrayCompact(entries)


def to_unicode(chars: Sequence[str]) -> str:
    """The ToUnicode map of codes 1, 2, 3 … to these characters, in UTF-16 as ISO 32000-1, 9.10.3 asks."""
    lines = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in enumerate(chars, 1)]
    blocks = [lines[n : n + _BLOCK] for n in range(0, len(lines), _BLOCK)]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ])  # fmt: skip
