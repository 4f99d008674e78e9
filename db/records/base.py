"""What all records share: identity, version, the fields of a class, and the check of a record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import compress
from operator import is_not, itemgetter
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from db.errors import Problem
from db.fields import Day, Field, Rows

R = TypeVar("R", bound="Row")
_Checks = tuple[
    Callable[[Mapping[str, Any]], tuple[Any, ...]], tuple[Any, ...], tuple[tuple[Field[Any], frozenset[Any], bool], ...]
]
V = TypeVar("V")
W = TypeVar("W")
L = TypeVar("L", bound="Lasting")
_NO_VALUE = object()
_made, _put = object.__new__, object.__setattr__
"""What `holding` does with them stands in `changed` and `numbered`, too: a large import feels one call more for each row."""


@frozen(kw_only=True, slots=False)
class Row:
    """A row of a table; rows have no slots, because a large import copies what they hold: see `changed`.

    Attributes:
        id: ``desk << 40 | n``; 0 while it is not saved.
        version: how often it has been saved; a save with an old version is refused.
    """

    TABLE: ClassVar[str]
    LABEL: ClassVar[str]

    id: int = 0
    version: int = 0

    def rules(self) -> Iterable[Problem]:
        """What is wrong with the row beyond its single fields."""
        return ()

    def remarks(self) -> Iterable[Problem]:
        """What is worth a look beyond the single fields and never forbids saving, whatever it says of itself."""
        return ()

    def problems(self) -> list[Problem]:
        """Everything wrong with the row and its parts; only blocking problems forbid saving."""
        found = self._faults(_checks(type(self)), _problems)
        return [*found, *self.rules(), *(remark._replace(blocking=False) for remark in self.remarks())]

    def refusals(self) -> list[Problem]:
        """The blocking ones of all problems; a large import asks each row, so remarks are not even looked for."""
        found = [*self._faults(_refusing(type(self)), _refusals), *self.rules()]
        return [p for p in found if p.blocking] if found else found

    def _faults(self, checks: "_Checks", of_part: "Callable[[Row], list[Problem]]") -> list[Problem]:
        """What is wrong with the single fields and the parts."""
        found: list[Problem] = []
        told, empty, kinds = checks
        values = told(self.__dict__)
        # What is empty is mostly one and the same object; what only equals it is found to be right.
        for (kind, right, has_parts), value in compress(zip(kinds, values, strict=True), map(is_not, values, empty)):
            if has_parts and value:
                found += self._faults_of_parts(cast("Rows", kind), value, of_part)
            elif value not in right and (fault := kind.fault(value)):
                found.append(fault)
        return found

    @staticmethod
    def _faults_of_parts(
        kind: Rows, parts: tuple[Any, ...], of_part: "Callable[[Row], list[Problem]]"
    ) -> list[Problem]:
        return [
            problem._replace(
                field=f"{kind.name}.{number}.{problem.field}",
                label=f"{kind.label}第{number + 1}行 {problem.label}",
            )
            for number, part in enumerate(parts)
            for problem in of_part(part)
        ]


@frozen(kw_only=True, slots=False)
class Part(Row):
    """A repeated part of a record, with a table of its own; it comes and goes with its owner."""


@frozen(kw_only=True, slots=False)
class Lasting(Row):
    """A row that holds from one day to another, both included: what is told as of a day lies in such rows.

    Attributes:
        since: the first day; None where nobody knows it.
        until: the last day; None while it is open.
    """

    since: Annotated[date | None, Day("起", width=6)] = None
    until: Annotated[date | None, Day("止", width=6)] = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def rules(self) -> Iterable[Problem]:
        """It does not end before it begins."""
        if self.since and self.until and self.until < self.since:
            yield fields_of(type(self))["until"].problem("until_before", "早于起始日期", "请核对起止日期")


@frozen(kw_only=True, slots=False)
class Spell(Lasting, Part):
    """A part that holds from one day to another."""


@frozen(kw_only=True, slots=False)
class Record(Row):
    """A record with a life of its own: it is listed, opened, saved and found.

    Attributes:
        TITLED_BY: the links whose titles its own title tells; these never lead back to it, so that titles come to an end.
        ORDERED_BY: the columns by which lists are ordered that show its title; links among them never lead back to it, either.
        ASKED: what its list is narrowed by most: codes, then a day, then what is looked at besides. One index holds them; see
            `db.store.asked_rows`.
        TYPED_FIRST: the fields that a form asks for before all others.
    """

    TITLED_BY: ClassVar[tuple[str, ...]] = ()
    ORDERED_BY: ClassVar[tuple[str, ...]] = ()
    ASKED: ClassVar[tuple[str, ...]] = ()
    TYPED_FIRST: ClassVar[tuple[str, ...]] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """What the clerk calls this record; ``linked`` has the titles of linked records, those of `TITLED_BY` at least."""
        raise NotImplementedError

    def settled(self, before: "Record | None", day: date) -> Self:
        """The record as it is saved on a day: with what follows from what was changed since ``before``, None for a new one."""
        return self

    def mark(self) -> str:
        """A word that stands beside the title wherever the record is listed, such as 死亡; "" for none."""
        return ""


def _problems(row: Row) -> list[Problem]:
    return row.problems()


def _refusals(row: Row) -> list[Problem]:
    return row.refusals()


def changed(row: R, **values: object) -> R:
    """The row with other values: what `attrs.evolve` does, which takes seven times as long with a large import.

    Records have neither converters nor validators, so that nothing is left out that making one would do.

    Raises:
        TypeError: it has no such attribute.
    """
    held = row.__dict__
    kept = held | values
    if len(kept) != len(held):
        raise TypeError(f"{type(row).__name__} has not all of {', '.join(values)}")
    new = _made(type(row))
    _put(new, "__dict__", kept)
    return new


def holding(kind: type[R], values: dict[str, Any]) -> R:
    """A row that holds these values of all its attributes, without any that would be asked: by far the quickest way to make one."""
    new = _made(kind)
    _put(new, "__dict__", values)
    return new


def numbered(row: R, row_id: int, version: int) -> R:
    """The row under an id and a version: what `changed` makes of it, without asking whether it has these."""
    kept = row.__dict__.copy()
    kept["id"], kept["version"] = row_id, version
    new = _made(type(row))
    _put(new, "__dict__", kept)
    return new


def compact(row: R) -> R:
    """The row as it takes the least memory: a class with many attributes makes rows of twice the size, and what `changed` makes of them, too."""
    return holding(type(row), dict(vars(row)))


@cache
def fields_of(row: type[Row]) -> Mapping[str, Field[Any]]:
    """The fields that a class declares, by name, in the order of declaration."""
    found: dict[str, Field[Any]] = {}
    hints = get_type_hints(row, include_extras=True)
    for attribute in attrs.fields(row):
        hint = hints.get(attribute.name)
        if get_origin(hint) is Annotated:
            kinds: list[Field[Any]] = [a for a in get_args(hint)[1:] if isinstance(a, Field)]
            found[attribute.name] = attrs.evolve(kinds[0], name=attribute.name)
    return found


class derived(Generic[V]):  # noqa: N801 - it stands where `property` would
    """A value that a record tells from what else it holds, as a field without a column: lists, sheets and exports show it.

    ::

        @derived(Whole("当事人数"))
        def party_count(self) -> int: ...
    """

    def __init__(self, kind: Field[Any]) -> None:
        self._kind = kind
        self._tell: Callable[[Any], V] | None = None

    def __call__(self, tell: Callable[[Any], W]) -> "derived[W]":
        """Takes the method that tells the value."""
        self._tell = cast("Callable[[Any], V]", tell)
        self.__doc__ = tell.__doc__
        return cast("derived[W]", self)

    def __set_name__(self, owner: type[Row], name: str) -> None:
        """Learns the name under which the class has it."""
        self.kind = attrs.evolve(self._kind, name=name, derived=True)

    def __get__(self, row: Row | None, owner: type[Row]) -> V:
        """The value of a row."""
        if row is None or self._tell is None:
            return cast("V", self)
        return self._tell(row)


@cache
def derived_of(row: type[Row]) -> Mapping[str, Field[Any]]:
    """The fields without a column, by name."""
    found: dict[str, derived[Any]] = {}
    for kind in reversed(row.__mro__):
        found |= {name: value for name, value in vars(kind).items() if isinstance(value, derived)}
    return {name: value.kind for name, value in found.items()}


@cache
def shown_of(row: type[Row]) -> Mapping[str, Field[Any]]:
    """All that a row tells: the fields that it declares, then those that it derives from them."""
    return {**fields_of(row), **derived_of(row)}


def exported_of(row: type[Row]) -> Mapping[str, Field[Any]]:
    """The fields that an export tells; rows that nobody types follow from other fields, or are no business of a reader."""
    return {name: field for name, field in shown_of(row).items() if not (isinstance(field, Rows) and field.fixed)}


@cache
def parts_of(row: type[Row]) -> Mapping[str, Rows]:
    """The repeated parts that a class declares, by field name."""
    return {name: kind for name, kind in fields_of(row).items() if isinstance(kind, Rows)}


@cache
def columns_of(row: type[Row]) -> Mapping[str, Field[Any]]:
    """The fields that are columns of the table: all but the repeated parts."""
    return {name: kind for name, kind in fields_of(row).items() if not isinstance(kind, Rows)}


@cache
def _checks(row: type[Row]) -> _Checks:
    """What takes out of a row all fields that can be wrong by themselves or hold parts; and these fields.

    Between them stand the values of which nothing is asked. Each field comes with the values that are surely right and whether it holds parts.
    """
    return _taken(k for k in fields_of(row).values() if k.is_checked or isinstance(k, Rows))


@cache
def _refusing(row: type[Row]) -> _Checks:
    """The same of the fields that can forbid saving."""
    return _taken(k for k in fields_of(row).values() if k.may_refuse or isinstance(k, Rows))


def _taken(asked: Iterable[Field[Any]]) -> _Checks:
    kinds = tuple((k, k.surely_right(), isinstance(k, Rows)) for k in asked)
    empty = tuple(k.EMPTY if k.EMPTY in right else _NO_VALUE for k, right, _ in kinds)
    return _taking([k.name for k, _, _ in kinds]), empty, kinds


def _taking(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What takes values out of those of a row; always a tuple, which `itemgetter` gives only from two names on."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda held: tuple(held[name] for name in names)


def as_of(spells: Iterable[L], day: date) -> list[L]:
    """Those that hold on a day, in their order."""
    return [spell for spell in spells if spell.holds(day)]


def group_of(row: type[Row]) -> Mapping[str, str]:
    """The form heading of each field: its own group, or that of the field before."""
    groups: dict[str, str] = {}
    current = ""
    for name, kind in fields_of(row).items():
        current = kind.group or current
        groups[name] = current
    return groups
