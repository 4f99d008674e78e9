"""A picture cannot stand in the lines of a word processor's page: that it is not there is said where it would stand."""

from printing.drawing import Picture, Text
from printing.page import OFFICIAL
from printing.word.pieces import NO_PICTURE, TextLine, gathered, twips


def test_a_picture_is_told_where_it_would_stand() -> None:
    above, below = Text("FangSong.ttf", "张贴证明", 100, 700, 16), Text("FangSong.ttf", "贴于一号楼", 100, 300, 16)
    found = gathered([(0.0, (above, Picture(b"", 100, 400, 300, 200), below))], OFFICIAL)
    lines = [line for line in found if isinstance(line, TextLine)]
    assert [line.pieces[0].text for line in lines] == ["张贴证明", NO_PICTURE, "贴于一号楼"]
    assert "PDF" in NO_PICTURE
    assert (lines[1].pieces[0].x, lines[1].pieces[0].end) == (twips(100), twips(400))
