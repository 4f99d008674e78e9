"""Whatever a resident is called, the paper shows the name and gives it back; what it cannot show, it refuses."""

import io
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from printing.embedding import UndrawnCharacter, to_unicode
from printing.glyphs import MissingGlyph, Run, Style, drawn, ink, missing, new_canvas, runs, width
from tests.printing.reading_back import (
    SIZE,
    descriptor,
    fonts,
    ink_of,
    pdfium_lines,
    picture,
    poppler_lines,
    printed,
    program_of,
    pypdf_text,
)

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["张𬭚", "王㛃", "李䶮", "赵𠮷", "江𬇙", "刘𫍯", "陈𬱖", "阿卜杜拉·买买提", "欧阳𬯀", "司马𰻝", "𮯠川"]
styles = pytest.mark.parametrize("style", list(Style))


@styles
def test_rare_names_copy_back_as_themselves(style: Style, tmp_path: Path) -> None:
    paper = printed(NAMES, style)
    assert pdfium_lines(paper) == NAMES
    assert pypdf_text(paper) == "".join(NAMES)
    assert poppler_lines(paper, tmp_path) in (NAMES, None)


@styles
def test_every_character_of_a_rare_name_leaves_ink_of_its_own(style: Style) -> None:
    """The box for missing characters would look the same for all of them."""
    chars = list(dict.fromkeys("".join(NAMES).replace("·", "")))
    for line in (chars[n : n + 25] for n in range(0, len(chars), 25)):
        image = picture(printed(["".join(line)], style), scale=2)
        cells = [image.crop((80 + 40 * n, 0, 120 + 40 * n, 200)) for n in range(len(line))]
        blank = [char for char, cell in zip(line, cells, strict=True) if cell.getbbox() is None]
        assert not blank
        assert len({cell.tobytes() for cell in cells}) == len(line)


def test_a_paper_with_two_thousand_different_characters_copies_back(tmp_path: Path) -> None:
    """Readers allow 100 entries in one block of the map, reportlab's own pieces hold 255 characters."""
    chars = [chr(c) for c in (*range(0x4E00, 0x5400), *range(0x20000, 0x20200))]
    lines = ["".join(chars[n : n + 25]) for n in range(0, len(chars), 25)]
    paper = printed(lines, Style.SONG)
    assert pdfium_lines(paper) == lines
    assert pypdf_text(paper) == "".join(lines)
    assert poppler_lines(paper, tmp_path) in (lines, None)


def test_the_map_of_codes_keeps_to_100_entries_a_block() -> None:
    """Some readers stop at the hundredth (Adobe Technical Note 5014)."""
    found = to_unicode([chr(c) for c in range(0x20000, 0x200FB)])
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", found, re.DOTALL)
    assert [int(count) for count, _ in blocks] == [100, 100, 51]
    assert [len(lines.splitlines()) for _, lines in blocks] == [100, 100, 51]
    assert blocks[0][1].splitlines()[0] == "<0001> <D840DC00>"


def test_characters_that_look_alike_stay_what_they_were() -> None:
    """Kangxi radical 1, the character 一 and the katakana line may share an outline, never a meaning."""
    line = "\u2f00一\u2f08人"
    assert pypdf_text(printed([line], Style.SONG)) == line


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("\U0010fffd", "U+10FFFD"),
        ("\u0378", "U+0378"),
        ("\ue000", "U+E000"),
        ("\U000323b0", "U+323B0"),
        ("ก", "U+0E01"),
    ],
)
@styles
def test_what_no_font_draws_is_refused_by_its_code_point(char: str, named: str, style: Style) -> None:
    with pytest.raises(MissingGlyph) as refused:
        runs(f"王{char}国", style, "申请人姓名")
    assert named in str(refused.value)
    assert "申请人姓名" in str(refused.value)
    assert "王" not in str(refused.value)
    assert refused.value.code == "missing_glyph"
    assert refused.value.remedy
    assert missing(f"王{char}国{char}", style) == [char]


def test_half_a_character_is_refused_in_words_that_can_be_shown() -> None:
    with pytest.raises(MissingGlyph) as refused:
        width("王\ud842", Style.FANGSONG, SIZE)
    assert "U+D842" in str(refused.value)
    assert str(refused.value).encode()


def test_a_font_that_lacks_a_character_never_leaves_it_blank() -> None:
    canvas = new_canvas(io.BytesIO(), page_size=(100, 100), title="", author="")
    (run,) = runs("王", Style.FANGSONG)
    canvas.setFont(run.font, SIZE)
    with pytest.raises(UndrawnCharacter, match=r"U\+20BB7"):
        canvas.drawString(0, 0, "𠮷")


