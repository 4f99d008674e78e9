"""不是同一人: two residents who look like one, and of whom somebody said that they are two."""

from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Link
from db.records.base import Part


@frozen(kw_only=True, slots=False)
class Apart(Part):
    """Somebody else who was taken for the same person; either of both may tell it."""

    TABLE: ClassVar[str] = "resident_apart"
    LABEL: ClassVar[str] = "不是同一人"

    other: Annotated[int, Link("另一位", to="resident", width=6)] = 0
