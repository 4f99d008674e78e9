"""One notice in four shapes: the same words on a slip, on a poster and in a chat as in the letter."""

import io
import re
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from printing import letters, shapes
from printing.message import Message
from printing.papers import PAPERS
from printing.papers.hall import notice_shapes
from printing.papers.hall.notice import Notice
from printing.papers.hall.notice import example as letter_example
from printing.papers.letters import announcement, poster
from printing.papers.letters.announcement import Announced
from printing.parts import Body
from printing.pdf_file import PdfFile
from tests.printing import measure
from tests.printing.samples import agenda

SHORT = "因供水管道检修，定于2026年3月5日上午8:00至下午5:00对1号楼至6号楼停水，请提前储水。"


def announced(**changes: Any) -> Announced:
    given = announcement.example()
    return evolve(given, announcement=evolve(given.announcement, **changes))


def short() -> Announced:
    return announced(kind="1", title_text="停水通知", body=SHORT, annexes=(), addressee="各位居民")


GIVEN: list[tuple[str, Any, Message]] = [
    ("announcement", announcement.example(), announcement.message(announcement.example())),
    ("announcement", short(), announcement.message(short())),
    ("notice", notice_shapes.example(), notice_shapes.message(notice_shapes.example())),
]
inputs = pytest.mark.parametrize(("name", "given"), [case[:2] for case in GIVEN], ids=["公示", "通知", "会议通知"])
everywhere = pytest.mark.parametrize(("name", "given", "message"), GIVEN, ids=["公示", "通知", "会议通知"])


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("【", "").replace("】", "").replace("　", "")


