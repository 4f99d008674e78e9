"""What a list is narrowed by, as a window hands it to the one that comes in its place."""

from collections.abc import Sequence

from attrs import frozen

from db.records.condition import Condition
from db.services.listed_rows import Rows


@frozen
class Narrowing:
    """All that narrows one list.

    Attributes:
        words: as typed.
        lists: the names of those that hold.
        conditions: added by hand, those too that are not asked now.
        rows: see `Selection`.
        order: see `RecordList.order`.
        columns: see `RecordList.columns`.
    """

    words: str
    lists: Sequence[str]
    conditions: tuple[Condition, ...]
    rows: Rows | None
    order: str
    columns: tuple[str, ...]
