"""口径 of the centre's own: conditions on records of a type that it keeps as a figure."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import LongText, Text
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import KEPT_MAY, some
from db.records.role import Role

LONGEST_NAME = 14


@frozen(kw_only=True, slots=False)
class KeptFigure(Record):
    """口径.

    Attributes:
        table: of the records; a type that this program does not know keeps its figures.
        conditions: as `db.records.condition.written` tells them; what a later program wrote is told and kept.
        day: the field by which a record lies in a time; "" for what is so on a day.
    """

    TABLE: ClassVar[str] = "kept_figure"
    LABEL: ClassVar[str] = "口径"

    table: Annotated[str, Text("资料", required=True, width=8, listed=True)] = ""
    name: Annotated[str, Text("口径名称", required=True, width=8, listed=True, longest=LONGEST_NAME)] = ""
    conditions: Annotated[str, LongText("条件", width=20)] = ""
    day: Annotated[str, Text("按哪一栏分期间", width=8)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def rules(self) -> Iterable[Problem]:
        """A name that is more than blanks."""
        if self.name and not self.name.strip():
            yield fields_of(KeptFigure)["name"].problem("blank", "只有空格", "请给口径起个名字")


_ONE = some(Role.CHIEF)

KEPT_FIGURES = Kind(
    record=KeptFigure,
    code=39,
    room=Room.CENTRE,
    order=("table", "id"),
    may=evolve(KEPT_MAY, makes=_ONE, changes=_ONE, deletes=_ONE),
)
"""Its number is the whole centre's, whoever asks for it: so it is made by whoever sees all that it counts."""
