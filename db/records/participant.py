"""办事的人: who acts in a record, tied to persons by the names that it writes down.

A record says who in fields marked ``Name(..., acts=True)``, in words that papers print as they were. Beside them it keeps a row
for each name; the rows follow from the words when it is saved (`db.store.acting`) and are never typed::

    class CaseActor(Participant):
        TABLE = "case_actor"
        role: Annotated[str, role_in(TABLE)] = ""

    mediator: Annotated[str, Name("人民调解员", acts=True)] = ""
    actors: Annotated[tuple[CaseActor, ...], actors_as(CaseActor)] = ()
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar, cast

from attrs import frozen

from db.fields import Code, Link, Name, Rows
from db.records.base import Part, Row, columns_of, parts_of

ACTORS = "actors"
"""The field of a record that keeps who acts in it."""


@frozen(kw_only=True, slots=False)
class Participant(Part):
    """Somebody who acts in a record; each type has a table of its own, with a role in it.

    Attributes:
        who: the person; 0 where several bear the name and nobody said which of them it is.
        name: as the record writes it: what was printed stays, whatever becomes of the person.
        role: the name of the field that names them.
    """

    LABEL: ClassVar[str] = "办事的人"

    who: Annotated[int, Link("人员", to="person", width=6)] = 0
    name: Annotated[str, Name("写的姓名", required=True, width=6)] = ""
    role: str = ""


def role_in(table: str) -> Code:
    """The field of the role in a table of participants; its codes are the fields that name them."""
    return Code("身份", table=table, required=True, width=6)


def actors_as(part: type[Participant]) -> Rows:
    """The field that keeps who acts in a record."""
    return Rows("办事的人", part=part, fixed=True)


@cache
def acting(record: type[Row]) -> Mapping[str, Name]:
    """The fields of a type that name who acts, by name; empty for most types."""
    return {name: kind for name, kind in columns_of(record).items() if isinstance(kind, Name) and kind.acts}


@cache
def posts_of(record: type[Row]) -> Mapping[str, Name]:
    """Those of them that name who holds a post of the record."""
    return {name: kind for name, kind in acting(record).items() if kind.post}


def actors_of(record: Row) -> tuple[Participant, ...]:
    """Who acts in a record, as it was saved."""
    return cast("tuple[Participant, ...]", getattr(record, ACTORS)) if acting(type(record)) else ()


def participant_of(record: type[Row]) -> type[Participant] | None:
    """The class of those who act in records of a type; None where nobody does."""
    rows = parts_of(record).get(ACTORS)
    return rows.part if rows and issubclass(rows.part, Participant) else None
