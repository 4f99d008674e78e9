"""What of a type leaves the program: which records, and which of their columns."""

from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from db.fields import Field
from db.records.base import Record, exported_of

Fields = Mapping[str, Field[Any]]


@frozen
class Chosen:
    """What of a type is exported.

    Attributes:
        ids: of the records; None for all.
        columns: those of the list as it is shown; () for every column, in the order in which an import takes them in again.
        is_ordered: whether the rows stay in the order of the ids; else, with every column, households stay together.
    """

    ids: Collection[int] | None = None
    columns: tuple[str, ...] = ()
    is_ordered: bool = False

    def fields(self, kind: type[Record]) -> Fields:
        """The columns by name."""
        told = exported_of(kind)
        return {name: told[name] for name in self.columns} if self.columns else told


EVERYTHING = Chosen()
