"""The records of one type that an import can mean: those of the store, and those that it has brought already."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any, cast

from attrs import define, field, frozen

from db.fields import Field, Link, Phone
from db.records.base import Record, fields_of
from db.records.kind import Kind
from db.services.importing.drafts import Draft
from db.services.importing.keys import Key, compared, is_number_of_its_own, keys_of, parts_them, stronger
from db.store.reading import Reader
from db.store.where import Where

_MANY, _FEW = 16, 8
"""So many under one key are looked at one by one; of more, so many besides those that may be meant."""


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
class Parts:
    """The records under one key by what their stronger keys say, for keys that many share: a name, a time.

    Attributes:
        seen: how many of them are known.
    """

    seen: int = 0
    _by_value: dict[str, dict[object, dict[int, None]]] = field(factory=dict[str, dict[object, dict[int, None]]])

    def add(self, name: str, value: object, record_id: int) -> None:
        """One more, by a field of it; of telephones it has each."""
        for one in _each(value):
            self._by_value.setdefault(name, {}).setdefault(one, {})[record_id] = None

    def agreeing(self, name: str, value: object) -> dict[int, None]:
        """Those of which a field says the same, or nothing."""
        found = self._by_value.get(name, {})
        agreeing = dict(found.get(None, {}))
        for one in _each(value):
            agreeing |= found.get(one, {})
        return agreeing


def _each(value: object) -> Iterable[object]:
    return cast("frozenset[str]", value) if isinstance(value, frozenset) else (value,)


@define
class Known:
    """The records of a type by their keys."""

    kind: Kind
    records: dict[int, Record] = field(factory=dict[int, Record])
    drafts: dict[int, Draft] = field(factory=dict[int, Draft])
    _by_key: dict[Key, dict[int, None]] = field(factory=lambda: defaultdict[Key, dict[int, None]](dict))
    _parts: dict[Key, Parts] = field(factory=dict[Key, Parts])

    @classmethod
    def load(cls, store: Reader, kind: Kind, *where: Where) -> "Known":
        """All of a type that the store holds, or those of which this holds."""
        known = cls(kind)
        for record in store.select(kind.record, *where, order=("id",)):
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
            for candidate in self._candidates(key, record, strength):
                differing = parts_them(self.kind, record, self.record(candidate), strength)
                if differing is None:
                    same.append(candidate)
                elif is_number_of_its_own(differing):
                    told, possible = differing, [*possible, candidate]
                elif isinstance(differing, Phone | Link):
                    namesake = differing
            if same:
                return Match(tuple(same))
        return Match(tuple(dict.fromkeys(possible)), told, namesake)

    def _candidates(self, key: Key, record: Record, strength: int) -> Iterable[int]:
        """The ids under a key that may be meant, and a few others; of many not those that a stronger key surely parts from it."""
        there = self._by_key.get(key, {})
        if len(there) <= _MANY or not strength:
            return there
        parts = self._parts.setdefault(key, Parts())
        fields = fields_of(self.kind.record)
        names = stronger(self.kind, strength)
        for record_id in islice(there, parts.seen, None):
            for name in names:
                parts.add(name, compared(fields[name], getattr(self.record(record_id), name)), record_id)
        parts.seen = len(there)
        told = ((name, compared(fields[name], getattr(record, name))) for name in names)
        narrowed = [parts.agreeing(name, value) for name, value in told if value is not None]
        return {**min(narrowed, key=len), **dict.fromkeys(islice(there, _FEW))} if narrowed else there

    def _learn(self, record: Record) -> None:
        for key in keys_of(self.kind, record):
            self._by_key[key].setdefault(record.id)
