"""表格的列: what the clerk said of a table other than a roster, for the next one that is laid out so."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import LongText, Text
from db.records.base import Record
from db.records.kind import Kind, Room
from db.records.may import LAYOUTS_MAY
from db.records.registry.roster_layout import columns_in


@frozen(kw_only=True, slots=False)
class TableLayout(Record):
    """One layout; it holds no word of any sheet, for what stands in a heading is not always a heading."""

    TABLE: ClassVar[str] = "table_layout"
    LABEL: ClassVar[str] = "表格的列"

    headings: Annotated[str, Text("表头", required=True, width=16, listed=True, help="表头的摘要，看不出原文")] = ""
    form: Annotated[str, Text("哪种表", required=True, width=8, help="表的代号，如 grid、orders")] = ""
    meanings: Annotated[str, LongText("含义", width=16, help="一行一列：第几列=含义，从 0 数起；空着就是自动识别")] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Always the same: nobody knows a layout by a name."""
        return self.LABEL

    def columns(self) -> dict[int, str]:
        """The meanings by index of the column that are other than the guess, "" for one that is left out."""
        return columns_in(self.meanings)


TABLE_LAYOUTS = Kind(record=TableLayout, code=36, room=Room.CENTRE, may=LAYOUTS_MAY)
