"""The bundled fonts hold what they promise, and a font that must not be embedded is refused."""

import io
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from attrs import astuple
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from printing.fontfile import FontFile, FontUnusable
from printing.glyphs import Style, missing

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(str(resources.files("resources").joinpath("fonts")))
FILES = sorted(FOLDER.glob("*.ttf"))
TGH = (FOLDER / "tongyong_guifan_hanzi.txt").read_text(encoding="utf-8").replace("\n", "")
styles = pytest.mark.parametrize("style", list(Style))
files = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def table(font: TTFont, tag: str) -> Any:
    """A table; fontTools makes their attributes while it reads."""
    return font[tag]


def glyph_names(font: TTFont) -> dict[int, str]:
    return font.getBestCmap() or {}


def spread(*ranges: tuple[int, int]) -> str:
    return "".join(chr(c) for first, last in ranges for c in range(first, last + 1))


def gb2312() -> str:
    cells = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", "ignore") for cell in cells)


def test_the_list_of_standard_characters_is_whole() -> None:
    """通用规范汉字表 (国发〔2013〕23号): 3,500 + 3,000 + 1,605 characters; first and last of each level."""
    assert len(TGH) == len(set(TGH)) == 8105
    assert (TGH[0], TGH[3499], TGH[3500], TGH[6499], TGH[6500]) == ("一", "矗", "乂", "齉", "亍")
    assert {"𬭚", "㛃", "䶮", "𬇙", "𫍯", "𬱖"} <= set(TGH[6500:])


@styles
def test_every_style_draws_every_standard_character(style: Style) -> None:
    assert missing(TGH, style) == []


@styles
def test_every_style_draws_what_clerks_type(style: Style) -> None:
    assert len(gb2312()) == 7445
    assert missing(gb2312(), style) == []
    assert missing("".join(map(chr, range(0x20, 0x7F))), style) == []
    assert missing("☐☑☒✓✗√×〔〕【】《》“”‘’…—·•①⑳㈠㎡℃‰￥№→★●ⅫāáǎàéüǘÀç", style) == []


def test_all_of_gb18030_level_3_is_drawn() -> None:
    """GB 18030-2022, level 3: 87,887 Han characters, counted as the standard counts them."""
    level_3 = spread(
        (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14),
        (0xFA1F, 0xFA1F), (0xFA21, 0xFA21), (0xFA23, 0xFA24), (0xFA27, 0xFA29),
    )  # fmt: skip
    assert len(level_3) == 87887
    assert missing(level_3, Style.SONG) == []


def test_the_police_list_of_2023_is_drawn() -> None:
    """Extension I: 622 characters of identity cards."""
    assert missing(spread((0x2EBF0, 0x2EE5D)), Style.FANGSONG) == []


