"""再来一份: what a new record takes over from one that is there.

Nothing comes along that is of that one alone: numbers, days, stages and what only moves write; nobody's identity numbers; nor a
word without which an import would take the two for one, nor who holds a post. Repeated parts come along where they are no spells and lose nothing that
they need.
"""

from collections.abc import Mapping
from typing import Any

from db.fields import CreditCode, Day, Evidence, Field, IdNumber, Leading, Link, Moment, Period, Privacy, Rows
from db.records.base import Part, Record, Row, Spell, columns_of, fields_of
from db.records.hall.meeting import Meeting
from db.records.kind import Kind
from db.records.letters.number import IssuedNumber
from db.records.participant import posts_of
from db.store import Store

AGAIN = "again"
"""Among what a new record is begun from: the id of the one that it takes over from."""
_CAME_OF_IT = frozenset(
    (
        "state",
        "outcome",
        "result",
        "finding",
        "promise",
        "dissent",
        "doubt",
        "why_left",
        "closed_why",
        "joined",
        "aliases",
    )
)
"""Fields that say how far one record has come, what came of it, or by what else it alone is called."""
_OWN = (CreditCode, Day, Evidence, IdNumber, Moment, Period)


def can_be_repeated(kind: Kind) -> bool:
    """Whether another one is begun from one that is there; numbers of the book are drawn, and meetings proposed, in their own way."""
    return bool(kind.tab) and kind.record not in (IssuedNumber, Meeting)


def begun_with(store: Store, kind: Kind, begun: Mapping[str, object], usual: Mapping[str, object]) -> Mapping[str, Any]:
    """Values by field of a new record: what it takes over, then what is usual, then what it is begun from.

    Of days ``begun`` may have the text, as drafts keep it.
    """
    kinds, typed = columns_of(kind.record), fields_of(kind.record)
    given = {
        name: kinds[name].load(value) if isinstance(kinds.get(name), Day) and isinstance(value, str) else value
        for name, value in begun.items()
        if name in typed
    }
    return {**begun_again(store, kind, begun), **usual, **_named(store, kind, given), **given}


def _named(store: Store, kind: Kind, given: Mapping[str, object]) -> Mapping[str, str]:
    """The names of what it is begun from, for the fields that begin with them: 本人 asks for himself, unless somebody else is typed."""
    found: dict[str, str] = {}
    for name, link in kind.begins_named:
        field, linked = columns_of(kind.record)[link], given.get(link)
        if isinstance(field, Link) and isinstance(linked, int) and linked:
            record = store.find(store.kinds[field.to].record, linked)
            found[name] = record.title({}) if record is not None else ""
    return found


def begun_again(store: Store, kind: Kind, begun: Mapping[str, object]) -> Mapping[str, Any]:
    """What a new record takes over that was begun from another one; nothing where it was not, or where that is gone."""
    source = begun.get(AGAIN)
    record = store.find(kind.record, source) if isinstance(source, int) and source else None
    return taken_over(kind, record) if record is not None else {}


def taken_over(kind: Kind, record: Record) -> Mapping[str, Any]:
    """Values by field that a new record of the type has from this one."""
    own = own_fields(kind)
    found: dict[str, Any] = {}
    for name, field in fields_of(kind.record).items():
        if name in own:
            continue
        value = getattr(record, name)
        found[name] = tuple(_part(part) for part in value) if isinstance(field, Rows) else value
    return found


def own_fields(kind: Kind) -> frozenset[str]:
    """The fields that are of one record alone."""
    fields, found = fields_of(kind.record), set[str]()
    numbers = (*kind.found.identities, *kind.found.documents) if kind.found else ()
    for name, field in fields.items():
        if _is_own(field) or name in numbers or name in _CAME_OF_IT:
            found.add(name)
    found |= {kind.number.number} if kind.number else set()
    found |= {kind.way.by} if kind.way else set()
    found |= set(posts_of(kind.record))
    for key in sorted(kind.known_by, key=len):
        names = [name.rstrip("?") for name in key]
        if not found & set(names):
            found.add(next((name for name in reversed(names) if not isinstance(fields[name], Leading)), names[-1]))
    return frozenset(found)


def _is_own(field: Field[Any]) -> bool:
    """Whether a field by its kind is of one record alone."""
    if not field.is_typed or field.privacy >= Privacy.SENSITIVE or isinstance(field, _OWN):
        return True
    return isinstance(field, Rows) and not _comes_along(field.part)


def _comes_along(part: type[Row]) -> bool:
    """Whether a part says something without its own days and numbers."""
    columns = columns_of(part)
    return not (
        issubclass(part, Spell) or "until" in columns or any(f.required and _is_own(f) for f in columns.values())
    )


def _part(part: Part) -> Part:
    """A part as a new one."""
    kept = {name: getattr(part, name) for name, field in columns_of(type(part)).items() if not _is_own(field)}
    return type(part)(**kept)
