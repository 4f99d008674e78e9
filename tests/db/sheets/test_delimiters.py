"""Which sign stands between the cells of a text: the one that cuts all rows alike, whatever stands in the cells."""

import pytest

from db.services.sheets.text import delimiter, read_text

LONG = "先说，再议，又议，还议，后议，终议。" * 4


@pytest.mark.parametrize("cut", [",", "\t", ";", "|", "，"])
def test_what_cuts_all_rows_alike_is_meant(cut: str) -> None:
    rows = [["名称", "时间", "议程"], ["会议一", "3月", f'"{LONG}\n{LONG}"'], ["会议二", "4月", f'"{LONG}"']]
    text = "\n".join(cut.join(row) for row in rows)
    assert delimiter(text) == cut
    cells = [row for _, row in read_text("会议", text.encode()).rows]
    assert [len(row) for row in cells] == [3, 3, 3]
    assert cells[1][2] == f"{LONG}\n{LONG}"


def test_a_row_alone_and_rows_that_differ_are_cut_by_what_fits_most() -> None:
    assert delimiter("姓名,电话,住址") == ","
    assert delimiter("花名册\n姓名,电话\n张三,138\n李四,139,备注\n") == ","
