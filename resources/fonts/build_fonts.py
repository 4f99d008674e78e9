"""Builds the bundled fonts and the list of 通用规范汉字 out of Debian and npm packages. Run by hand, never by the program.

    python resources/fonts/build_fonts.py SOURCES [--only FangSong.ttf] [--jobs 2]

SOURCES is a folder with the unpacked packages that README.md names (``dpkg-deb -x``, ``tar xzf``); files are found
in it by name and refused unless their SHA-256 is the one written here, so that the same fonts come out everywhere.
Needs fonttools (dev group). Takes about two minutes.
"""

import argparse
import bz2
import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from attrs import frozen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).parent
TGH_FILE = HERE / "tongyong_guifan_hanzi.txt"

CURVE_ERROR = 1.0
"""How far a quadratic outline may stray from the cubic one, in thousandths of the type size."""

# Everything a Chinese paper holds beside Han characters; a font gives what it has of them.
SYMBOLS = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x01CD, 0x01DC), (0x0251, 0x0261), (0x02C7, 0x02D9), (0x0391, 0x03C9),
    (0x0401, 0x0451), (0x1E00, 0x1EFF), (0x2010, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x27BF),
    (0x2E80, 0x2FDF), (0x2FF0, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF), (0x31C0, 0x31EF), (0x3200, 0x33FF),
    (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF01, 0xFFEF),
)  # fmt: skip
HAN = (
    (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x3347F),
)  # fmt: skip

MADE = "2026-11-21"
"""Day of the last change to the fonts, written into each file as the Arphic Public License, 2a asks."""
PRIVATE = frozenset(range(0xE000, 0xF900))
UNUSED_TABLES = "BASE GDEF GPOS GSUB STAT VORG vhea vmtx meta prop gasp FFTM"
LIVING = "GIDC GIDC23 GXM GDM GGH GXC GXH GXHZ GBK GKJ GCESI GCA GU GPGLG GFZ GFC GWZ GWY GRM GOCD GHF GT"
"""Unihan's names of the PRC's living lists: identity cards, names, places, 通用规范汉字, dictionaries of today,
science, standards. Not the sources of old texts: Kangxi, 汉语大字典, bronzes, dialects."""


@frozen
class Source:
    """One file inside a package."""

    package: str
    file: str
    sha256: str

    def find(self, folder: Path) -> Path:
        """The file below the folder; exits when it is missing or another version."""
        for path in sorted(folder.rglob(self.file)):
            if hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256:
                return path
        sys.exit(f"{self.file} of {self.package} (SHA-256 {self.sha256[:12]}…) is not below {folder}")


SANS = "npm @expo-google-fonts/noto-sans-sc 0.4.3"
SERIF = "npm @expo-google-fonts/noto-serif-sc 0.4.3"
FANDOL = "deb texlive-lang-chinese 2022.20230122-1"
WENKAI = "deb fonts-lxgw-wenkai 1.511+repack-1"
BABEL = "deb fonts-babelstone-han 16.0.3-1"
HANA = "deb fonts-hanazono 20170904-2.1"
UNIHAN = "deb unicode-data 17.0.0-2"

SOURCES = {
    "sans": Source(
        SANS, "NotoSansSC_400Regular.ttf", "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"
    ),
    "sans_bold": Source(
        SANS, "NotoSansSC_700Bold.ttf", "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"
    ),
    "serif": Source(
        SERIF, "NotoSerifSC_400Regular.ttf", "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"
    ),
    "serif_light": Source(
        SERIF, "NotoSerifSC_300Light.ttf", "a86e5cabd0c0b9bd656ff9c3e437bec6519fc7b149e845192edd8075b07789eb"
    ),
    "serif_bold": Source(
        SERIF, "NotoSerifSC_700Bold.ttf", "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"
    ),
    "fang": Source(
        FANDOL, "FandolFang-Regular.otf", "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
    ),
    "kai": Source(FANDOL, "FandolKai-Regular.otf", "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827"),
    "wenkai": Source(
        WENKAI, "LXGWWenKai-Light.ttf", "44ea30bf9f030c73706108ccd0ec3383da8c558c939dcce2d6dcb5dc96a03e16"
    ),
    "babel": Source(BABEL, "BabelStoneHan.ttf", "d8bb747b3fdccd84a60bd0aa56bb90937270d0bd15f1101cd8f2a5a3709dd0a3"),
    "hana_a": Source(HANA, "HanaMinA.ttf", "7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7"),
    "hana_b": Source(HANA, "HanaMinB.ttf", "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c"),
    "mappings": Source(
        UNIHAN, "Unihan_OtherMappings.txt.bz2", "9e783c6e449b67123ddcde478ca2fd62fae46b6df0683ed261af0f5d60c62aef"
    ),
    "irg": Source(
        UNIHAN, "Unihan_IRGSources.txt.bz2", "ff5761ee6c96eb6e229f98aee525912faf8d462d5cabf9a4b852a9066155e49b"
    ),
}


