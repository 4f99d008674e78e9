"""The grid is the standard's."""

import pytest

from printing.page import MM, OFFICIAL


def test_rows_and_cells_fill_the_type_area() -> None:
    assert OFFICIAL.cell_pt * 28 == pytest.approx(156 * MM)
    assert OFFICIAL.cell_pt == pytest.approx(15.793, abs=0.001)
    assert OFFICIAL.pitch_pt == pytest.approx(29.61, abs=0.01)
    assert OFFICIAL.row_bottom_pt(21) == pytest.approx(35 * MM)
    assert OFFICIAL.baseline_pt(0) + 0.88 * 16 == pytest.approx((297 - 37) * MM)


@pytest.mark.parametrize(("height_mm", "rows"), [(1, 1), (5.7, 1), (12, 2), (225, 22)])
def test_rows_that_a_block_at_the_foot_takes(height_mm: float, rows: int) -> None:
    taken = OFFICIAL.rows_for(height_mm * MM)
    assert taken == rows
    if taken < 22:
        assert OFFICIAL.row_bottom_pt(21 - taken) >= (35 + height_mm) * MM - 0.01