@files
def test_a_bundled_font_may_be_embedded_and_says_so_itself(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        names = {n: table(font, "name").getDebugName(n) for n in (1, 6, 10, 13)}
        assert table(font, "OS/2").fsType & 0x0302 == 0
        assert "glyf" in font
    assert names[13]
    assert names[10].startswith("Made from ")
    for reserved in ("LXGW", "霞鹜", "Source", "HanaMin", "Hanazono", "Noto", "Fandol", "BabelStone"):
        assert reserved not in names[1] + names[6]


@files
def test_our_reading_of_a_font_is_that_of_font_tools(path: Path) -> None:
    ours = FontFile(path)
    with TTFont(path, lazy=True) as theirs:
        by_code = glyph_names(theirs)
        thousand = 1000 / table(theirs, "head").unitsPerEm
        assert ours.name == table(theirs, "name").getDebugName(6)
        assert ours.ascent == pytest.approx(table(theirs, "OS/2").sTypoAscender * thousand)
        for code in [*list(by_code)[:: len(by_code) // 50], max(by_code)]:
            glyph, outline = ours.glyph(chr(code)), table(theirs, "glyf")[by_code[code]]
            assert glyph == theirs.getGlyphID(by_code[code])
            assert ours.advance(glyph) == pytest.approx(table(theirs, "hmtx")[by_code[code]][0] * thousand)
            ink = ours.ink(glyph)
            box = (outline.xMin, outline.yMin, outline.xMax, outline.yMax) if outline.numberOfContours else None
            assert astuple(ink) == pytest.approx([n * thousand for n in box]) if ink and box else ink is box
    assert "\U0010fffd" not in ours


def test_every_font_is_told_of_with_its_licence_and_size() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = {row[0]: row for line in told.splitlines() if (row := [c.strip() for c in line.strip("|").split("|")])}
    for path in FILES:
        row = rows[path.name]
        assert float(row[4]) == pytest.approx(path.stat().st_size / 1e6, abs=0.006)
        with TTFont(path, lazy=True) as font:
            assert int(row[3].replace(",", "")) == len(glyph_names(font))
        assert re.match(r"GPL 3|OFL 1\.1|Arphic PL|Hanazono", row[5])
    licences = " ".join(p.read_text(encoding="utf-8") for p in (FOLDER / "licences").iterdir())
    for title in (
        "GNU GENERAL PUBLIC LICENSE",
        "SIL OPEN FONT LICENSE",
        "ARPHIC PUBLIC LICENSE",
        "Hanazono Font License",
    ):
        assert title in licences


def test_the_fonts_stay_small_enough_for_a_usb_stick() -> None:
    assert sum(path.stat().st_size for path in FILES) < 80_000_000


def changed(tmp_path: Path, change: Callable[[bytearray], object]) -> Path:
    """A bundled font, changed."""
    data = bytearray((FOLDER / "Symbols.ttf").read_bytes())
    change(data)
    path = tmp_path / "Changed.ttf"
    path.write_bytes(data)
    return path


def with_rights(rights: int) -> Callable[[bytearray], object]:
    """Sets OS/2.fsType."""

    def change(data: bytearray) -> None:
        entry = data.index(b"OS/2")
        struct.pack_into(">H", data, struct.unpack_from(">L", data, entry + 8)[0] + 8, rights)

    return change


@pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200, 0x0306])
def test_a_font_that_forbids_embedding_is_refused(rights: int, tmp_path: Path) -> None:
    with pytest.raises(FontUnusable, match=r"Changed\.ttf.*许可") as refused:
        FontFile(changed(tmp_path, with_rights(rights)))
    assert refused.value.code == "font_unusable"


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008])
def test_a_font_that_allows_embedding_is_taken(rights: int, tmp_path: Path) -> None:
    assert "☑" in FontFile(changed(tmp_path, with_rights(rights)))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.__delitem__(slice(None)),
        lambda data: data.__delitem__(slice(40, None)),
        lambda data: data.__setitem__(slice(0, 200), b"\x00" * 200),
        lambda data: data.__setitem__(slice(12, 400), b"\xff" * 388),
        lambda data: data.__setitem__(slice(data.index(b"glyf"), data.index(b"glyf") + 4), b"CFF "),
    ],
    ids=["empty", "cut off", "zeros", "rubbish", "no TrueType outlines"],
)
def test_a_damaged_font_is_refused(change: Callable[[bytearray], object], tmp_path: Path) -> None:
    with pytest.raises(FontUnusable, match=r"Changed\.ttf"):
        FontFile(changed(tmp_path, change))


def test_a_font_without_the_32_bit_table_is_read_too(tmp_path: Path) -> None:
    """Fonts from elsewhere may know the 16-bit character table only."""
    with TTFont(FOLDER / "Symbols.ttf") as font:
        chars = [chr(c) for c in glyph_names(font)]
        table(font, "cmap").tables = [t for t in table(font, "cmap").tables if t.format == 4]
        font.save(tmp_path / "Old.ttf")
    old, new = FontFile(tmp_path / "Old.ttf"), FontFile(FOLDER / "Symbols.ttf")
    assert [old.glyph(c) for c in chars] == [new.glyph(c) for c in chars]
    assert "一" not in old


