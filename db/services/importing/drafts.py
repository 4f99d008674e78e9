"""Records as an import would leave them, and the numbers by which they are led to while the store has given them none."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import define, field, frozen

from db.fields import Field, Link, Ref, Rows
from db.records.base import Record, Row, changed, columns_of, fields_of
from db.records.kind import Kind
from db.records.step import Step
from db.values.reference import parted, reference

R = TypeVar("R", bound=Row)
NOT_YET = 1 << 47
"""From here on ids stand for records that are not saved yet; the store gives none as large."""
Place = tuple[str, int]
"""Sheet and row."""


@frozen
class Change:
    """A field of which the sheet says something else than the store, or something where that says nothing.

    Attributes:
        old, new: both values.
        taken: whether the sheet's takes its place.
        was, said: both in words, as everybody may see them.
        place: the row that says it; of a record of which several tell it need not be the first.
    """

    field: Field[Any]
    old: Any
    new: Any
    taken: bool
    was: str = ""
    said: str = ""
    place: Place = ("", 0)

    @property
    def fills(self) -> bool:
        """Whether nothing was there before."""
        return self.old == self.field.EMPTY


@define(eq=False)
class Draft:
    """One record of an import.

    Attributes:
        kind: its type.
        record: as it is or will be; its id tells which record, see `NOT_YET`.
        before: as it is in the store; None for a new one.
        place: the first row that tells of it; ("", 0) for one of which none does by itself.
        given: the fields of a new one of which the sheet says something.
        changes: what the sheet says otherwise, by field.
        steps: what happened with it, as the sheet says; written down with it where it is new.
        options: by field, words that no option of the centre says yet: they become one as the new record is saved.
    """

    kind: Kind
    record: Record
    before: Record | None = None
    place: Place = ("", 0)
    given: set[str] = field(factory=set[str])
    changes: dict[str, Change] = field(factory=dict[str, Change])
    steps: list[Step] = field(factory=list[Step])
    options: dict[str, str] = field(factory=dict[str, str])

    @property
    def id(self) -> int:
        """Its number, also while it is not saved."""
        return self.record.id

    @property
    def is_new(self) -> bool:
        """Whether it is not in the store."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Whether it is in the store and will be saved again."""
        return self.before is not None and self.record != self.before

    def changes_by(self, place: Place) -> dict[str, Change]:
        """What one row says otherwise; what nobody says by a row of its own is the first one's."""
        return {name: one for name, one in self.changes.items() if (one.place if one.place[0] else self.place) == place}

    @property
    def reference(self) -> int:
        """The number by which references lead to it."""
        return reference(self.kind.code, self.id)


def led_to(row: Row) -> set[int]:
    """The ids, not given yet, of what a record and its parts lead to."""
    found: set[int] = set()
    for name, kind in fields_of(type(row)).items():
        value = getattr(row, name)
        if isinstance(kind, Rows):
            for part in value:
                found |= led_to(part)
        elif isinstance(kind, Link) and value >= NOT_YET:
            found.add(value)
        elif isinstance(kind, Ref) and parted(value)[1] >= NOT_YET:
            found.add(parted(value)[1])
    return found


def with_links(row: R, real: Callable[[int], int]) -> R:
    """A record whose links lead to what was saved meanwhile; ``real`` gives the id for one that was not given, 0 for none yet."""
    told: dict[str, object] = {}
    for name, kind in fields_of(type(row)).items():
        value = getattr(row, name)
        if isinstance(kind, Rows) and value:
            told[name] = tuple(with_links(part, real) for part in value)
        elif isinstance(kind, Link) and value >= NOT_YET:
            told[name] = real(value)
        elif isinstance(kind, Ref) and (led := parted(value))[1] >= NOT_YET:
            known = real(led[1])
            told[name] = reference(led[0], known) if known else 0
    return changed(row, **told) if told else row


def must_lead(row: Row) -> set[int]:
    """The ids, not given yet, that must be there before a record can be saved."""
    fields: Mapping[str, Field[Any]] = columns_of(type(row))
    found: set[int] = set()
    for name, kind in fields.items():
        value = getattr(row, name)
        if kind.required and isinstance(kind, Link) and value >= NOT_YET:
            found.add(value)
        elif kind.required and isinstance(kind, Ref) and parted(value)[1] >= NOT_YET:
            found.add(parted(value)[1])
    for name, kind in fields_of(type(row)).items():
        if isinstance(kind, Rows):
            for part in getattr(row, name):
                found |= must_lead(part)
    return found