class Chars:
    """The characters each file is asked to hold, out of Unihan and the source fonts' own coverage."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tgh = _tgh(SOURCES["mappings"].find(folder))
        self.prc = _property(SOURCES["irg"].find(folder), "kIRG_GSource")
        self.gb2312 = _gb2312()
        self.symbols = _ranges(SYMBOLS)
        self.core = set(self.tgh) | self.gb2312 | self.symbols
        self.han = _ranges(HAN)

    def of(self, *sources: str) -> set[int]:
        """What the sources hold together."""
        return {c for name in sources for c in _coverage(TTFont(SOURCES[name].find(self.folder), lazy=True))}

    def kai_rest(self) -> set[int]:
        """The core FandolKai has not."""
        return self.core - self.of("kai")

    def song_light(self) -> set[int]:
        """The core FandolFang has not, drawn light so that it stands quietly beside it."""
        return (self.core - self.of("fang")) & self.of("serif_light")

    def rare_a(self) -> set[int]:
        """Han beyond Noto that living people and places use, or that HanaMinB has not.

        BabelStone draws the PRC's shapes, HanaMinB those of several countries.
        """
        hana = self.of("hana_b")
        living = LIVING.split()
        rest = self.of("babel") & self.han - self.of("serif")
        return {c for c in rest if c not in hana or self.prc.get(c, "").split("-")[0] in living}

    def rare_b(self) -> set[int]:
        """The rest of the Han characters of GB 18030-2022."""
        return (self.of("hana_b") & self.han) - self.of("serif") - self.rare_a()

    def rest_symbols(self) -> set[int]:
        """Symbols Noto has not: boxes to tick, arrows, dingbats."""
        return self.symbols - self.of("serif")


@frozen
class Target:
    """One bundled file: where its outlines come from and which characters are kept."""

    file: str
    family: str
    style: str
    weight: int
    source: str
    chars: Callable[[Chars], set[int]]
    licence: str


OFL = "SIL Open Font License 1.1"
GPL = (
    "GNU GPL version 3. As a special exception, extended to this version: if you create a document which uses this "
    "font, and embed this font or unaltered portions of this font into the document, this font does not by itself "
    "cause the resulting document to be covered by the GNU General Public License"
)
ARPHIC = "Arphic Public License"
HANAZONO = "Hanazono Font License"
TARGETS = (
    Target("FangSong.ttf", "Dangqun FangSong", "Regular", 400, "fang", lambda c: c.of("fang") - PRIVATE, GPL),
    Target("HeiTi.ttf", "Dangqun HeiTi", "Regular", 400, "sans", lambda c: c.core, OFL),
    Target("HeiTi-Bold.ttf", "Dangqun HeiTi", "Bold", 700, "sans_bold", lambda c: c.core, OFL),
    Target("KaiTi.ttf", "Dangqun KaiTi", "Regular", 400, "kai", lambda c: c.core, GPL),
    Target("KaiTi-Rest.ttf", "Dangqun KaiTi Rest", "Regular", 400, "wenkai", Chars.kai_rest, OFL),
    Target("XiaoBiaoSong.ttf", "Dangqun XiaoBiaoSong", "Regular", 400, "serif_bold", lambda c: c.core, OFL),
    Target("SongTi.ttf", "Dangqun SongTi", "Regular", 400, "serif", lambda c: c.of("serif"), OFL),
    Target("SongTi-Light.ttf", "Dangqun SongTi Light", "Regular", 400, "serif_light", Chars.song_light, OFL),
    Target("RareA.ttf", "Dangqun Rare A", "Regular", 400, "babel", Chars.rare_a, ARPHIC),
    Target("RareB.ttf", "Dangqun Rare B", "Regular", 400, "hana_b", Chars.rare_b, HANAZONO),
    Target("Symbols.ttf", "Dangqun Symbols", "Regular", 400, "hana_a", Chars.rest_symbols, HANAZONO),
)


def build(target: Target, folder: Path, out: Path) -> str:
    """Writes one bundled file; returns a line that tells its size and how many characters it holds."""
    source = SOURCES[target.source]
    font = TTFont(source.find(folder), recalcTimestamp=False)
    keep = target.chars(Chars(folder)) & _coverage(font)
    _subset(font, keep)
    if "CFF " in font:
        _to_quadratic(font)
    _rename(font, target, source)
    path = out / target.file
    font.save(path)
    return f"{target.file}\t{len(_coverage(font))} characters\t{path.stat().st_size / 1e6:.2f} MB"


def _subset(font: TTFont, keep: Iterable[int]) -> None:
    """Leaves the outlines of the characters only: no hinting, no layout rules, no glyph names."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += UNUSED_TABLES.split()
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)


