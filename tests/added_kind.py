"""A plain type that the program does not have; a store is given it at run time."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Link, Name, Text
from db.records.base import Record
from db.records.condition import is_not
from db.records.kind import Begins, Found, Kind, Room, View
from db.records.may import PLACES_MAY


@frozen(kw_only=True, slots=False)
class Key(Record):
    """A type that the program does not have."""

    TABLE: ClassVar[str] = "spare_key"
    LABEL: ClassVar[str] = "备用钥匙"

    what: Annotated[str, Text("哪把钥匙", required=True, width=16, listed=True)] = ""
    keeper: Annotated[str, Name("保管人", width=6, listed=True)] = ""
    holder: Annotated[int, Link("领用人", to="resident", width=6, listed=True)] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """Which one."""
        return self.what


KEYS = Kind(
    record=Key,
    code=32_000,
    room=Room.FORCES,
    may=PLACES_MAY,
    tab="备用钥匙",
    order=("what",),
    views=(View("借出的", (is_not("holder", None),)),),
    new="登记钥匙",
    start="登记钥匙",
    begins=(("keeper", Begins.MYSELF),),
    help=("钥匙领走、还回都记在这里。",),
    found=Found(texts=("what",), persons=("keeper",)),
    line=("{keeper}", "领用人 {holder}"),
)
