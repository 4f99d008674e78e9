"""The .docx of a paper: what a word processor prints of it stands where the PDF has it, and it says the same."""

import io
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.styles.style import ParagraphStyle

from db.errors import RecordInvalid
from printing.glyphs import MissingGlyph
from printing.papers import PAPERS
from printing.papers.hall import minutes, notice
from tests.printing import measure, office
from tests.printing.measure import MM, Glyph
from tests.printing.samples import headed_minutes, letter, letters, long_minutes

TOLERANCE_MM = 1.0
needs_office = pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not installed")
PAPERS_OF_WORD = {
    "notice": (notice.PAPER, letter()),
    "slip": (notice.PAPER, notice.example()),
    "minutes": (minutes.PAPER, minutes.example()),
    "long": (minutes.PAPER, long_minutes(3)),
    "headed": (minutes.PAPER, headed_minutes()),
    "batch": (notice.PAPER, letters(3)),
}


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def words(element: Any) -> list[str]:
    """Every piece of text in a part of a document, in the order in which it is read."""
    return [str(item.text) for item in element.iter() if str(item.tag).endswith("}t")]


def said(content: bytes) -> str:
    """All text of the body without blanks."""
    return "".join("".join(words(opened(content).element.body)).split())


def middle(glyph: Glyph) -> float:
    return (glyph.ink[0] + glyph.ink[2]) / 2


def glyphs(pages: list[list[list[Glyph]]]) -> list[Glyph]:
    return [glyph for rows in pages for row in rows for glyph in row]


def body_rows(pdf: bytes) -> list[list[list[Glyph]]]:
    """The rows of every page without marks that are lines in one and characters in the other."""
    pages = [[[g for g in row if g.char not in "_☐-"] for row in measure.rows(page)] for page in measure.pages(pdf)]
    return [[row for row in rows if row] for rows in pages]


def assert_same_places(wanted_pdf: bytes, found_pdf: bytes) -> None:
    """Every character on the same page, in the same row and within 1 mm, across as well as up and down."""
    wanted, found = body_rows(wanted_pdf), body_rows(found_pdf)
    assert [[measure.text(row) for row in rows] for rows in found] == [
        [measure.text(row) for row in rows] for rows in wanted
    ]
    pairs = list(zip(glyphs(wanted), glyphs(found), strict=True))
    assert max(abs(want.y - have.y) for want, have in pairs) < TOLERANCE_MM * MM
    astray = [(abs(middle(want) - middle(have)) / MM, want.char) for want, have in pairs]
    assert max(astray) < (TOLERANCE_MM, "")


@needs_office
def test_libreoffice_prints_to_the_same_places(tmp_path: Path) -> None:
    files: list[Path] = []
    for name, (paper, given) in PAPERS_OF_WORD.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(paper.word(given))
    seen = office.printed(files, office.private_fonts(tmp_path))
    for pdf, (paper, given) in zip(seen, PAPERS_OF_WORD.values(), strict=True):
        assert_same_places(paper.make(given), pdf)


@pytest.mark.parametrize("name", PAPERS_OF_WORD)
def test_it_says_what_the_pdf_says(name: str) -> None:
    paper, given = PAPERS_OF_WORD[name]
    printed = "".join(
        "".join(measure.text(r) for r in rows[:-1]) for rows in map(measure.rows, measure.pages(paper.make(given)))
    )
    assert sorted(c for c in said(paper.word(given)) if c.isalnum()) == sorted(c for c in printed if c.isalnum())


def test_the_measures_are_those_of_the_standard() -> None:
    """Lines of fixed height: 4/5 stand above the baseline, which the margins leave out (GB/T 9704-2012 5.2)."""
    document = opened(minutes.PAPER.word(minutes.example()))
    section, style = document.sections[0], document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    pitch = style.paragraph_format.line_spacing
    assert style.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert pitch is not None
    assert pitch / 12700 == pytest.approx((225 * MM - 16) / 21, abs=0.05)
    assert style.font.size is not None
    assert style.font.size.pt == 16
    assert section.top_margin is not None
    assert section.bottom_margin is not None
    assert section.top_margin.mm + (0.8 * pitch.pt - 0.88 * 16) / MM == pytest.approx(37, abs=0.1)
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert (section.left_margin.mm, section.right_margin.mm) == pytest.approx((28, 26), abs=0.1)
    assert 22 <= (297 - section.top_margin.mm - section.bottom_margin.mm) * MM / pitch.pt < 22.1


