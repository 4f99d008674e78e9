"""One TrueType file as paper needs it: which glyph draws a character, how wide it is, where its ink lies, a subset.

The file is mapped, not read: of the megabytes that are bundled a paper touches the few kilobytes it draws. All reading
is by offset, without a position to keep, so that two threads may print with the same font.
"""

import mmap
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from sys import byteorder

from attrs import frozen

from db.errors import AppError

_NO_EMBEDDING = 0x0302
"""OS/2.fsType bits: restricted licence, no subsetting, bitmaps only (OpenType, OS/2 table, fsType)."""
_COPIED = ("cvt ", "fpgm", "prep")


class FontUnusable(AppError):
    """A font file cannot be embedded: damaged, no TrueType outlines, or its licence bits forbid it."""

    code = "font_unusable"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"字体文件 {file} 不能用来打印：{why}", "请把它移出字体文件夹，或换成允许嵌入的 TrueType 字体")


@frozen
class Ink:
    """Where ink lies, from the origin on the baseline, in the unit that was asked for."""

    left: float
    bottom: float
    right: float
    top: float


class FontFile:
    """A TrueType file with glyf outlines.

    Attributes:
        name: PostScript name.
        weight: 400 is regular, 700 bold.
        ascent: in thousandths of the type size, as descent, cap_height and bounds.
        descent: negative below the baseline.
        cap_height: of Latin capitals.
        bounds: the box that holds every glyph.
    """

    def __init__(self, path: Path) -> None:
        """Maps the file; raises FontUnusable when it cannot be embedded."""
        self._file = path.name
        try:
            with path.open("rb") as opened:
                self._data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = dict(self._directory())
            self._read_heads()
            self._starts, self._ends, self._firsts = self._characters()
        except (OSError, ValueError, LookupError, struct.error) as error:
            raise FontUnusable(self._file, "文件读不出来") from error

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Name, offset and length of each table."""
        for n in range(unpack_from(">H", self._data, 4)[0]):
            tag, _, offset, length = unpack_from(">4sLLL", self._data, 12 + 16 * n)
            yield tag.decode("ascii"), (offset, length)

    def _read_heads(self) -> None:
        """Reads what every paper needs to know of the font."""
        if "glyf" not in self._tables:
            raise FontUnusable(self._file, "不是 TrueType 轮廓")
        data, head, os2 = self._data, self._tables["head"][0], self._tables["OS/2"][0]
        self._units: int = unpack_from(">H", data, head + 18)[0]
        self._long_offsets: bool = unpack_from(">h", data, head + 50)[0] == 1
        self._glyphs: int = unpack_from(">H", data, self._tables["maxp"][0] + 4)[0]
        self._advances: int = unpack_from(">H", data, self._tables["hhea"][0] + 34)[0]
        version, _, self.weight, _, rights = unpack_from(">HhHHH", data, os2)
        if rights & _NO_EMBEDDING:
            raise FontUnusable(self._file, "字体的许可不允许嵌入")
        self.name = self._postscript_name()
        self.bounds = tuple(map(self.thousandths, unpack_from(">hhhh", data, head + 36)))
        self.ascent, self.descent = map(self.thousandths, unpack_from(">hh", data, os2 + 68))
        cap_height = unpack_from(">h", data, os2 + 88)[0] if version > 1 else 0
        self.cap_height = self.thousandths(cap_height) or self.ascent

    def _postscript_name(self) -> str:
        """Name 6 of the name table in plain ASCII; the file's name when it has none."""
        table = self._tables["name"][0]
        count, strings = unpack_from(">HH", self._data, table + 2)
        for n in range(count):
            platform, _, _, number, length, offset = unpack_from(">HHHHHH", self._data, table + 6 + 12 * n)
            if number == 6 and platform in (0, 3):
                start = table + strings + offset
                text = self._data[start : start + length].decode("utf-16-be", "ignore")
                return "".join(c for c in text if c.isascii() and (c.isalnum() or c == "-"))
        return Path(self._file).stem

    def _characters(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """First character, last character and first glyph of every stretch that the font draws."""
        table = self._tables["cmap"][0]
        places: dict[int, int] = {}
        for n in range(unpack_from(">H", self._data, table + 2)[0]):
            platform, _, offset = unpack_from(">HHL", self._data, table + 4 + 8 * n)
            if platform in (0, 3):
                places[unpack_from(">H", self._data, table + offset)[0]] = table + offset
        if 12 in places:
            count = unpack_from(">L", self._data, places[12] + 12)[0]
            numbers = array("I", self._data[places[12] + 16 : places[12] + 16 + 12 * count])
            if byteorder == "little":
                numbers.byteswap()
            return numbers[0::3], numbers[1::3], numbers[2::3]
        pairs = sorted(self._pairs_of_format_4(places[4]))
        return [c for c, _ in pairs], [c for c, _ in pairs], [g for _, g in pairs]

    def _pairs_of_format_4(self, table: int) -> Iterator[tuple[int, int]]:
        """Character and glyph of the older 16-bit table; a font from elsewhere may have no other."""
        half = unpack_from(">H", self._data, table + 6)[0]
        ends, starts = table + 14, table + 16 + half
        for place in range(0, half, 2):
            last = unpack_from(">H", self._data, ends + place)[0]
            first, delta = (unpack_from(">H", self._data, starts + place + skip)[0] for skip in (0, half))
            at = starts + place + 2 * half
            offset = unpack_from(">H", self._data, at)[0]
            for char in range(first, min(last, 0xFFFE) + 1):
                raw = unpack_from(">H", self._data, at + offset + 2 * (char - first))[0] if offset else char
                if raw or not offset:
                    yield char, (raw + delta) & 0xFFFF

    def thousandths(self, units: float) -> float:
        """The font's own units as thousandths of the type size."""
        return units if self._units == 1000 else units * 1000 / self._units

    def glyph(self, char: str) -> int:
        """The glyph that draws the character; 0 when the font has none."""
        code = ord(char)
        n = bisect_right(self._starts, code) - 1
        return self._firsts[n] + code - self._starts[n] if n >= 0 and code <= self._ends[n] else 0

    def __contains__(self, char: str) -> bool:
        """Whether the font draws the character."""
        return self.glyph(char) != 0

    def advance(self, glyph: int) -> float:
        """Width of the glyph in thousandths of the type size."""
        return self.thousandths(self._metric(glyph)[0])

    def _metric(self, glyph: int) -> tuple[int, int]:
        """Advance and left side bearing in the font's own units."""
        table = self._tables["hmtx"][0]
        if glyph < self._advances:
            return unpack_from(">Hh", self._data, table + 4 * glyph)
        width = unpack_from(">H", self._data, table + 4 * self._advances - 4)[0]
        bearing = unpack_from(">h", self._data, table + 4 * self._advances + 2 * (glyph - self._advances))[0]
        return width, bearing

    def ink(self, glyph: int) -> Ink | None:
        """The box of the glyph's outline in thousandths of the type size; None when it is blank."""
        outline = self._outline(glyph)
        if not outline:
            return None
        return Ink(*map(self.thousandths, unpack_from(">hhhh", outline, 2)))

    def _outline(self, glyph: int) -> bytes:
        """The glyph's bytes in the glyf table, empty for a blank."""
        loca, glyf = self._tables["loca"][0], self._tables["glyf"][0]
        if self._long_offsets:
            start, end = unpack_from(">LL", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * n for n in unpack_from(">HH", self._data, loca + 2 * glyph))
        return self._data[glyf + start : glyf + end]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font program with these glyphs in this order, then the parts they are composed of.

        It has the tables that ISO 32000-1, 9.9 asks of an embedded TrueType program, and no others.
        """
        order = list(glyphs)
        outlines: list[bytes] = []
        numbers = {glyph: n for n, glyph in reversed(list(enumerate(order)))}
        for glyph in order:  # grows while it runs: a part may have parts
            outline = bytearray(self._outline(glyph))
            for place, part in _parts(outline):
                if part not in numbers:
                    numbers[part] = len(order)
                    order.append(part)
                struct.pack_into(">H", outline, place, numbers[part])
            outlines.append(bytes(outline) + bytes(-len(outline) % 4))
        places = [0]
        for outline in outlines:
            places.append(places[-1] + len(outline))
        tables = {tag: self._table(tag) for tag in ("head", "hhea", "maxp", *_COPIED) if tag in self._tables}
        tables["head"] = _with(tables["head"], 50, 1)
        tables["hhea"] = _with(tables["hhea"], 34, len(order))
        tables["maxp"] = _with(tables["maxp"], 4, len(order))
        tables["hmtx"] = b"".join(struct.pack(">Hh", *self._metric(glyph)) for glyph in order)
        tables["loca"] = struct.pack(f">{len(places)}L", *places)
        tables["glyf"] = b"".join(outlines)
        return _program(tables)

    def _table(self, tag: str) -> bytes:
        """The bytes of a table."""
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]


def _parts(outline: bytearray) -> Iterator[tuple[int, int]]:
    """Of a composed glyph: where each part's number stands, and the number."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return
    place, more = 10, True
    while more:
        flags, part = unpack_from(">HH", outline, place)
        yield place + 2, part
        scale = 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        place += 4 + (4 if flags & 0x01 else 2) + scale
        more = bool(flags & 0x20)


def named_program(program: bytes, family: str) -> bytes:
    """An embedded font program that a font engine can load: with a name table, which PDF does without.

    Args:
        program: such as `FontFile.subset` makes.
        family: plain ASCII; the name by which the engine finds it.
    """
    tables = {
        tag.decode("ascii"): program[start : start + length]
        for tag, _, start, length in (
            unpack_from(">4sLLL", program, 12 + 16 * n) for n in range(unpack_from(">H", program, 4)[0])
        )
    }
    text = family.encode("utf-16-be")
    # Of the Windows platform, Unicode, American English: family, style, full and PostScript name share one string.
    records = [struct.pack(">HHHHHH", 3, 1, 0x0409, number, len(text), 0) for number in (1, 4, 6)]
    tables["name"] = struct.pack(">HHH", 0, len(records), 6 + 12 * len(records)) + b"".join(records) + text
    return _program(tables)


def _with(table: bytes, place: int, number: int) -> bytes:
    """The table with one 16-bit number replaced."""
    return table[:place] + struct.pack(">H", number) + table[place + 2 :]


def _checksum(data: bytes) -> int:
    """The sum of the 32-bit numbers of the padded data."""
    padded = data + bytes(-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF


def _program(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables."""
    count = len(tables)
    power = count.bit_length() - 1
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    starts = [12 + 16 * count]
    for tag in sorted(tables):
        starts.append(starts[-1] + (len(tables[tag]) + 3 & ~3))
    parts = [struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))]
    for tag, (start, _) in zip(sorted(tables), pairwise(starts), strict=True):
        parts.append(struct.pack(">4sLLL", tag.encode("ascii"), _checksum(tables[tag]), start, len(tables[tag])))
    parts += [tables[tag] + bytes(-len(tables[tag]) % 4) for tag in sorted(tables)]
    whole = b"".join(parts)
    at = starts[sorted(tables).index("head")] + 8
    adjusted = (0xB1B0AFBA - _checksum(whole)) & 0xFFFFFFFF
    return whole[:at] + struct.pack(">L", adjusted) + whole[at + 4 :]
