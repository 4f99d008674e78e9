"""Every character that an identity card may bear is printed and copies back as itself, by two programs not ours."""

import io
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest

from printing.glyphs import MissingGlyph, Style, new_canvas, runs
from tests.printing.reading_back import descriptor, fonts, poppler_lines
from tests.printing.test_fonts import TGH, spread

LEVEL_3 = spread(
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14),
    (0xFA1F, 0xFA1F), (0xFA21, 0xFA21), (0xFA23, 0xFA24), (0xFA27, 0xFA29),
)  # fmt: skip
"""GB 18030-2022, level 3."""
ROW, ROWS, SIZE = 100, 100, 5.0


def sheets(chars: str, style: Style) -> bytes:
    """All characters in rows of 100."""
    target = io.BytesIO()
    canvas = new_canvas(target, page_size=(ROW * SIZE + 20, ROWS * SIZE * 2 + 20), title="全字", author="测试")
    lines = [chars[n : n + ROW] for n in range(0, len(chars), ROW)]
    for start in range(0, len(lines), ROWS):
        for number, line in enumerate(lines[start : start + ROWS]):
            x = 10.0
            for run in runs(line, style):
                canvas.setFont(run.font, SIZE)
                canvas.drawString(x, 10 + (ROWS - number) * SIZE * 2, run.text)
                x += len(run.text) * SIZE
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def copied(paper: bytes) -> str:
    """What pdfium copies of all pages, without line ends."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return "".join("".join(document[n].get_textpage().get_text_bounded().split()) for n in range(len(document)))
    finally:
        document.close()


def first_fault(found: str, wanted: str) -> Iterable[str]:
    """The first places where the two differ, as code points."""
    pairs = [(a, b) for a, b in zip(found, wanted, strict=False) if a != b][:3]
    return [f"U+{ord(b):04X} became U+{ord(a):04X}" for a, b in pairs]


@pytest.mark.parametrize("style", list(Style))
def test_the_8105_standard_characters_copy_back(style: Style, tmp_path: Path) -> None:
    paper = sheets(TGH, style)
    assert copied(paper) == TGH, first_fault(copied(paper), TGH)
    lines = poppler_lines(paper, tmp_path)
    assert lines is None or "".join(lines) == TGH


def test_the_87887_characters_of_level_3_copy_back(tmp_path: Path) -> None:
    assert len(LEVEL_3) == 87887
    paper = sheets(LEVEL_3, Style.FANGSONG)
    found = copied(paper)
    assert found == LEVEL_3, first_fault(found, LEVEL_3)
    lines = poppler_lines(paper, tmp_path)
    assert lines is None or "".join(lines) == LEVEL_3
    used = {str(font["/BaseFont"]): font for font in fonts(paper)}
    assert len(used) >= 4
    assert all(descriptor(font)["/FontFile2"] and font["/ToUnicode"] for font in used.values())
    assert all(len(name.removeprefix("/").split("+")[0]) == 6 and "+" in name for name in used)


@pytest.mark.parametrize(
    ("first", "last"), [(0x323B0, 0x33479), (0x2FA20, 0x2FA2F)], ids=["extension J", "unassigned"]
)  # fmt: skip
def test_what_no_font_has_is_refused_by_its_code_point(first: int, last: int) -> None:
    for code in {first, (first + last) // 2, last}:
        with pytest.raises(MissingGlyph, match=f"U\\+{code:04X}"):
            runs(f"王{chr(code)}", Style.FANGSONG, "申请人姓名")