def test_fonts_are_named_as_offices_name_them_with_what_may_stand_in() -> None:
    with zipfile.ZipFile(io.BytesIO(minutes.PAPER.word(minutes.example()))) as package:
        table, body = (package.read(f"word/{n}.xml").decode() for n in ("fontTable", "document"))
    for face in ("仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"):
        assert f'w:name="{face}"' in table
        assert f'w:eastAsia="{face}"' in body
    assert "仿宋_GB2312" in table
    assert "Dangqun" not in body


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    document = opened(minutes.PAPER.word(minutes.example()))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert "PAGE" in line._p.xml
        assert f'w:jc w:val="{side}"' in line._p.xml


@pytest.mark.parametrize("name", ["notice", "minutes", "announcement"])
def test_what_is_copied_is_what_was_written(name: str) -> None:
    """Figures are held apart by controls that hide nothing, hold one piece each and go when they are changed."""
    document = opened(PAPERS[name].word(PAPERS[name].example()))
    assert not [c for c in "".join(words(document.element.body)) if unicodedata.category(c).startswith("C")]
    controls = [e for e in document.element.iter() if str(e.tag).endswith("}sdt")]
    assert controls
    for control in controls:
        assert len(words(control)) == 1
        assert {str(e.tag).rpartition("}")[2] for e in control[0]} == {"temporary", "appearance"}


def test_the_package_holds_what_the_paper_needs_and_no_more() -> None:
    """Left-overs of the template: styles that contradict its own, which Word repairs, and a picture of its first page."""
    with zipfile.ZipFile(io.BytesIO(minutes.PAPER.word(minutes.example()))) as package:
        names = package.namelist()
        settings, body = (package.read(f"word/{n}.xml").decode() for n in ("settings", "document"))
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or "stylesWithEffects" in n]
    assert "ja-JP" not in settings
    assert 'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings
    assert body.count("xmlns:w15") == 1
    assert 'mc:Ignorable="w15 ' in body


def test_each_letter_of_a_batch_counts_its_pages_from_one() -> None:
    document = opened(notice.PAPER.word(letters(4)))
    assert len(document.sections) == 4
    assert all('w:pgNumType w:start="1"' in section._sectPr.xml for section in document.sections)


def test_the_same_paper_has_the_same_bytes() -> None:
    assert notice.PAPER.word(letter()) == notice.PAPER.word(letter())


def test_practice_papers_say_so() -> None:
    given = notice.example()
    document = opened(notice.PAPER.word(evolve(given, centre=evolve(given.centre, practice=True))))
    section = document.sections[0]
    assert {h.paragraphs[0].text for h in (section.header, section.even_page_header)} == {"练习资料"}


def test_what_no_pdf_is_made_of_no_docx_is_made_of() -> None:
    with pytest.raises(RecordInvalid):
        notice.PAPER.word(letter(recipients=()))
    with pytest.raises(MissingGlyph, match="收件人第1行"):
        notice.PAPER.word(letter(recipients=(notice.Recipient(name="王\U00032400"),)))
    with pytest.raises(TypeError):
        PAPERS["recovery"].word(PAPERS["recovery"].example())


@pytest.mark.parametrize("name", ["notice", "minutes", "announcement"])
def test_sections_keep_the_order_of_the_schema(name: str) -> None:
    """Word refuses or repairs a file whose section properties are out of order (ECMA-376, CT_SectPr)."""
    order = ["headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
    document = docx.Document(io.BytesIO(PAPERS[name].word(PAPERS[name].example())))
    sections = [s for s in document.element.iter() if str(s.tag).endswith("}sectPr")]
    assert sections
    for section in sections:
        tags = [str(child.tag).rpartition("}")[2] for child in section]
        places = [order.index(tag) for tag in tags]
        assert [p for p in places if p > 1] == sorted(p for p in places if p > 1), tags
        assert all(p <= 1 for p in places[: sum(p <= 1 for p in places)]), tags
