"""Which sign stands between the cells of a text: the one that cuts all rows alike, whatever stands in the cells."""

import pytest

from db.errors import FileUnreadable
from db.services.sheets.text import MOST_COLUMNS, delimiter, read_text

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


def test_more_columns_than_a_spreadsheet_has_are_refused_at_once_and_blanks_behind_are_none() -> None:
    head = "姓名,电话" + ",甲" * (MOST_COLUMNS - 2)
    blank = head + "," * 60_000
    assert (
        len(list(read_text("宽", f"{head}\n张三\n".encode()).rows))
        == len(list(read_text("宽", blank.encode()).rows)) + 1
    )
    with pytest.raises(FileUnreadable, match="第 2 行有 16,385 格"):
        read_text("宽", f"姓名,电话\n{head},乙\n".encode())
