"""What events of many people concern, read at once: the homes in which they have seats, and whoever has a seat there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

from attrs import define, field

from db.records.base import Record
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.store import Store, among
from db.store.rows import chunks

R = TypeVar("R", bound=Record)
Home = Household | Booklet


@define
class Held:
    """Records by table and id as they are by now, and the homes of each resident."""

    _records: dict[tuple[str, int], Record] = field(factory=dict[tuple[str, int], Record])
    _homes: dict[tuple[str, int], dict[int, None]] = field(factory=dict[tuple[str, int], dict[int, None]])

    @classmethod
    def of(cls, store: Store, kinds: Iterable[type[Home]], who: Iterable[int], houses: Iterable[int] = ()) -> "Held":
        """The homes of some people, households behind some doors as well, and all who have a seat there."""
        held, people = cls(), set(who)
        met = set(people)
        for kind in kinds:
            found: list[Home] = list(store.owners(kind, "members", "resident", people))
            if kind is Household:
                found += [one for piece in chunks(houses) for one in store.select(Household, among("house", piece))]
            for home in found:
                held.keep(home)
                met |= {m.resident for m in home.present()}
        for one in store.get_many(Resident, met).values():
            held.keep(one)
        return held

    def keep(self, record: Record) -> None:
        """A record as it is from now on."""
        self._records[record.TABLE, record.id] = record
        if isinstance(record, Household | Booklet):
            for m in record.members:
                self._homes.setdefault((record.TABLE, m.resident), {})[record.id] = None

    def get(self, kind: type[R], record_id: int) -> R | None:
        """A record; None where it was not read."""
        return cast("R | None", self._records.get((kind.TABLE, record_id)))

    def homes(self, kind: type[Home], resident: int) -> Sequence[int]:
        """The ids of the homes in which somebody has, or had, a seat."""
        return tuple(self._homes.get((kind.TABLE, resident), ()))

    def all(self, kind: type[R]) -> Iterator[R]:
        """All of one type."""
        return (one for one in self._records.values() if isinstance(one, kind))
