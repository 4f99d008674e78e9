"""Where the list of the log gets its rows: entries by their numbers, a page at a time, told in a clerk's words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import define, field, frozen

from db.fields import Moment, Text
from db.records.base import Record
from db.services.log_lines import LABEL, lines
from db.services.selection import Selection
from db.store import Store
from db.store.log_reading import Asked
from gui.models.record_source import Counted, Linked, Stop, only_reading


@frozen(kw_only=True, slots=False)
class LogRow(Record):
    """One entry as a list shows it; nobody saves one."""

    TABLE: ClassVar[str] = "audit"
    LABEL: ClassVar[str] = LABEL

    at: Annotated[datetime | None, Moment("时间", listed=True)] = None
    who: Annotated[str, Text("谁", listed=True)] = ""
    what: Annotated[str, Text("做了什么", listed=True)] = ""
    of: Annotated[str, Text("对什么", listed=True, width=16)] = ""
    changed: Annotated[str, Text("改了哪些", listed=True, width=20)] = ""
    reason: Annotated[str, Text("事由", listed=True, width=10)] = ""


@define
class LogSource:
    """The entries of a store.

    Attributes:
        asked: which of them.
    """

    store: Store
    asked: Asked = field(factory=Asked)
    kind: type[Record] = LogRow

    def stamp(self) -> object:
        """See `RecordSource`."""
        return self.store.last_entry(), self.store.actor, date.today(), self.asked

    def first(self, asked: Selection, limit: int) -> Sequence[int] | None:
        """See `RecordSource`; where few are asked for, finding them takes a walk through the whole log."""
        return None if self.asked.is_narrow else self.store.log(self.asked, limit)

    def ids(self, asked: Selection) -> Sequence[int]:
        """See `RecordSource`."""
        return self.store.log(self.asked)

    def ids_behind(self, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        """See `RecordSource`."""
        wanted = self.asked
        with only_reading(self.store, stop) as own:
            found = own.log(wanted)
        counted(len(found))
        return found

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        """See `RecordSource`."""
        found = lines(self.store, ids)
        return {
            seq: LogRow(
                id=seq, version=1, at=line.at, who=line.who, what=line.what, of=line.of(),
                changed=line.changed(), reason=line.reason,
            )
            for seq, line in found.items()
        }  # fmt: skip

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        """See `RecordSource`; nothing in them links."""
        return {}

    def can_sort(self, name: str) -> bool:
        """See `RecordSource`: always the newest first."""
        return False
