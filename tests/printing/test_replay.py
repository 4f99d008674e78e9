"""A finished paper read again: all its glyphs, its lines, whose pages are whose; what is not ours is refused, not guessed."""

import pytest

from printing.glyphs import Style, ink
from printing.papers import PAPERS
from printing.papers.hall import notice
from printing.pdf_file import NotOurs
from printing.replay import Drawn, Glyph, Replay
from tests.printing.measure import pages
from tests.printing.reading_back import SIZE, printed
from tests.printing.samples import LONG_NAME, NAMES, letters


@pytest.mark.parametrize("name", ["notice", "case_intake"])
def test_every_glyph_is_found_at_its_place(name: str) -> None:
    data = PAPERS[name].make(PAPERS[name].example())
    replay = Replay(data)
    for number, expected in enumerate(pages(data)):
        found = [mark for mark in replay.marks(number) if isinstance(mark, Glyph)]
        places = sorted(
            (round(mark.matrix[4], 1), round(mark.matrix[5], 1)) for mark in found if mark.font.path(mark.glyph)
        )
        wanted = sorted((round(glyph.x, 1), round(glyph.y, 1)) for glyph in expected if glyph.has_ink)
        assert len(places) == len(wanted)
        for got, want in zip(places, wanted, strict=True):
            assert got == pytest.approx(want, abs=0.15)


@pytest.mark.parametrize("char", ["一", "国", "龘", "𠮷", "𬭚", "·", "g"])
def test_an_outline_is_as_large_as_the_fonts_glyph(char: str) -> None:
    [mark] = [one for one in Replay(printed([char], Style.SONG)).marks(0) if isinstance(one, Glyph)]
    box = ink(char, Style.SONG, SIZE)
    points = [step.points[-2:] for step in mark.font.path(mark.glyph) if step.points]
    assert max(x for x, _ in points) * SIZE == pytest.approx(box.right, abs=0.1)
    assert max(y for _, y in points) * SIZE == pytest.approx(box.top, abs=0.1)
    assert min(y for _, y in points) * SIZE == pytest.approx(box.bottom, abs=0.1)


def test_lines_and_boxes_are_read_with_their_width() -> None:
    replay = Replay(PAPERS["case_intake"].make(PAPERS["case_intake"].example()))
    widths = {round(mark.width, 2) for mark in replay.marks(0) if isinstance(mark, Drawn) and mark.stroke}
    assert 0.5 in widths


def test_whose_pages_are_whose() -> None:
    data = notice.PAPER.make(letters(9))
    named = Replay(data).names()
    assert [one.name.split(" ")[0] for one in named] == [(*NAMES, NAMES[0])[n].split(" ")[0] for n in range(9)]
    assert any(one.name.startswith(LONG_NAME) for one in named)
    assert [one.first for one in named] == sorted({one.first for one in named})
    assert Replay(PAPERS["sign_in"].make(PAPERS["sign_in"].example())).names() == []


@pytest.mark.parametrize(
    ("old", "new"), [(b"startxref", b"startxxxx"), (b"/Identity-H", b"/Identity-V"), (b"FlateDecode", b"FlateDecade")]
)
def test_what_is_not_ours_is_refused(old: bytes, new: bytes) -> None:
    data = PAPERS["sign_in"].make(PAPERS["sign_in"].example()).replace(old, new)
    with pytest.raises(NotOurs):
        Replay(data).marks(0)