def test_a_run_ends_where_the_font_changes_and_nothing_is_lost() -> None:
    found = runs("张𬭚和李四", Style.FANGSONG)
    assert "".join(run.text for run in found) == "张𬭚和李四"
    assert found[0] == Run(found[-1].font, "张")
    assert found[1].text == "𬭚"
    assert found[1].font != found[0].font
    assert runs("", Style.SONG) == []


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("葛\U000e0100城", "葛城"),
        ("葛\ufe00城", "葛城"),
        ("一\t二\n三\u2028四", "一 二 三 四"),
        ("\ufeff王\u200b五\u200e", "王五"),
        ("e\u0301 n\u0304 u\u0308\u030c", "é n\u0304 ǚ"),
        ("甲\u2003乙\u2009丙　丁", "甲　乙 丙　丁"),
        ("\ufa0e\uf9dc", "\ufa0e\uf9dc"),
    ],
    ids=ascii,
)
def test_what_has_no_shape_is_left_out_and_the_rest_kept(stored: str, shown: str) -> None:
    assert drawn(stored) == shown


@styles
def test_a_line_is_as_wide_as_its_characters(style: Style) -> None:
    assert width("议事厅会议通知", style, 16) == pytest.approx(7 * 16)
    assert width("张𬭚2026𠮷", style, 16) == pytest.approx(
        width("张𬭚", style, 16) + width("2026", style, 16) + width("𠮷", style, 16)
    )
    assert width("张\U000e0100", style, 16) == pytest.approx(16)


@pytest.mark.parametrize("text", ["幸福里社区", "一", "—", "张𬭚𠮷国", "g2026"])
@styles
def test_ink_lies_where_pdfium_paints_it(text: str, style: Style) -> None:
    box = ink(text, style, SIZE)
    painted = ink_of(printed([text], style), scale=6)
    assert painted is not None
    assert painted == pytest.approx((40 + box.left, 750 + box.bottom, 40 + box.right, 750 + box.top), abs=0.25)


def test_a_blank_has_no_ink() -> None:
    box = ink("　 ", Style.FANGSONG, SIZE)
    assert (box.left, box.bottom, box.right, box.top) == (0, 0, 0, 0)


def test_every_font_is_in_the_paper_and_only_what_it_needs() -> None:
    paper = printed([*NAMES, "☐☑ ABC 123"], Style.HEI)
    used = list(fonts(paper))
    assert len(used) >= 4
    for font in used:
        assert font["/ToUnicode"]
        assert descriptor(font)["/FontFile2"]
    assert len(paper) < 60_000


def test_an_empty_paper_names_no_font() -> None:
    target = io.BytesIO()
    canvas = new_canvas(target, page_size=(100, 100), title="空", author="")
    canvas.showPage()
    canvas.save()
    assert list(fonts(target.getvalue())) == []
    assert b"Helvetica" not in target.getvalue()


def test_the_embedded_program_is_a_sound_font() -> None:
    """Read by fontTools: outlines, widths and checksums of what a printer gets."""
    for font in fonts(printed(["幸福里é㎡ABC𠮷𬭚☑"], Style.FANGSONG)):
        with TTFont(io.BytesIO(program_of(font)), checkChecksums=2) as program:
            glyphs = program.getGlyphOrder()
            assert len(glyphs) >= 2
            for name in glyphs:
                program["glyf"][name].getCoordinates(program["glyf"])
            assert program["hmtx"][glyphs[1]][0] > 0


def test_the_same_paper_has_the_same_bytes_on_another_machine(tmp_path: Path) -> None:
    """Another process, no font of the system, another home, another hash seed."""
    script = (
        "import sys; from tests.printing.reading_back import printed; from printing.glyphs import Style;"
        "sys.stdout.buffer.write(printed(sys.argv[1:], Style.KAI))"
    )
    machine = {"PYTHONHASHSEED": "7", "HOME": str(tmp_path), "FONTCONFIG_PATH": str(tmp_path), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, *NAMES], cwd=ROOT, env=machine, capture_output=True, check=True
    )
    assert done.stdout == printed(NAMES, Style.KAI)


def test_two_papers_printed_at_once_are_as_if_printed_alone() -> None:
    jobs = [[f"{a}{b}" for b in NAMES] for a in "甲乙丙丁戊己庚辛"]
    alone = [printed(job, Style.FANGSONG) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda job: printed(job, Style.FANGSONG), jobs))
    assert together == alone


def test_the_properties_of_the_paper_are_in_chinese() -> None:
    info = pypdfium2.PdfDocument(printed(["甲"], Style.SONG)).get_metadata_dict()
    assert info["Title"] == "试印"
    assert info["Author"] == "测试"
    assert unicodedata.is_normalized("NFC", info["Creator"])
    assert info["Creator"] == "党群服务台"
