"""What there is to tell of the rows of a sheet, and what it comes to for the row.

Messages carry no personal data: the clerk finds the cell by sheet and row. What was written and what is kept are beside the message,
for a window that may show them.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

WHOLE_ROW = "整行"
_UNHIDE = "没有导入；要导入，请在左边勾选“也导入隐藏的行和列”"
OF_SHEETS: Mapping[str, tuple[str, str]] = {
    "row_hidden": ("这一行在表格里是隐藏的", _UNHIDE),
    "row_hidden_taken": ("这一行在表格里是隐藏的", "已照样导入，请核对"),
    "column_hidden": ("这一列在表格里是隐藏的", _UNHIDE),
    "column_hidden_taken": ("这一列在表格里是隐藏的", "已照样导入，请核对"),
    "cell_covered": ("合并单元格下面盖着别的内容", "按看得见的内容导入，盖着的没有导入，请核对"),
    "cell_fault": ("这一格里的公式出错，显示的是 #N/A、#REF! 之类", "这一格没有导入，请改好表格再导入，或导入后补上"),
    "cell_unreckoned": (
        "这一格是公式，文件里没有存下它算出来的内容",
        "这一格没有导入；请用 WPS 或 Excel 打开这个文件，保存一次再导入，或导入后补上",
    ),
    "rows_repeated": ("从这一行起同样的内容重复了很多行", "只读了一行，请核对"),
    "cells_repeated": ("这一行里同一格内容重复了很多列", "只读了一格，请核对"),
    "quote_open": ("这一行的引号没有写完", "已按一行读，没有吞掉下面的行，请核对"),
    "cut_off": (
        "文件到这一行就断了，最后一个字不完整",
        "后面的内容这个文件里没有；请核对这一行，或重新下载、复制一份完整的文件",
    ),
}
"""What can be said of how a sheet was read, by its code: what is the matter, and what was done and is to be done."""


class Verdict(StrEnum):
    """What becomes of a row; of several the gravest counts, and they stand here in that order.

    Attributes:
        NOTE: there is a word to say, and nothing to do.
        SAME: it is in the store just so.
        NEW: it is not in the store.
        CHANGED: it is in the store, and the sheet says something else or more.
        DOUBLE: it stands higher up in the file.
        DOUBTFUL: a clerk must decide or look.
        WRONG: something in it is certainly wrong.
    """

    NOTE = "note"
    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    DOUBLE = "double"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


def gravest(*verdicts: Verdict) -> Verdict:
    """The one that counts."""
    order = list(Verdict)
    return max(verdicts, key=order.index, default=Verdict.NOTE)


@frozen
class Option:
    """One way of deciding a doubt.

    Attributes:
        answer: what the choices of the clerk keep.
        words: what the clerk reads.
        ask: by what they keep it, besides sheet and row: a row may ask several things.
    """

    answer: str
    words: str
    ask: str


@frozen
class RowProblem:
    """One thing about one row that the clerk should know.

    Attributes:
        sheet: the sheet's name.
        row: the row as a spreadsheet numbers it, from 1.
        field: the field of the record, or of the sheet, that is meant.
        label: what the clerk calls the field.
        code: a stable word for machines.
        message: what is the matter, without personal data.
        remedy: what was done about it, and what to do.
        written: what the row says, where a window may show it; personal.
        kept: what is in the record instead; personal.
        verdict: what it comes to for the row.
        table: the type that it is about; "" where that is told by the import as a whole.
        options: how it can be decided, the way that is taken unless the clerk says otherwise first.
    """

    sheet: str
    row: int
    field: str
    label: str
    code: str
    message: str
    remedy: str
    written: str = ""
    kept: str = ""
    verdict: Verdict = Verdict.NOTE
    table: str = ""
    options: tuple[Option, ...] = ()

    def sentence(self) -> str:
        """Where, what and what to do, as one line."""
        label = f" {self.label}" if self.label else ""
        return f"{self.sheet} 第{self.row}行{label}：{self.message}。{self.remedy}"


def of_sheet(sheet: str, row: int, label: str, code: str) -> RowProblem:
    """A word on how a row was read."""
    message, remedy = OF_SHEETS[code]
    return RowProblem(sheet, row, "", label, code, message, remedy)
