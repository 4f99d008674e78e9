"""The records of one type that an import can mean: those of the store, and those that it has brought already."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

from db.fields import Field, Phone
from db.records.base import Record
from db.records.kind import Kind
from db.services.importing.drafts import Draft
from db.services.importing.keys import Key, is_number_of_its_own, keys_of, parts_them
from db.store.reading import Reader


@frozen
class Match:
    """Which record a row means.

    Attributes:
        found: the ids that it may be; one where that is sure.
        parted: the field in which the only one that it could be differs, so that a clerk must look; None for none.
        namesake: the field by which it is surely another one than one that is called so; None where there is none.
    """

    found: tuple[int, ...] = ()
    parted: Field[Any] | None = None
    namesake: Field[Any] | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it is one, or surely none."""
        return len(self.found) < 2 and self.parted is None


@define
class Known:
    """The records of a type by their keys."""

    kind: Kind
    records: dict[int, Record] = field(factory=dict[int, Record])
    drafts: dict[int, Draft] = field(factory=dict[int, Draft])
    _by_key: dict[Key, dict[int, None]] = field(factory=lambda: defaultdict[Key, dict[int, None]](dict))

    @classmethod
    def load(cls, store: Reader, kind: Kind) -> "Known":
        """All of a type that the store holds."""
        known = cls(kind)
        for record in store.select(kind.record, order=("id",)):
            known.records[record.id] = record
            known._learn(record)
        return known

    def add(self, draft: Draft) -> None:
        """A draft that is new, or says more than before."""
        self.drafts[draft.id] = draft
        self._learn(draft.record)

    def record(self, record_id: int) -> Record:
        """The record of an id, as the import would leave it."""
        draft = self.drafts.get(record_id)
        return draft.record if draft else self.records[record_id]

    def draft(self, record_id: int) -> Draft:
        """The draft of a record."""
        if record_id not in self.drafts:
            before = self.records[record_id]
            self.drafts[record_id] = Draft(self.kind, before, before)
        return self.drafts[record_id]

    def every(self) -> Iterable[Record]:
        """All of them, as the import would leave them."""
        yield from (self.record(i) for i in self.records)
        yield from (draft.record for draft in list(self.drafts.values()) if draft.is_new)

    def match(self, record: Record) -> Match:
        """Which one a record means that a row tells of: by the strongest key that anybody has, where nothing stronger parts them."""
        told: Field[Any] | None = None
        namesake: Field[Any] | None = None
        possible: list[int] = []
        for key in keys_of(self.kind, record):
            strength = key[0] if isinstance(key[0], int) else 0
            same: list[int] = []
            for candidate in self._by_key.get(key, ()):
                differing = parts_them(self.kind, record, self.record(candidate), strength)
                if differing is None:
                    same.append(candidate)
                elif is_number_of_its_own(differing):
                    told, possible = differing, [*possible, candidate]
                elif isinstance(differing, Phone):
                    namesake = differing
            if same:
                return Match(tuple(same))
        return Match(tuple(dict.fromkeys(possible)), told, namesake)

    def _learn(self, record: Record) -> None:
        for key in keys_of(self.kind, record):
            self._by_key[key].setdefault(record.id)
