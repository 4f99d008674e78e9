"""名单: conditions on records of a type that a centre keeps under a name and asks again every week."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import LongText, Text, Whole
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import KEPT_MAY

LONGEST_NAME = 16


@frozen(kw_only=True, slots=False)
class SavedList(Record):
    """名单; one with the name of a view that the program ships takes its place.

    Attributes:
        table: of the records; a type that this program does not know keeps its lists.
        conditions: as `db.records.condition.written` tells them; what a later program wrote is told and kept.
        order: the column that it is ordered by, behind a hyphen where the last comes first; "" as the list itself is.
        columns: those that it shows, with blanks between them; "" for those of the list itself.
        position: the lower one comes first.
    """

    TABLE: ClassVar[str] = "saved_list"
    LABEL: ClassVar[str] = "名单"

    table: Annotated[str, Text("资料", required=True, width=8, listed=True)] = ""
    name: Annotated[str, Text("名单名称", required=True, width=8, listed=True, longest=LONGEST_NAME)] = ""
    conditions: Annotated[str, LongText("条件", width=20)] = ""
    order: Annotated[str, Text("排序", width=6)] = ""
    columns: Annotated[str, Text("显示的栏", width=16, longest=400)] = ""
    position: Annotated[int | None, Whole("位置", width=4)] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def rules(self) -> Iterable[Problem]:
        """A name that is more than blanks."""
        if self.name and not self.name.strip():
            yield fields_of(SavedList)["name"].problem("blank", "只有空格", "请给名单起个名字")


SAVED_LISTS = Kind(record=SavedList, code=34, room=Room.CENTRE, order=("table", "position", "name"), may=KEPT_MAY)
