"""Words that say what somebody is: 独居, 党员, 流动人口, 80岁以上; what they mean, the types themselves declare.

A word is the name of a part of a list, or a label, or a usual spelling of it, of a code of `Found.coded`, or an age.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from attrs import evolve, frozen

from db.fields import Code, Stored
from db.records.base import Record
from db.records.condition import Condition, at_least, at_most, has, is_
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.paths import path_of
from db.store import search_entries
from db.store.driver import Connection
from db.store.where import Where, clause
from db.values import numerals
from db.values.reference import ID_MASK

_AGE = re.compile(
    r"满?(?P<from>\d{1,3})(?:周?岁?(?:-|~|至|到)(?P<to>\d{1,3}))?(?P<tens>多)?周?岁(?P<open>及?以上|及?以下)?(?:的?(?:老人|老年人|人))?"
)
_NAMED_AGES = {
    "老人": (60, None),  # 老年人权益保障法 第二条: from 60
    "老年人": (60, None),
    "未成年": (None, 17),  # 民法典 第十七条: until 18
    "未成年人": (None, 17),
}
_SHORTEST_ALONE = 2
"""A word of one character (男, 女) only narrows what others find: it stands in too many names."""
_FEW = 2000
Asked = Callable[[type[Record], Iterable[Condition]], Sequence[Where] | None]
"""What conditions ask of a type; None where whoever asks sees nothing of it."""


@frozen
class Trait:
    """Records of one type that are what a word says.

    Attributes:
        sql: selects their documents, in order.
        holds: tells of ``{document}`` whether it is one of them, with the same values.
        alone: whether the word finds by itself; else it only narrows.
        few: their documents as JSON, where they are known and few.
    """

    sql: str
    holds: str
    values: tuple[Stored, ...]
    alone: bool
    few: str | None = None

    def test(self) -> tuple[str, tuple[Stored, ...]]:
        """What it demands of a document: of few ones a list is looked at, of many the record."""
        if self.few is None:
            return self.holds, self.values
        return "{document} IN (SELECT value FROM json_each(?))", (self.few,)

    def looked_up(self, connection: Connection) -> "Trait":
        """The same, with its documents where there are few of them: several queries ask for them."""
        found = connection.execute(f"{self.sql} LIMIT ?", (*self.values, _FEW + 1)).fetchall()
        return evolve(self, few=json.dumps([row[0] for row in found])) if len(found) <= _FEW else self


def read(kinds: Kinds, asked: Asked, word: str) -> tuple[Trait, ...]:
    """What a word may say somebody is, of each type."""
    if word.isascii():
        return ()
    text = unicodedata.normalize("NFKC", word).strip()
    if text.isascii():
        return ()
    return tuple(
        _trait(kinds, telling.kind, where, alone=len(text) >= _SHORTEST_ALONE)
        for telling in _telling(kinds)
        for conditions in _meant(telling, text)
        if (where := asked(telling.kind.record, conditions)) is not None
    )


class _Coded(NamedTuple):
    """A path that leads to a code, its field, and whether it stands in parts."""

    path: str
    field: Code
    is_of_parts: bool


class _Telling(NamedTuple):
    """What words say of a type, ready for being asked: every word of every search is."""

    kind: Kind
    views: Mapping[str, tuple[Condition, ...]]
    coded: Sequence[_Coded]
    aged: Sequence[str]
    present: Sequence[Condition]


@cache
def _telling(kinds: Kinds) -> tuple[_Telling, ...]:
    """The types of which words say something."""
    return tuple(
        _Telling(
            kind,
            {view.name: view.conditions for view in reversed(kind.views)},
            [_code_at(kinds, kind, path) for path in kind.found.coded],
            kind.found.aged,
            kind.found.present,
        )
        for kind in kinds
        if kind.found and (kind.found.coded or kind.found.aged)
    )


def _code_at(kinds: Kinds, kind: Kind, text: str) -> _Coded:
    path = path_of(kind.record, text, kinds.record_of)
    assert path is not None
    assert isinstance(path.field, Code)
    return _Coded(text, path.field, bool(path.hops and path.hops[-1].is_parts))


def _meant(telling: _Telling, text: str) -> Iterator[tuple[Condition, ...]]:
    """The conditions of each way in which a type understands a word."""
    if text in telling.views:
        yield telling.views[text]
        return
    for coded in telling.coded:
        if (code := coded.field.codes().code(text)) is not None:
            yield (_is_coded(coded, code), *(one for one in telling.present if one.path != coded.path))
    if years := _years(text):
        for path in telling.aged:
            yield (*_aged(path, *years), *telling.present)


def _is_coded(coded: _Coded, code: str) -> Condition:
    """That a code is what a word says: of a part, of one that holds."""
    parts, _, name = coded.path.rpartition(".")
    return has(parts, is_(name, code)) if coded.is_of_parts else is_(coded.path, code)


def _years(text: str) -> tuple[int | None, int | None] | None:
    """The least and the most full years that a word says; None for no age."""
    if text in _NAMED_AGES:
        return _NAMED_AGES[text]
    if "岁" not in text:
        return None
    match = _AGE.fullmatch(numerals.figures(text))
    if not match:
        return None
    first = int(match["from"])
    if match["to"]:
        return first, int(match["to"])
    if match["open"]:
        return (first, None) if match["open"].endswith("上") else (None, first)
    return first, first + 9 if match["tens"] else first


def _aged(path: str, least: int | None, most: int | None) -> Iterator[Condition]:
    if least is not None:
        yield at_least(f"{path}.age", least)
    if most is not None:
        yield at_most(f"{path}.age", most)


def _trait(kinds: Kinds, kind: Kind, where: Sequence[Where], *, alone: bool) -> Trait:
    sql, values = clause(kind.record, where)
    first = search_entries.documents_of(kinds, kind.table)[0]
    turned = kind.found is not None and kind.found.newest_first
    number, ordered = (f"{first + ID_MASK} - id", "id DESC") if turned else (f"{first} + id", "id")
    here = f"{first + ID_MASK} - {{document}}" if turned else f"{{document}} - {first}"
    among = f"SELECT {number} AS document FROM {kind.table}{sql} ORDER BY {ordered}"  # noqa: S608  declared
    holds = f"EXISTS (SELECT 1 FROM {kind.table}{sql} AND {kind.table}.id = {here})"  # noqa: S608  declared
    return Trait(among, holds, tuple(values), alone)


def parted(word: str, is_trait: Callable[[str], bool]) -> tuple[str, ...]:
    """A word as it is put together of what words say and of what else stands there: 3栋独居 is 3栋 and 独居; () for any other.

    The longest comes first: 80岁以上 is not 80岁 with something behind it.
    """
    if word.isascii():  # as pinyin and numbers are: they say nothing of anybody
        return ()
    for length in range(len(word) - 1, _SHORTEST_ALONE - 1, -1):
        for trait, rest in ((word[:length], word[length:]), (word[-length:], word[:-length])):
            if is_trait(trait):
                others = parted(rest, is_trait) or (rest,)
                return tuple(one for one in (trait, *others) if one not in _EMPTY)
    return ()


_EMPTY = ("的", "居民", "人")
"""What may stand between such words and says nothing."""