def quarter(glyphs: list[measure.Glyph], column: int, row: int) -> list[measure.Glyph]:
    """The glyphs of one slip, counted from the upper left."""
    wide, high = 105 * measure.MM, 148.5 * measure.MM
    return [g for g in glyphs if int(g.x // wide) == column and 1 - int(g.y // high) == row]


@everywhere
def test_every_slip_says_what_the_chat_says(name: str, given: Any, message: Message) -> None:
    (glyphs,) = measure.pages(PAPERS[f"{name}_slips"].make(given))
    for column in (0, 1):
        for row in (0, 1):
            own = [g for g in quarter(glyphs, column, row) if g.size > 7.6]
            assert squeezed("".join(map(measure.text, measure.rows(own)))) == squeezed(message.text())


@inputs
def test_slips_keep_clear_of_the_cuts(name: str, given: Any) -> None:
    pdf = PAPERS[f"{name}_slips"].make(given)
    for glyph in measure.pages(pdf)[0]:
        if glyph.has_ink and glyph.size > 7.6:
            for edge, low, high in ((105, glyph.ink[0], glyph.ink[2]), (148.5, glyph.ink[1], glyph.ink[3])):
                assert min(abs(low / measure.MM - edge), abs(high / measure.MM - edge)) > 5
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        cuts = [(r["x0"], r["top"], r["x1"], r["bottom"]) for r in read.pages[0].lines]
    assert len(cuts) == 2
    assert sorted(round(v / measure.MM, 1) for v in (cuts[0][1], cuts[1][0])) == [105.0, 148.5]


def test_a_short_notice_is_set_large_and_a_long_one_small() -> None:
    sizes = [
        next(g.size for g in measure.pages(PAPERS["announcement_slips"].make(given))[0] if g.char == word)
        for given, word in ((short(), "修"), (announcement.example(), "据"))
    ]
    assert sizes[0] >= 16
    assert 8 <= sizes[1] < 12


POSTERS = ("poster", "poster_a3")
JOINT = 210 * measure.MM
BLANK_MM = 4.2
"""What office printers leave blank at the edges of paper."""


def joined(pdf: bytes) -> list[measure.Glyph]:
    """The glyphs of the two sheets laid edge to edge, without the notes for who joins them."""
    upper, lower = measure.pages(pdf)
    raised = [g._replace(y=g.y + JOINT, ink=(g.ink[0], g.ink[1] + JOINT, g.ink[2], g.ink[3] + JOINT)) for g in upper]
    return [g for g in (*raised, *lower) if g.size > 7.6]


@everywhere
def test_a_poster_says_what_the_chat_says(name: str, given: Any, message: Message) -> None:
    (one,) = measure.pages(PAPERS[f"{name}_poster_a3"].make(given))
    for glyphs in (joined(PAPERS[f"{name}_poster"].make(given)), one):
        assert squeezed("".join(map(measure.text, measure.rows(glyphs)))) == squeezed(message.text())


@inputs
def test_two_sheets_of_a4_are_exactly_an_a3(name: str, given: Any) -> None:
    sizes = [
        [(float(p.width) / measure.MM, float(p.height) / measure.MM) for p in read.pages]
        for read in (pdfplumber.open(io.BytesIO(PAPERS[f"{name}_{kind}"].make(given))) for kind in POSTERS)
    ]
    assert sizes[0] == [pytest.approx((297, 210), abs=0.01)] * 2
    assert sizes[1] == [pytest.approx((297, 420), abs=0.01)]


@inputs
def test_no_printer_loses_ink_at_the_joint_and_no_row_is_cut(name: str, given: Any) -> None:
    pdf = PAPERS[f"{name}_poster"].make(given)
    blank = BLANK_MM * measure.MM
    for number, glyphs in enumerate(measure.pages(pdf)):
        wide, high = 297 * measure.MM, JOINT
        for glyph in (g for g in glyphs if g.has_ink):
            left, low, right, top = glyph.ink
            assert min(left, low, wide - right, high - top) > blank, (number, glyph.char)


@inputs
def test_rows_stand_evenly_but_for_the_joint(name: str, given: Any) -> None:
    """Between the sheets at most as much more as the joint needs; everywhere else whole steps of one pitch."""
    body = [row[0] for row in measure.rows(joined(PAPERS[f"{name}_poster"].make(given)))]
    size = body[-1].size
    rows = [g.y for g in body if abs(g.size - size) < 0.3]
    steps = [(a - b, a > JOINT > b) for a, b in pairwise(rows)]
    pitch = min(step for step, _ in steps)
    assert pitch == pytest.approx(1.7 * size, abs=size * 0.25)
    for step, at_joint in steps:
        if at_joint:
            assert step < pitch + 10 * measure.MM
        else:
            assert step / pitch == pytest.approx(round(step / pitch), abs=0.01)


@pytest.mark.parametrize("count", [2, 9])
def test_a_poster_in_halves_is_set_as_large_as_any_place_of_its_rows_lets_it(count: int) -> None:
    """What could not stand however far up its rows are moved is not moved about: no size is given up that would have stood."""
    message = announcement.message(announced(body=f"{SHORT}\n" * count))
    chosen = shapes.fitted(message, poster.WHOLE, partial(poster._stands, joined=True)).grid.size_pt
    for size in poster.WHOLE.sizes_pt:
        grid = poster.WHOLE.grid(size)
        end = poster.placed(shapes.Fitted(grid, message.rows(Body(grid))), joined=True).end_pt
        if end >= grid.bottom_pt - poster._MOST_PT and grid.columns >= shapes._FEWEST_COLUMNS:
            assert size == chosen
            break


def test_the_sheets_are_never_two_sides_of_one() -> None:
    """A printer set to both sides would put the lower half on the back of the upper."""
    found = letters.read(PdfFile(PAPERS["announcement_poster"].make(short())))
    assert found == [letters.Entry(0, "上张"), letters.Entry(1, "下张")]


def test_the_sheets_say_which_they_are_beside_the_joint() -> None:
    upper, lower = measure.pages(PAPERS["announcement_poster"].make(short()))
    notes = ["".join(g.char for g in glyphs if g.size < 7.6) for glyphs in (upper, lower)]
    assert notes == ["上张下边接下张", "下张上边接上张"]
    assert max(g.y for g in upper if g.size < 7.6) < 10 * measure.MM
    assert min(g.y for g in lower if g.size < 7.6) > 200 * measure.MM


@pytest.mark.parametrize("name", ["announcement_slips", "announcement_poster", "announcement_poster_a3"])
def test_what_does_not_fit_is_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(RecordInvalid) as refused:
        PAPERS[name].make(announced(body="\n".join([SHORT] * 120)))
    assert "A4" in refused.value.remedy or "A4" in str(refused.value.problems)


@pytest.mark.parametrize("topics", [0, 1, 5])
def test_the_meeting_is_told_as_in_the_letter(topics: int) -> None:
    given: Notice = evolve(
        letter_example(),
        slip=False,
        meeting=evolve(letter_example().meeting, agenda=agenda(topics)),
        day=date(2026, 3, 20),
    )
    told = squeezed(notice_shapes.message(given).text())
    letter = "".join(re.sub(r"—\d+—", "", measure.all_text(PAPERS["notice"].make(given))).split())
    after = told[told.index("有关事项通知如下：") :]
    assert after in letter


def test_the_chat_text_has_no_indents_and_ends_with_the_day() -> None:
    text = announcement.message(announcement.example()).text()
    assert text.startswith("【关于幸福里小区第三届业主委员会委员候选人名单的公示】\n\n幸福里小区全体业主：\n\n根据")
    assert text.endswith("幸福里社区居民委员会\n2026年3月2日\n")
    assert all(line == line.strip() for line in text.splitlines())
    assert "三、公示期：2026年3月2日至2026年3月11日（7个工作日，张贴当日不计）。" in text


def test_practice_slips_and_posters_are_marked() -> None:
    given = announced()
    given = evolve(given, centre=evolve(given.centre, practice=True))
    for name in ("announcement_slips", "announcement_poster", "announcement_poster_a3"):
        text = "".join(g.char for page in measure.pages(PAPERS[name].make(given)) for g in page)
        assert all(c in text for c in "练习资料")
