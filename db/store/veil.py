"""What is covered of a record for whoever may not know it: parts whose code is some specialist's business (`CodeTable.kept`).

That there is such a part everybody sees who sees the record, and no more of it. Saved with the record untouched, it stays as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from attrs import frozen

from db.fields import Code, Rows
from db.records.base import Part, Record, Row, changed, columns_of, parts_of
from db.records.condition import Condition
from db.records.may import Roles
from db.records.paths import Find, path_of
from db.records.role import Role
from db.store.rows import with_picture
from db.store.where import Either, Where, none_of
from db.values.code_table import VEILED

R = TypeVar("R", bound=Record)
Veils = tuple["Veil", ...]


@frozen
class Veil:
    """What of the parts in one field is covered.

    Attributes:
        field: of the record.
        part: the class of the parts.
        column: the code that tells.
        codes: those that are covered.
    """

    field: str
    part: type[Part]
    column: str
    codes: frozenset[str]

    def hides(self, part: Part) -> bool:
        """Whether a part is covered."""
        return getattr(part, self.column) in self.codes

    def covered(self, part: Part) -> Part:
        """What is seen of a part."""
        return self.part(id=part.id, version=part.version, **{self.column: VEILED}) if self.hides(part) else part


def veils_of(kind: type[Row], roles: Roles) -> Veils:
    """What is covered in records of a type for whoever has these roles."""
    return tuple(
        Veil(name, rows.part, column, codes)
        for name, rows in parts_of(kind).items()
        for column, field in columns_of(rows.part).items()
        if isinstance(field, Code) and (codes := covered_codes(field, roles))
    )


def covered_codes(field: Code, roles: Roles) -> frozenset[str]:
    """The codes of a field that nobody with these roles may know."""
    if Role.CHIEF in roles:
        return frozenset()
    return frozenset(code for code, kept in field.codes().kept.items() if not kept & roles)


def covered(record: R, veils: Veils) -> R:
    """A record as it is seen."""
    told: dict[str, object] = {}
    for veil in veils:
        parts = cast("tuple[Part, ...]", told.get(veil.field, getattr(record, veil.field)))
        if any(map(veil.hides, parts)):
            told[veil.field] = tuple(map(veil.covered, parts))
    return changed(record, **told) if told else record


def covered_change(change: Mapping[str, list[Any]], veils: Veils) -> Mapping[str, list[Any]]:
    """What the audit tells of a change, as it is seen: pictures of parts, old and new."""
    told = dict(change)
    for veil in veils:
        if veil.field in told:
            told[veil.field] = [_covered_pictures(pictures, veil) for pictures in told[veil.field]]
    return told


def _covered_pictures(pictures: object, veil: Veil) -> object:
    if not isinstance(pictures, list):
        return pictures
    rows = cast("list[dict[str, Any]]", pictures)
    return [{veil.column: VEILED} if row.get(veil.column) in veil.codes else row for row in rows]


def uncovered(record: R, before: R | None, veils: Veils) -> R:
    """A record as it is saved that was read covered: what was, is as it was before.

    Raises:
        KeyError: a part is covered that was not there before.
    """
    told: dict[str, object] = {}
    for veil in veils:
        parts = cast("tuple[Part, ...]", told.get(veil.field, getattr(record, veil.field)))
        if any(getattr(part, veil.column) == VEILED for part in parts):
            there = {part.id: part for part in _parts(before, veil.field)}
            told[veil.field] = tuple(there[p.id] if getattr(p, veil.column) == VEILED else p for p in parts)
    return changed(record, **told) if told else record


def uncovered_from(parts: tuple[Part, ...], veil: Veil, pictures: object) -> tuple[Part, ...]:
    """Parts of which those that are covered are as they stand at their places in pictures of the audit."""
    rows = cast("list[dict[str, Any]]", pictures) if isinstance(pictures, list) else []
    return tuple(
        with_picture(veil.part(), rows[n]) if getattr(part, veil.column) == VEILED and n < len(rows) else part
        for n, part in enumerate(parts)
    )


def touched(record: Record, before: Record | None, veil: Veil) -> list[Part]:
    """The covered parts that are not as they were: changed, added or taken out."""
    then, now = ({part.id: part for part in _parts(one, veil.field) if veil.hides(part)} for one in (before, record))
    fresh = [part for part in _parts(record, veil.field) if veil.hides(part) and not part.id]
    return [*fresh, *(part for i, part in (then | now).items() if i and not _same(then.get(i), now.get(i)))]


def _same(then: Part | None, now: Part | None) -> bool:
    return then is not None and now is not None and changed(now, version=then.version) == then


def _parts(record: Record | None, name: str) -> tuple[Part, ...]:
    return cast("tuple[Part, ...]", getattr(record, name)) if record else ()


def who_knows(veil: Veil, code: str) -> Roles:
    """The roles that may know a code of a covered column."""
    field = columns_of(veil.part)[veil.column]
    kept = field.codes().kept.get(code) if isinstance(field, Code) else None
    return frozenset(map(Role, kept)) | {Role.CHIEF} if kept else frozenset()


def not_covered(row: type[Row], roles: Roles) -> Sequence[Where]:
    """That parts are none that is covered."""
    found = ((name, field) for name, field in columns_of(row).items() if isinstance(field, Code))
    return [none_of(name, sorted(codes)) for name, field in found if (codes := covered_codes(field, roles))]


def asked_of_covered(row: type[Row], conditions: Iterable[Condition], find: Find, roles: Roles) -> Roles:
    """Who may know what conditions ask of codes that nobody with these roles may; nobody where they ask of none."""
    found: Roles = frozenset()
    for one in conditions:
        path = path_of(row, one.path, find)
        if path is None:
            continue
        if isinstance(path.field, Rows):
            found |= asked_of_covered(path.field.part, one.having, find, roles)
        elif isinstance(path.field, Code):
            for code in covered_codes(path.field, roles) & set(map(str, one.values)):
                found |= {*map(Role, path.field.codes().kept[code]), Role.CHIEF}
    return found


def is_presence(conditions: Iterable[Where]) -> bool:
    """Whether conditions ask of parts no more than whether one holds on a day."""
    asked = list(conditions)
    return len(asked) == len(_DAYS) and all(
        isinstance(one, Either) and set(one.columns()) == {name} for one, name in zip(asked, _DAYS, strict=True)
    )


_DAYS = ("since", "until")
