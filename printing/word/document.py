# lxml, which python-docx stands on, has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Official papers as the bytes of a .docx (ECMA-376): margins, grid, styles, page numbers, text.

The same papers give the same bytes.
"""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Twips

from printing.drawing import PALE
from printing.marks import PRACTICE, page_number
from printing.official import Editable
from printing.page import OFFICIAL, Geometry
from printing.word import paragraphs
from printing.word.characters import BODY, Look, properties, run
from printing.word.column import Measures, composed, outer_rules, ruled
from printing.word.faces import HEI
from printing.word.package import W15, content, new_document
from printing.word.paragraphs import Place
from printing.word.pieces import TextLine, gathered

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_FOOTER_LINE = 340
_HEADER = 700


def written(papers: Sequence[Editable], *, title: str, author: str) -> bytes:
    """The papers one after the other, each a section that counts its pages from 1."""
    document = new_document(title, author)
    _set_styles(document, papers[0].grid)
    document.settings.odd_and_even_pages_header_footer = True
    measures = Measures(papers[0])
    section = document.sections[0]
    _set_page(section, measures)
    _set_feet(section, measures)
    section.first_page_footer.is_linked_to_previous = False
    section.different_first_page_header_footer = 1 in papers[0].unnumbered()
    if papers[0].practice:
        _practice_mark(section)
    _rules_of_first_page(section, papers[0])
    _put_body(document, papers)
    return content(document)


def _set_styles(document: Document, grid: Geometry) -> None:
    """The standard style: 3号仿宋 in lines of fixed height, no blank between Han characters and figures, nothing snapped.

    w:overflowPunct stands as Word has it by itself: LibreOffice 7.4 reads it the other way round (DomainMapper.cxx), and
    where a mark hangs over the edge fills the line without it. Our lines have room for their marks. Figures are in
    English: as Chinese, LibreOffice breaks them anywhere.
    """
    style = document.styles["Normal"].element
    for child in list(style):
        if child.tag.endswith(("}pPr", "}rPr")):
            style.remove(child)
    look = properties(BODY._replace(size=round(grid.size_pt * 2)))
    line = int(grid.pitch_pt * 20)
    style.append(parse_xml(
        f'<w:pPr {_W}><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:topLinePunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
    ))  # fmt: skip
    style.append(parse_xml(look.replace("<w:rPr>", f"<w:rPr {_W}>", 1).replace(
        "</w:rPr>", '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>')))  # fmt: skip


def _append(parent: object, xml: str, before: object = None) -> None:
    """The elements in this XML as the last of a part, or before one of its elements; lxml has no types."""
    found = list(parse_xml(f"<w:body {_W} {_R} xmlns:w15='{W15}'>{xml}</w:body>"))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    for element in found:  # pyright: ignore[reportUnknownVariableType]
        if before is None:
            parent.append(element)  # type: ignore[attr-defined]  # pyright: ignore
        else:
            before.addprevious(element)  # type: ignore[attr-defined]  # pyright: ignore


def _set_page(section: Section, measures: Measures) -> None:
    """Paper, margins and grid; the margins leave out what a line of fixed height holds above and below its characters."""
    section.page_width, section.page_height = Twips(measures.wide), Twips(measures.tall)
    section.left_margin = Twips(measures.left)
    section.right_margin = Twips(measures.wide - measures.left - measures.width)
    section.top_margin, section.bottom_margin = Twips(measures.top), Twips(measures.bottom)
    section.gutter = Twips(0)
    section.header_distance = Twips(_HEADER)
    element = section._sectPr  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    for child in list(element):  # pyright: ignore
        if child.tag.endswith("}docGrid"):  # pyright: ignore
            element.remove(child)  # pyright: ignore
    # In the order of the schema (ECMA-376, CT_SectPr): Word is stricter than LibreOffice.
    columns = next((c for c in element if c.tag.endswith("}cols")), None)  # pyright: ignore
    _append(element, '<w:pgNumType w:start="1"/>', before=columns)
    _append(element, f'<w:docGrid w:type="lines" w:linePitch="{measures.pitch}"/>')


def _set_feet(section: Section, measures: Measures) -> None:
    """The page number where the PDF has it: one character in, right on odd pages, left on even ones."""
    for number, footer in ((1, section.footer), (2, section.even_page_footer)):
        (line,) = (item for item in gathered([(0.0, page_number(number))], OFFICIAL) if isinstance(item, TextLine))
        footer.is_linked_to_previous = False
        xml = _number_line(line, measures, right=number % 2 == 1)
        for paragraph in footer.paragraphs:
            _append(None, xml, before=paragraph._p)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001  # pyright: ignore
        section.footer_distance = Twips(measures.tall - line.y - round(_FOOTER_LINE / 5))


def _number_line(line: TextLine, measures: Measures, *, right: bool) -> str:
    """— 1 — with the number as a field."""
    first, last = line.pieces[0], line.pieces[-1]
    look = Look(first.face, first.size)
    field = "".join(
        f"<w:r>{properties(look)}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    content = run("— ", look) + field + run(" —", look)
    left_edge, right_edge = first.x - measures.left, measures.left + measures.width - last.end
    indent = (
        f'<w:ind w:right="{right_edge}" w:firstLine="0"/>'
        if right
        else f'<w:ind w:left="{left_edge}" w:firstLine="0"/>'
    )
    return paragraphs.paragraph(Place(0, _FOOTER_LINE), content, indent=indent, align="right" if right else "left")


def _practice_mark(section: Section) -> None:
    """练习资料 pale at the top of every page: a word processor has no text across the paper that can be relied on."""
    look = Look(HEI, 72, 0, PALE)
    for header in (section.header, section.even_page_header, section.first_page_header):
        header.is_linked_to_previous = False
        for paragraph in header.paragraphs:
            xml = paragraphs.paragraph(Place(0, 900), run(PRACTICE, look), align="center")
            _append(None, xml, before=paragraph._p)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001  # pyright: ignore


def _rules_of_first_page(section: Section, paper: Editable) -> None:
    """Rules beyond the type area, in the first page's header: there they stay when the text is edited."""
    rules = "".join(ruled(rule, paper.grid) for rule in outer_rules(paper))
    if rules:
        section.first_page_header.is_linked_to_previous = False
        first = section.first_page_header.paragraphs[0]._p  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        _append(None, rules, before=first)


def _put_body(document: Document, papers: Sequence[Editable]) -> None:
    """The paragraphs; the last of each section but the last carries the section's end."""
    body = document.element.body  # pyright: ignore
    last = body[-1]  # pyright: ignore
    again = document.sections[0]._sectPr.xml  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    sections: list[tuple[list[str], str]] = []
    for paper in papers:
        text, end = composed(paper)
        sections += [(parts, xml) for parts, xml in ((text, again), (end, _silent(again))) if parts]
    for parts, xml in sections[:-1]:
        parts[-1] = parts[-1].replace("</w:pPr>", xml + "</w:pPr>")
    _append(body, "".join(part for parts, _ in sections for part in parts), before=last)
    _append(body, sections[-1][1], before=last)
    body.remove(last)  # pyright: ignore


def _silent(section: str) -> str:
    """The same section with the first page's footer, which is empty, on all its pages; it counts on."""
    feet = re.findall(r'<w:footerReference[^>]*w:type="(\w+)"[^>]*r:id="(\w+)"', section)
    empty = dict(feet)["first"]
    for kind, own in feet:
        if kind != "first":
            section = section.replace(f'r:id="{own}"', f'r:id="{empty}"')
    return section.replace(' w:start="1"', "").replace("<w:titlePg/>", "")