def test_a_glyph_composed_of_others_brings_its_parts_along(tmp_path: Path) -> None:
    """Fonts from elsewhere compose é of e and an accent; the parts may be composed and turned themselves."""
    with TTFont(FOLDER / "Symbols.ttf") as font:
        outlines, names = table(font, "glyf"), glyph_names(font)
        box, tick, other = (names[ord(char)] for char in "☐☑☒")
        for name, parts in {
            tick: [(box, (1, 0, 0, 1, 40, 60))],
            other: [(tick, (0, 0.5, -0.5, 0, -700, 9)), (box,)],
        }.items():
            pen = TTGlyphPen(outlines)
            for part in parts:
                pen.addComponent(*part, *((1, 0, 0, 1, 300, 0),)[: 2 - len(part)])
            outlines[name] = pen.glyph()
        font.save(tmp_path / "Composed.ttf")
        wanted = list(outlines[other].getCoordinates(outlines)[0])
    ours = FontFile(tmp_path / "Composed.ttf")
    with TTFont(io.BytesIO(ours.subset([0, ours.glyph("☒")]))) as program:
        outlines = table(program, "glyf")
        assert len(outlines.keys()) == 4
        assert list(outlines[program.getGlyphName(1)].getCoordinates(outlines)[0]) == wanted


def beside(tmp_path: Path, script: str, **fonts: str) -> str:
    """What a script prints where other fonts lie in the folder: a name there, a bundled file here."""
    folder = tmp_path / "resources" / "fonts"
    folder.mkdir(parents=True)
    (tmp_path / "resources" / "__init__.py").touch()
    for name, bundled in fonts.items():
        shutil.copyfile(FOLDER / bundled, folder / f"{name.replace('_', '-')}.ttf")
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; from printing.glyphs import *; {script}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return done.stdout + done.stderr


def test_zhuque_fangsong_put_beside_the_bundled_fonts_wins(tmp_path: Path) -> None:
    said = beside(
        tmp_path,
        "print([run.font for run in runs('王', Style.FANGSONG)], [run.font for run in runs('王', Style.SONG)])",
        FangSong="FangSong.ttf",
        SongTi="KaiTi.ttf",
        ZhuqueFangsong_Regular="HeiTi.ttf",
    )
    assert said.strip() == "['ZhuqueFangsong-Regular'] ['SongTi']"


def test_an_extra_font_is_asked_last(tmp_path: Path) -> None:
    said = beside(
        tmp_path,
        "print([run.font for run in runs('王☑', Style.KAI)])",
        KaiTi="KaiTi.ttf",
        Extra_1="Symbols.ttf",
    )
    assert said.strip() == "['KaiTi', 'Extra-1']"


def test_a_forbidden_font_in_the_folder_stops_printing_by_name(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    bad = changed(tmp_path / "made", with_rights(0x0002))
    script = (
        f"import shutil; shutil.copyfile({str(bad)!r}, {str(tmp_path / 'resources' / 'fonts' / 'Extra.ttf')!r});"
        "print(missing('☑', Style.KAI))"
    )
    said = beside(tmp_path, script, KaiTi="KaiTi.ttf")
    assert "FontUnusable: 字体文件 Extra.ttf 不能用来打印" in said


def test_digests_of_sources_are_the_ones_told() -> None:
    """The table in README.md and the script must name the same sources."""
    script = (FOLDER / "build_fonts.py").read_text(encoding="utf-8")
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    digests = set(re.findall(r"\b[0-9a-f]{64}\b", script))
    assert len(digests) == 13
    assert digests == set(re.findall(r"\b[0-9a-f]{64}\b", told))


def test_the_standard_list_is_han_only() -> None:
    assert {unicodedata.category(c) for c in TGH} == {"Lo"}
