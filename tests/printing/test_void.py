"""A paper whose number is void says so on every page, and is no more sent out."""

from typing import Any

import pytest
from attrs import evolve

from printing.papers import PAPERS
from printing.papers.common import PaperVoid
from printing.papers.letters.announcement import LETTER, RED_HEAD, to_post
from tests.printing import measure

WHY = "幸居发〔2026〕12号已作废：落款日期印错，已于次日收回重发，请以幸居发〔2026〕13号为准"
NUMBERED = (
    "announcement",
    "minutes",
    "case_intake",
    "rights_notice",
    "mediation_agreement",
    "matter_intake",
    "matter_referral",
    "matter_accept",
    "matter_reply",
    "matter_extension",
    "matter_check",
    "matter_callback",
    "matter_archive",
    "matter_elsewhere",
)


def void(name: str, **changes: Any) -> Any:
    return evolve(PAPERS[name].example(), void=WHY, **changes)


def dressed(dress: str) -> Any:
    given = PAPERS["announcement"].example()
    return evolve(given, void=WHY, announcement=evolve(given.announcement, dress=dress, number="幸居发〔2026〕12号"))


def marks(pdf: bytes) -> list[list[measure.Glyph]]:
    """The red glyphs of the mark on each page: those above the highest place that any head takes."""
    top = measure.PAPER_MM[1] - 23.5
    return [[g for g in page if g.ink[1] / measure.MM > top and g.rgb[0] > 200] for page in measure.pages(pdf)]


@pytest.mark.parametrize("given", [*(void(name) for name in NUMBERED), dressed(RED_HEAD), dressed(LETTER)])
def test_every_page_says_what_is_void_and_why(given: Any) -> None:
    name = next(n for n in NUMBERED if isinstance(given, PAPERS[n].takes))
    pdf = PAPERS[name].make(given)
    for page in marks(pdf):
        told = "".join(glyph.char for glyph in page)
        assert "作" in told
        assert "幸居发〔2026〕12号已作废：落款日期印错" in told
    plain = PAPERS[name].make(evolve(given, void=""))
    assert not any(marks(plain)), "and nothing of it while the number is in force"
    assert len(marks(pdf)) == len(marks(plain))


@pytest.mark.parametrize("given", [dressed("1"), dressed(RED_HEAD), dressed(LETTER)])
def test_the_mark_covers_nothing_and_lies_on_the_paper(given: Any) -> None:
    for page in measure.pages(PAPERS["announcement"].make(given)):
        mark = [g for g in page if g.has_ink and g.ink[1] / measure.MM > measure.PAPER_MM[1] - 23.5]
        others = [g for g in page if g.has_ink and g not in mark]
        assert max(g.ink[3] for g in others) < min(g.ink[1] for g in mark) - 2 * measure.MM
        assert max(g.ink[2] for g in mark) / measure.MM < 184.1, "within the right edge of the type area"


def test_it_is_made_for_the_file_alone() -> None:
    given = void("announcement")
    with pytest.raises(PaperVoid, match="落款日期印错"):
        to_post(given)
    for shape in ("announcement_slips", "announcement_poster"):
        with pytest.raises(PaperVoid, match="不再张贴"):
            PAPERS[shape].make(given)
    for name in ("announcement", "minutes"):
        with pytest.raises(PaperVoid, match="取新号"):
            PAPERS[name].word(void(name))


def test_a_long_reason_is_cut_where_it_shows() -> None:
    """The whole of it stands in the number book."""
    given = evolve(PAPERS["minutes"].example(), void=f"第3期已作废：{'重复编号' * 40}")
    told = "".join(glyph.char for glyph in marks(PAPERS["minutes"].make(given))[0])
    assert told.endswith("……")
    assert "第3期已作废：重复编号" in told
