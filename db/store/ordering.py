"""In which order rows come, and how a long list is read in it without being sorted.

A link is ordered by what the clerk reads there: 幸福里小区3号楼 before 幸福里小区12号楼, whatever their ids. Rows in the order of where
they live are read from there: estates in their order, the buildings of each, the houses of these, and whoever lives in them.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from db.fields import Link, Name, Ref, Stored, Text
from db.records.base import Record, Row, columns_of
from db.records.kinds import Kinds
from db.store.driver import ORDERED, ORDERED_NAME
from db.store.where import Where, known
from db.values.reference import ID_BITS, ID_MASK

INDEXES = {"resident": "resident_order", "estate": "estate_order", "building": "building_order"}
"""The indexes that keep the rows of a table in the order of `Record.ORDERED_BY`; they hold what `db.values.list_order` makes of texts."""
_PLAIN = {"resident": frozenset({"id_number", "phone"})}
"""Columns that have an index each, called after table and column."""
_WALKED = frozenset({*INDEXES, "house"})
"""Tables that are read in that order; the houses of one building are so few that these are sorted."""


@frozen
class Statement:
    """One selection of ids, in order.

    Attributes:
        sql: without a limit.
        values: one for each mark.
    """

    sql: str
    values: Sequence[Stored]


def order_clause(kinds: Kinds, kind: type[Record], order: Iterable[str], *, by_index: bool = True) -> str:
    """The ORDER BY clause; a leading hyphen means descending.

    The id settles ties, the way that the last of the order goes: so an index can be walked from either end. Not ``by_index``, the rows
    are found first.
    """
    order = tuple(order)
    if is_by_id(order):
        return f" ORDER BY {'' if by_index else '+'}{kind.TABLE}.id{_last_way(order)}"
    parts = [f"{term}{_way(one)}" for one in order for term in _terms(kinds, kind, kind.TABLE, _bare(one))]
    told = ", ".join([*parts, f"{kind.TABLE}.id{_last_way(order)}"])
    return f" ORDER BY {'' if by_index else '+'}{told}"


def walk(kinds: Kinds, kind: type[Record], order: Sequence[str], conditions: Sequence[Where]) -> list[Statement]:
    """Selections that one after another give the rows in order, read as they stand in indexes; [] where none has this order.

    They give what `order_clause` does; what leads nowhere comes behind what leads somewhere.
    """
    asked = " AND ".join(f"+({one.sql()})" for one in conditions)  # so no index is taken for these
    values = [value for one in conditions for value in one.bound()]
    if is_by_id(order):
        return [Statement(_told(kind, "", asked, order_clause(kinds, kind, order)), values)]
    names = [_bare(one) for one in order]
    if len(names) == 1 and names[0] in _PLAIN.get(kind.TABLE, ()):
        return [Statement(_told(kind, f"{kind.TABLE}_{names[0]}", asked, order_clause(kinds, kind, order)), values)]
    hops = _hops(kinds, kind, names)
    if hops is None:
        return []
    rest = [f"{term}{_way(one)}" for one in order[bool(hops) :] for term in _terms(kinds, kind, kind.TABLE, _bare(one))]
    depths = range(len(hops) + 1) if order[0].startswith("-") else range(len(hops), -1, -1)
    return [
        Statement(_walked(kinds, (kind, *hops), depth, asked, (_way(order[0]), [*rest, _by_id(kind, order)])), values)
        for depth in depths
    ]


def is_by_id(order: Sequence[str]) -> bool:
    """Whether rows are ordered by nothing but their ids."""
    return not order or [_bare(one) for one in order] == ["id"]


@frozen
class _Hop:
    """From a row to what it leads to: by which link, to which type."""

    link: str
    to: type[Record]


def _hops(kinds: Kinds, kind: type[Record], names: Sequence[str]) -> list[_Hop] | None:
    """The ways from a row to where its list is read from, the nearest first; None where no index has the order."""
    field = columns_of(kind).get(names[0]) if names else None
    if isinstance(field, Link) and field.to in _WALKED:
        there = kinds[field.to].record
        further = _hops(kinds, there, there.ORDERED_BY)
        return None if further is None else [_Hop(names[0], there), *further]
    return [] if kind.TABLE in _WALKED and tuple(names) == kind.ORDERED_BY else None


def _walked(
    kinds: Kinds, way: tuple[type[Record], *tuple[_Hop, ...]], depth: int, asked: str, by: tuple[str, Sequence[str]]
) -> str:
    """The rows that lead so many hops on, and no further."""
    kind, hops = way[0], way[1:]
    (descending, rest), table = by, kind.TABLE
    ends = f'"{hops[depth].link}" IS NULL' if depth < len(hops) else ""
    if not depth:
        where = " AND ".join(filter(None, (ends, asked)))
        return _told(kind, "" if hops else INDEXES[table], where, f" ORDER BY {', '.join(rest)}")
    told, came = _told_on_the_way(kinds, hops, depth)
    inner = f"SELECT {', '.join(f'{term} AS w{n}' for n, term in enumerate(told))} FROM {came}"  # noqa: S608
    inner += f" WHERE h{depth}.{ends}" if ends else ""
    order = ", ".join([*(f"w{n}{descending}" for n in range(len(told))), *rest])
    joined = f'({inner}) CROSS JOIN {table} ON {table}."{hops[0].link}" = w{len(told) - 1}'
    return f"SELECT {table}.id FROM {joined}{f' WHERE {asked}' if asked else ''} ORDER BY {order}"  # noqa: S608


def _told(kind: type[Record], index: str, where: str, order: str) -> str:
    """A selection of the ids of one table, by an index where one is named."""
    by, asked = f" INDEXED BY {index}" if index else "", f" WHERE {where}" if where else ""
    return f"SELECT id FROM {kind.TABLE}{by}{asked}{order}"  # noqa: S608  made of constants


def _told_on_the_way(kinds: Kinds, hops: Sequence[_Hop], depth: int) -> tuple[list[str], str]:
    """What the types on the way are ordered by, from the furthest on, and how they are joined; the id of the nearest comes last."""
    told: list[str] = []
    came = ""
    for n in range(depth, 0, -1):
        there, at = hops[n - 1].to, f"h{n}"
        own = there.ORDERED_BY[n < len(hops) :]
        told += [*(term for name in own for term in _terms(kinds, there, at, name)), f"{at}.id"]
        on = f' ON {at}."{hops[n].link}" = h{n + 1}.id' if came else ""
        came += f"{' CROSS JOIN ' if came else ''}{there.TABLE} {at}{on}"
    return told, came


def _terms(kinds: Kinds, kind: type[Row], at: str, name: str) -> Iterator[str]:
    """What rows are ordered by for one column of theirs; ``at`` is what the statement calls the table."""
    column = f'{at}."{known(kind, name)}"'
    field = columns_of(kind).get(name)
    if isinstance(field, Link):
        yield f"{column} IS NULL"
        yield from _terms_there(kinds, kinds[field.to].record, f"{at}_{name}", column)
        yield column  # of two that are called the same, the rows of each stay together
    elif isinstance(field, Ref):
        yield f"{column} IS NULL"
        yield from _terms_referred(kinds, field, f"{at}_{name}", column)
        yield column
    else:
        yield _term(field, column)


def _term(field: object, column: str) -> str:
    """Names by pinyin, other texts by the numbers in them as well."""
    if isinstance(field, Name):
        return f"{ORDERED_NAME}({column})"
    return f"{ORDERED}({column})" if isinstance(field, Text) else column


def _terms_there(kinds: Kinds, there: type[Record], at: str, number: str) -> Iterator[str]:
    """The same of the row to which a number leads."""
    for name in there.ORDERED_BY:
        for term in _terms(kinds, there, at, name):
            yield f"(SELECT {term} FROM {there.TABLE} {at} WHERE {at}.id = {number})"  # noqa: S608  declared, never typed


def _terms_referred(kinds: Kinds, field: Ref, at: str, column: str) -> Iterator[str]:
    """The same of a reference: one type after another."""
    found = [kinds[table] for table in field.to if table in kinds]
    terms = {kind.code: [*_terms_there(kinds, kind.record, at, f"({column} & {ID_MASK})")] for kind in found}
    yield _by_type(column, {code: str(n) for n, code in enumerate(terms)})
    for n in range(max(map(len, terms.values()), default=0)):
        yield _by_type(column, {code: told[n] for code, told in terms.items() if n < len(told)})


def _by_type(column: str, told: dict[int, str]) -> str:
    return f"CASE {column} >> {ID_BITS} {' '.join(f'WHEN {code} THEN {term}' for code, term in told.items())} END"


def _by_id(kind: type[Record], order: Sequence[str]) -> str:
    return f"{kind.TABLE}.id{_last_way(order)}"


def _bare(one: str) -> str:
    return one.removeprefix("-")


def _way(one: str) -> str:
    return " DESC" if one.startswith("-") else ""


def _last_way(order: Sequence[str]) -> str:
    return _way(order[-1]) if order else ""