def _to_quadratic(font: TTFont) -> None:
    """Turns CFF outlines into TrueType ones: reportlab cannot embed CFF."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    metrics = _table(font, "hmtx")
    limit = CURVE_ERROR * _table(font, "head").unitsPerEm / 1000
    outlines: dict[str, Glyph] = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, limit, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    glyf, maxp = _table(font, "glyf"), _table(font, "maxp")
    glyf.glyphOrder, glyf.glyphs = order, outlines
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for name in ["TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"]:
        setattr(maxp, f"max{name}", 0)
    maxp.maxComponentElements = 0
    _table(font, "post").formatType = 3.0
    for name in order:  # side bearings follow the new outlines
        glyph = outlines[name]
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def _rename(font: TTFont, target: Target, source: Source) -> None:
    """Gives the file our own name, as licences with reserved names ask, and says where it comes from and what we did."""
    old = _table(font, "name")
    copyright_line = old.getDebugName(0) or ""
    did = "outlines converted to quadratic curves" if source.file.endswith(".otf") else "reduced to fewer characters"
    full = target.family if target.style == "Regular" else f"{target.family} {target.style}"
    font["name"] = newTable("name")
    names = _table(font, "name")
    names.names = []
    for number, text in {
        0: copyright_line,
        1: target.family,
        2: target.style,
        3: f"{full}; {source.file}; {old.getDebugName(5) or ''}",
        4: full,
        5: old.getDebugName(5) or "Version 1.000",
        6: re.sub(r"\W", "", target.family) + "-" + target.style,
        10: f"Made from {source.file} ({source.package}) on {MADE}: {did}, renamed, hinting and layout removed.",
        13: f"{target.licence}; see resources/fonts/licences.",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    os2 = _table(font, "OS/2")
    os2.usWeightClass = target.weight
    bold = target.style == "Bold"
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if bold else 0x40)
    _table(font, "head").macStyle = 1 if bold else 0


def _table(font: TTFont, tag: str) -> Any:
    """A table of the font; fontTools makes their attributes while it reads."""
    return font[tag]


def _coverage(font: TTFont) -> set[int]:
    """The characters the font draws."""
    return set(font.getBestCmap() or ())


def _ranges(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Every code point of the ranges, ends included."""
    return {c for first, last in ranges for c in range(first, last + 1)}


def _gb2312() -> set[int]:
    """Every character of GB/T 2312."""
    found: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes([row, cell]).decode("gb2312", "ignore")
            found.update(map(ord, text))
    return found


def _property(path: Path, name: str) -> dict[int, str]:
    """One property of Unihan by code point."""
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if f"\t{name}\t" in line)
        return {int(row[0][2:], 16): row[2] for row in rows}


def _tgh(path: Path) -> list[int]:
    """The characters of 通用规范汉字表 (2013) in its own order."""
    numbers = _property(path, "kTGH")
    return sorted(numbers, key=lambda c: int(numbers[c].split(":")[1]))


def write_tgh(folder: Path) -> None:
    """Writes the list of 通用规范汉字 as text, a hundred a line."""
    chars = [chr(c) for c in _tgh(SOURCES["mappings"].find(folder))]
    lines = ["".join(chars[i : i + 100]) for i in range(0, len(chars), 100)]
    TGH_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Builds what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", type=Path, help="folder with the unpacked packages")
    parser.add_argument("--only", nargs="*", default=[], help="build these files only")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write the fonts")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    if not asked.only:
        write_tgh(asked.sources)
    wanted = [t for t in TARGETS if not asked.only or t.file in asked.only]
    with ProcessPoolExecutor(asked.jobs) as pool:
        jobs = [pool.submit(_build_named, t.file, asked.sources, asked.out) for t in wanted]
        for job in jobs:
            sys.stdout.write(job.result() + "\n")
            sys.stdout.flush()


def _build_named(file: str, folder: Path, out: Path) -> str:
    """Builds the target of that file name: a worker process gets a name, not a function."""
    return build(next(t for t in TARGETS if t.file == file), folder, out)


if __name__ == "__main__":
    main()
