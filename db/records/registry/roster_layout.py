"""花名册的列: what the clerk said of the columns of a roster, for the next one that is laid out so."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import LongText, Text
from db.records.base import Record
from db.records.kind import Kind, Room
from db.records.may import LAYOUTS_MAY

NO_ESTATE = "不分小区"
"""Said of a roster whose buildings are in no estate."""
_LINE = re.compile(r"(\d+)=(\w*)")


def columns_in(meanings: str) -> dict[int, str]:
    """Meanings by index of the column, "" for one that is left out; a line that is none is passed over."""
    lines = map(_LINE.fullmatch, meanings.splitlines())
    return {int(line[1]): line[2] for line in lines if line}


def written_columns(columns: Mapping[int, str]) -> str:
    """Meanings by column as a record keeps them, a line each."""
    return "\n".join(f"{index}={columns[index]}" for index in sorted(columns))


@frozen(kw_only=True, slots=False)
class RosterLayout(Record):
    """One layout; it holds no word of any sheet, for what stands in a heading is not always a heading.

    Attributes:
        estate: the name of a registered estate in which buildings are that name none, or `NO_ESTATE`; "" where nobody said.
    """

    TABLE: ClassVar[str] = "roster_layout"
    LABEL: ClassVar[str] = "花名册的列"

    headings: Annotated[str, Text("表头", required=True, width=16, listed=True, help="表头的摘要，看不出原文")] = ""
    meanings: Annotated[str, LongText("含义", width=16, help="一行一列：第几列=含义，从 0 数起")] = ""
    estate: Annotated[str, Text("小区", width=8, help="没有写小区的楼栋算作哪个小区；空着就是没有说过")] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Always the same: nobody knows a layout by a name."""
        return self.LABEL

    def columns(self) -> dict[int, str]:
        """The meanings by index of the column."""
        return columns_in(self.meanings)


ROSTER_LAYOUTS = Kind(record=RosterLayout, code=15, room=Room.REGISTRY, may=LAYOUTS_MAY)
