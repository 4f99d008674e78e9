"""A picture cannot stand in the lines of a word processor's page: that it is not there is said where it would stand."""

from printing.drawing import Box, Picture
from printing.page import OFFICIAL
from printing.word.pieces import NO_PICTURE, TextLine, gathered, twips


def test_a_picture_is_told_where_it_would_stand() -> None:
    above, below = Box(100, 700, 12, 12), Box(100, 300, 12, 12, ticked=True)
    found = gathered([(0.0, (above, Picture(b"", 100, 400, 300, 200), below))], OFFICIAL)
    lines = [line for line in found if isinstance(line, TextLine)]
    assert [line.pieces[0].text for line in lines] == ["☐", NO_PICTURE, "☑"]
    assert "PDF" in NO_PICTURE
    assert (lines[1].pieces[0].x, lines[1].pieces[0].end) == (twips(100), twips(400))
