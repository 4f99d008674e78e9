"""居住记录、监护和照料、组织关系 as our own export of residents writes them: read back once what they lead to is in the store.

What cannot be read, or leads to nobody who is known, is kept in words: no cell of ours is lost.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from db.fields import Rows
from db.records.base import Row, changed, fields_of, parts_of
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer
from db.services.importing.book import Book
from db.services.registry.import_roster.match import Person
from db.services.registry.import_roster.read_person import with_note


def unfilled(resident: Resident, told: Mapping[str, str]) -> Mapping[str, str]:
    """What cells tell of somebody who is known and has nothing of it: nothing of theirs is written over."""
    return {name: text for name, text in told.items() if not getattr(resident, name)}


@define
class OwnParts:
    """Reads the cells of those who are to be saved; asks the store only where there are any.

    Attributes:
        book: knows what is in the store, houses of this import among it.
    """

    book: Book
    _fields: Mapping[str, Rows] = field(factory=lambda: parts_of(Resident))

    def with_parts(self, person: Person, resident: Resident) -> Resident:
        """The resident with the parts that the row of a person tells."""
        for name, text in person.told.items():
            parts = self._read(name, text)
            if parts is None:
                resident = with_note(resident, f"{fields_of(Resident)[name].label}：{text}")
            else:
                resident = _fitting(resident, name, parts)
        return resident

    def _read(self, name: str, text: str) -> Sequence[Row] | None:
        unsure: list[str] = []
        parts = self.book.parts(self._fields[name], text, unsure)
        if parts is None or not unsure:
            return parts
        if name != "carers" or len(unsure) != sum(_is_nobody(one) for one in parts):
            return None
        names = iter(unsure)
        return [changed(one, name=next(names)) if _is_nobody(one) else one for one in parts]


def _is_nobody(one: Row) -> bool:
    """Whether a carer is somebody who is not registered, and whose name was taken for one who is."""
    return isinstance(one, Carer) and not one.who and not one.name


def _fitting(resident: Resident, name: str, parts: Sequence[Row]) -> Resident:
    """The resident with the parts; where they lived stays what the house of the row says, if the rows tell another one."""
    values: dict[str, Any] = {name: tuple(parts)}
    made = changed(resident, **values)
    return resident if any(problem.blocking for problem in made.problems()) else made
