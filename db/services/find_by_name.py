"""Grids, buildings and estates by a number or a reading anywhere in their names: 1 and yi find 第一网格.

The search box does not look so, for there a number is a door, a telephone or a card; among the few places of a centre nothing
else can be meant.
"""

from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid
from db.services.find import Found, lines_of
from db.store import Store
from db.values import folding, numerals, pinyin

_TABLES = frozenset({Grid.TABLE, Building.TABLE, Estate.TABLE})
_MOST = 200
"""Of more of a type nobody looks through all: the search finds them by what it keeps of their names."""


def find_by_name(store: Store, words: str, table: str) -> list[Found]:
    """Those of a table of places whose names fit, the better first; nothing for another table, or one of too many."""
    ids = store.ids(store.kinds[table].record, limit=_MOST + 1) if table in _TABLES and words.strip() else []
    if not ids or len(ids) > _MOST:
        return []
    ranked = [(rank, one) for one in lines_of(store, table, ids) if (rank := name_fit(one.title, words)) is not None]
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def name_fit(name: str, words: str) -> int | None:
    """How well a name fits what is typed: 0 best; None where it does not. Numbers are one however they are written."""
    asked = numerals.figures(folding.fold(words))
    there = numerals.figures(folding.fold(name))
    if not asked:
        return None
    if asked.isdecimal():
        numbers = [str(piece) for piece in numerals.split(there) if isinstance(piece, int)]
        wanted = asked.lstrip("0") or asked
        return 0 if wanted in numbers else 1 if any(one.startswith(wanted) for one in numbers) else None
    if asked in there:
        return 0 if there.startswith(asked) else 1
    if asked.isascii() and asked.isalpha():
        return _read_fit(folding.units(name), asked)
    return None


def _read_fit(units: tuple[str, ...], letters: str) -> int | None:
    """How well the readings of a name fit letters, from its beginning or from any of its characters."""
    syllables = [(pinyin.readings(unit) or (unit,))[0] for unit in units]
    starts = [n for n in range(len(syllables)) if "".join(syllables[n:]).startswith(letters)]
    return None if not starts else 0 if starts[0] == 0 else 1
