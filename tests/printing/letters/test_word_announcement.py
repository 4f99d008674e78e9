"""The .docx of 通知, 公告, 公示 in every dress: the places of the PDF, and pages without number stay without."""

import re
from pathlib import Path

import pytest
from attrs import evolve
from docx.document import Document

from db.records.letters.announcement import Annex
from printing.papers.letters.announcement import PAPER, Announced, example, papers
from tests.printing import measure, office
from tests.printing.letters.test_announcement import LONG, paper, red, rules
from tests.printing.measure import MM
from tests.printing.test_word import assert_same_places, body_rows, needs_office, opened, said


def figures() -> Announced:
    """Lines that end in figures, before figures, between marks, in names, and in marks that are narrowed."""
    body = (
        "请各户于2026年3月25日上午8:00至11:30到社区核对，电话010-12345678或13800138000。\n"
        "经查，3号楼2单元501室、《民法典》第278条所称共有部分占5.5%，涉及128户，其中阿卜杜拉·买买提等12户（见附件）提出：“应当公示”，并已登记。"
        "本栋共有业主100人，专有部分面积之和12500平方米，参与表决的83人、10250平方米；同意的79人，符合《物业管理条例》第12条的规定，〔2026〕12号文另行印发。\n"
        "因此定于3月28日开工，工期为45日，每日6:30——21:00施工，请大家相互转告，安排好生活，谢谢配合。"
    )
    return paper(body=body)


def full() -> Announced:
    """A red head with all that may stand in it, attachments, 主送 and 抄送 in 版记."""
    annexes = (
        Annex(title="隐患排查登记表", body="一、排查范围\n全部楼栋。"),
        Annex(title="值班安排", body="见公告栏。"),
    )
    return red(
        annexes=annexes, copies="幸福街道办事处", main_below=True, serial=12, secrecy="机密★1年", urgency="1",
        approvers="周秀兰、王建军、李敏",
    )  # fmt: skip


def official_letter() -> Announced:
    """A 信函 of two pages."""
    return paper("3", number="幸居函〔2026〕3号", copies="幸福街道办事处", urgency="1")


def turned(silent: int, blank: int) -> Announced:
    """For both sides, long enough that 版记 has ``blank`` pages without text before and under it, ``silent`` unnumbered."""
    for lines in range(60):
        body = "\n".join([*[LONG] * (lines // 3), *[LONG[:10]] * (lines % 3 + 1)])
        given = red(body=body, duplex=True)
        (dispatch,) = papers(given)
        empty = sum(not any(row.ops for _, row in rows) for rows in dispatch.pages())
        if (len(dispatch.unnumbered()), empty) == (silent, blank):
            return given
    raise AssertionError("no such length")


GIVEN = {
    "board": example,
    "figures": figures,
    "full": full,
    "letter": official_letter,
    "own page": lambda: turned(0, 1),
    "own sheet": lambda: turned(2, 2),
}


def word(given: Announced) -> Document:
    return opened(PAPER.word(given))


@needs_office
def test_libreoffice_prints_to_the_same_places(tmp_path: Path) -> None:
    """Every character on the same page, in the same row and within 1 mm; the same pages have the same numbers."""
    given = [make() for make in GIVEN.values()]
    files = [tmp_path / f"{number}.docx" for number in range(len(given))]
    for file, each in zip(files, given, strict=True):
        file.write_bytes(PAPER.word(each))
    for name, each, found in zip(GIVEN, given, office.printed(files, office.private_fonts(tmp_path)), strict=True):
        pdf = PAPER.make(each)
        assert_same_places(pdf, found)
        numbers = [[text for text, *_ in measure.page_numbers(content)] for content in (pdf, found)]
        assert numbers[0] == numbers[1], name


@pytest.mark.parametrize("name", GIVEN)
def test_it_says_what_the_pdf_says(name: str) -> None:
    given = GIVEN[name]()
    printed = re.sub("—[0-9]+—", "", "".join("".join(map(measure.text, rows)) for rows in body_rows(PAPER.make(given))))
    assert sorted(c for c in said(PAPER.word(given)) if c.isalnum()) == sorted(c for c in printed if c.isalnum())


def test_the_first_page_of_a_letter_has_its_double_rules_and_no_number() -> None:
    """The rules stand fixed on the paper, at the heights that the PDF has them (GB/T 9704-2012 10.1)."""
    given = official_letter()
    section = word(given).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_footer._element.xml
    head = section.first_page_header._element.xml
    heights = [int(y) / 20 / MM for y in re.findall(r'w:framePr[^>]*w:y="(\d+)"', head)]
    thick = [int(size) / 8 for size in re.findall(r'w:top w:val="single" w:sz="(\d+)"', head)]
    wanted = rules(PAPER.make(given), 0)
    assert heights == pytest.approx([top - width / 2 for top, _, width in wanted], abs=0.1)
    assert thick == pytest.approx([width * MM for *_, width in wanted], abs=0.05)
    widths = [int(w) / 20 / MM for w in re.findall(r'w:framePr[^>]*w:w="(\d+)"', head)]
    assert widths == pytest.approx([170] * 4, abs=0.1)


def test_other_papers_number_their_first_page() -> None:
    section = word(full()).sections[0]
    assert not section.different_first_page_header_footer
    assert "PAGE" in section.footer._element.xml


def test_a_sheet_that_is_the_colophons_alone_has_no_numbers() -> None:
    """An empty page before 版记's: neither has a number (7.5)."""
    text, colophon = word(turned(2, 2)).sections
    assert "PAGE" in text.footer._element.xml
    assert "PAGE" in text.even_page_footer._element.xml
    for footer in (colophon.footer, colophon.even_page_footer):
        assert not footer.is_linked_to_previous
        assert "PAGE" not in footer._element.xml


def test_a_practice_letter_says_so_on_its_first_page_too() -> None:
    given = official_letter()
    section = word(evolve(given, centre=evolve(given.centre, practice=True))).sections[0]
    for header in (section.first_page_header, section.header, section.even_page_header):
        assert "练习资料" in {paragraph.text for paragraph in header.paragraphs}


def test_the_example_can_be_edited_on() -> None:
    assert "关于幸福里小区第三届业主委员会委员候选人名单的公示" in said(PAPER.word(example()))
