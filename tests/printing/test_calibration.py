"""校准页: its frame is where the type area is, to a tenth of a millimetre, and both sides lie on each other."""

import io

import pdfplumber
import pytest
from pdfplumber.page import Page

from printing.papers.centre import calibration
from tests.printing.measure import MM, all_text


def frame_mm(page: Page) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the thick lines, corner marks left out."""
    thick = [line for line in page.lines if line["linewidth"] > 0.4]
    across = [line for line in thick if line["width"] > 100 * MM]
    down = [line for line in thick if line["height"] > 100 * MM]
    xs, tops = [line["x0"] / MM for line in down], [line["top"] / MM for line in across]
    return min(xs), min(tops), max(xs), max(tops)


def test_the_frames_are_the_type_area_on_both_sides() -> None:
    with pdfplumber.open(io.BytesIO(calibration.PAPER.make(calibration.example()))) as paper:
        front, back = (frame_mm(page) for page in paper.pages)
    assert front == pytest.approx((28, 37, 28 + 156, 37 + 225), abs=0.1)
    assert (210 - back[2], back[1], 210 - back[0], back[3]) == pytest.approx(front, abs=0.1)


def test_the_rulers_are_in_millimetres() -> None:
    with pdfplumber.open(io.BytesIO(calibration.PAPER.make(calibration.example()))) as paper:
        fine = [line for line in paper.pages[0].lines if line["linewidth"] < 0.4]
    across = sorted(line["x0"] / MM for line in fine if line["width"] < 0.1)
    assert across == pytest.approx([28 + mm for mm in range(1, 156)], abs=0.02)
    down = sorted(line["top"] / MM for line in fine if line["height"] < 0.1)
    assert down == pytest.approx([37 + mm for mm in range(1, 225)], abs=0.02)


def test_it_says_what_to_measure_and_where_to_correct_it() -> None:
    words = all_text(calibration.PAPER.make(calibration.example())).replace("\n", "")
    for told in ("156毫米", "225毫米", "28毫米", "37毫米", "位置修正", "沿长边翻转"):
        assert told in words
