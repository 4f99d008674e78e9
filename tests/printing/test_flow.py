"""Lines break where a reader expects it: nothing torn, nothing lost, no mark in the wrong place."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.drawing import Box, Ops, Rule, Text
from printing.flow import Setting, Span, plain, widest_word, wrap
from printing.glyphs import Style, runs, width
from printing.page import COMPACT, OFFICIAL
from tests.printing.measure import CANNOT_BEGIN, CANNOT_END

HAN = "议事厅居民代表商议加装电梯与停车秩序社区党群服务中心张国富赵丽华阿卜杜拉买提𠮷𬭚㛃䶮"
CLOSING, OPENING = "，。、；：？！）》”’", "（《“‘"
SETTING = Setting(OFFICIAL.width_pt, OFFICIAL.size_pt, OFFICIAL.cell_pt, 2 * OFFICIAL.cell_pt)

words = st.text(HAN, min_size=1, max_size=9)
numbers = st.one_of(
    st.integers(0, 10**9).map(str),
    st.sampled_from(["3.5%", "28,600", "2026年3月25日", "14:30", "0435-6321788", "A座", "GB/T", "Maximiliana", "12℃"]),
)
phrases = st.one_of(
    words,
    numbers,
    st.tuples(words, st.sampled_from(CLOSING)).map("".join),
    st.tuples(words, st.sampled_from(["——", "……"]), words).map("".join),
    st.tuples(st.sampled_from(OPENING), words, st.sampled_from("）》”’"), st.sampled_from(["", "，", "。"])).map(
        "".join
    ),
)
paragraphs = st.lists(phrases, min_size=1, max_size=40).map("".join)


def read(line: Ops) -> str:
    """The characters of a line from left to right."""
    return "".join(op.text for op in sorted((o for o in line if isinstance(o, Text)), key=lambda o: o.x_pt))


def right_edge(line: Ops) -> float:
    """Where the last glyph's advance ends."""
    last = max((op for op in line if isinstance(op, Text)), key=lambda op: op.x_pt)
    style = next(s for s in Style if runs(last.text, s)[0].font == last.font)
    return last.x_pt + width(last.text, style, last.size_pt) + last.gap_pt * (len(last.text) - 1)


@given(paragraphs)
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str) -> None:
    for line in wrap(plain(text), SETTING):
        words = read(line)
        assert words[0] not in CANNOT_BEGIN or words == text[: len(words)]
        assert words[-1] not in CANNOT_END or text.endswith(words)


@given(paragraphs)
def test_nothing_is_lost_or_moved(text: str) -> None:
    assert "".join(read(line) for line in wrap(plain(text), SETTING)) == text


@given(paragraphs)
def test_numbers_words_and_dashes_stay_whole(text: str) -> None:
    lines = [read(line) for line in wrap(plain(text), SETTING)]
    for before, after in pairwise(lines):
        assert not (re.search(r"[0-9A-Za-z]$", before) and re.match(r"[0-9A-Za-z%年月日℃]", after)), (before, after)
        assert not (before.endswith("—") and after.startswith("—")), (before, after)


@given(paragraphs)
def test_nothing_hangs_outside_the_type_area(text: str) -> None:
    for line in wrap(plain(text), SETTING):
        # Half of a closing mark's cell is blank and may be given up at the line's end; its ink stays inside.
        blank = OFFICIAL.cell_pt / 2 if read(line)[-1] in CLOSING else 0.0
        assert right_edge(line) - blank <= OFFICIAL.width_pt + 0.25


@given(st.text(HAN, min_size=57, max_size=200))
def test_plain_text_fills_28_cells(text: str) -> None:
    lines = wrap(plain(text), Setting(OFFICIAL.width_pt, OFFICIAL.size_pt, OFFICIAL.cell_pt))
    assert [len(read(line)) for line in lines[:-2]] == [28] * (len(lines) - 2)


def test_full_lines_are_as_wide_as_the_type_area() -> None:
    text = "第一季度公共收益收入28,600元，支出9,750元，结余18,850元，明细已在公示栏张贴，请各位居民代表监督，欢迎提出意见。"
    first, *_ = wrap(plain(text), SETTING)
    assert right_edge(first) == pytest.approx(OFFICIAL.width_pt, abs=OFFICIAL.cell_pt / 2)


def test_a_mark_is_drawn_in_by_narrowing_others() -> None:
    text = "各位代表，各位居民，大家好，现在开会，请安静，下面宣读今天会议议程" + "，谢谢。"
    setting = Setting(33 * 16, 16, 16)
    lines = [read(line) for line in wrap(plain(text), setting)]
    assert lines == [text[:34], "谢谢。"]


def test_no_paragraph_ends_with_a_single_character() -> None:
    text = "议" * 28 + "事" + "。"
    lines = [read(line) for line in wrap(plain(text), Setting(OFFICIAL.width_pt, 16, OFFICIAL.cell_pt))]
    assert lines == ["议" * 27, "议事。"]


def test_short_names_are_kept_whole() -> None:
    lines = wrap((Span("本次会议出席"), Span("阿卜杜拉·买买提", solid=True)), Setting(10 * 16, 16, 16, align="left"))
    assert [read(line) for line in lines] == ["本次会议出席", "阿卜杜拉·买买提"]


def test_long_names_break_after_a_dot() -> None:
    name = (Span("阿卜杜热西提·买买提依明·吐尔逊江·艾合买提", solid=True),)
    lines = [read(line) for line in wrap(name, Setting(13 * 16, 16, 16, align="left"))]
    assert lines == ["阿卜杜热西提·买买提依明·", "吐尔逊江·艾合买提"]


def test_a_word_longer_than_the_line_is_printed_in_pieces() -> None:
    word = "Hohenzollern-Sigmaringen" * 4
    lines = wrap(plain(word), Setting(200, 16, 16))
    assert "".join(read(line) for line in lines) == word
    assert len(lines) > 2
    assert widest_word(plain(word), 16) > 200


def test_blanks_vanish_at_line_ends_and_stay_between_words() -> None:
    first, second = wrap(plain("Alexandra von Hohenlohe"), Setting(90, 12, 12, align="left"))
    assert [op.text for op in first if isinstance(op, Text)] == ["Alexandra", "von"]
    assert right_edge(first) == pytest.approx(width("Alexandra von", Style.SONG, 12))
    assert read(second) == "Hohenlohe"
    assert isinstance(second[0], Text)
    assert second[0].x_pt == 0


def test_boxes_and_underlines_are_lines_not_glyphs() -> None:
    (line,) = wrap(plain("☐同意☑反对□弃权＿＿＿"), Setting(400, 12, 12))
    boxes = [op for op in line if isinstance(op, Box)]
    assert [box.ticked for box in boxes] == [False, True, False]
    (rule,) = [op for op in line if isinstance(op, Rule)]
    assert rule.x1_pt - rule.x0_pt == pytest.approx(36)


def test_half_cell_of_the_dot() -> None:
    (line,) = wrap(plain("买·提"), Setting(400, 16, 16))
    xs = [op.x_pt for op in line if isinstance(op, Text)]
    assert xs[-1] == pytest.approx(24)  # GB/T 15834-2011: the dot takes half a character


def test_the_compact_grid_holds_32_characters() -> None:
    lines = wrap(plain("议" * 100), Setting(COMPACT.width_pt, COMPACT.size_pt, COMPACT.cell_pt))
    assert len(read(lines[0])) == 32
