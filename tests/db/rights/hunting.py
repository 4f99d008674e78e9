"""What of records that somebody may not see comes out of an answer: words that no record tells that he may see."""

import enum
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

import attrs

from db.fields import Code, IdNumber, LongText, Name, Phone, Text
from db.records.base import Record, Row, columns_of, parts_of
from db.records.flow import Flow, Move
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.may import Right
from db.services.registry.events import LABELS
from db.store import Store
from db.store.lift import Lift
from db.store.rights import refused
from db.values import code_table

TELLING = (Text, LongText, Name, IdNumber, Phone)
_PROPOSED = re.compile(r"\d+月议事日会议")
"""What the program proposes by itself."""
_LONG = 8
"""Longer words are looked for by so many of their first characters."""
_LEAST = 2
"""No word is shorter."""
_DECLARED = (Kind, Kinds, Flow, Move, type, enum.Enum)


def words_of(record: Record) -> Iterator[str]:
    """Whatever is written in a record and its parts."""
    rows = [
        record,
        *(part for name in parts_of(type(record)) for part in cast("tuple[Row, ...]", getattr(record, name))),
    ]
    for row in rows:
        for name, field in columns_of(type(row)).items():
            if isinstance(field, TELLING) and len(word := str(getattr(row, name)).strip()) >= _LEAST:
                yield word


class Prey:
    """The records that a clerk may not see, and the words that only they tell.

    Attributes:
        hidden: ids by table; the store has more of them.
        seen: ids that are seen, by table.
    """

    def __init__(self, clerk: Store, tables: Collection[str]) -> None:
        self.hidden: dict[str, list[int]] = {}
        self.seen: dict[str, list[int]] = {}
        told, secret = set[str](), set[str]()
        for kind in clerk.kinds:
            with clerk.lifted(Lift.SAME):
                everything = {record.id: record for record in clerk.select(kind.record)}
            seen = {record.id: record for record in clerk.select(kind.record)}
            for i, record in everything.items():
                if i in seen:
                    told.update(words_of(seen[i]))
                elif kind.table in tables:
                    secret.update(words_of(record))
            told.update(clerk.titles(kind.table, seen).values())
            self.hidden[kind.table] = [i for i in everything if i not in seen]
            self.seen[kind.table] = list(seen)
        corpus = "\n".join(sorted(told | _said_by_the_program(clerk)))
        self._short: dict[int, set[str]] = defaultdict(set)
        self._long: dict[str, list[str]] = defaultdict(list)
        for word in secret:
            if (
                word in corpus
                or _PROPOSED.fullmatch(word)
                or (word.isascii() and (len(word) < _LONG or word.isidentifier()))
            ):
                continue
            if len(word) < _LONG:
                self._short[len(word)].add(word)
            else:
                self._long[word[:_LONG]].append(word)
        found = [*(word for words in self._short.values() for word in words), *self._long]
        self._begun = {word[:_LEAST] for word in found}
        self._looked_through: dict[str, frozenset[str]] = {}

    def count(self) -> int:
        """How many words are looked for."""
        return sum(map(len, self._short.values())) + sum(map(len, self._long.values()))

    def words(self, most: int = 3) -> list[str]:
        """Some of them, to ask for."""
        found = [*sorted(self._short[3])[:most], *sorted(self._short[2])[:most]]
        return [*found, *sorted(word for words in self._long.values() for word in words if len(word) < 20)[:most]]

    def caught(self, answer: object) -> set[str]:
        """The words of hidden records in an answer."""
        found = set[str]()
        for text in texts_in(answer):
            known = self._looked_through.get(text)
            if known is None:  # pages and services say most things many times
                known = self._looked_through[text] = frozenset(self._in(text))
            found |= known
        return found

    def _in(self, text: str) -> Iterator[str]:
        """The words in a text; looked for only where one of them might begin."""
        for n in range(len(text) - _LEAST + 1):
            if text[n : n + _LEAST] not in self._begun:
                continue
            for length, words in self._short.items():
                if (part := text[n : n + length]) in words:
                    yield part
            yield from (word for word in self._long.get(text[n : n + _LONG], ()) if text.startswith(word, n))


def _said_by_the_program(store: Store) -> set[str]:
    """What stands on every screen."""
    fields = [field for kind in store.kinds for field in columns_of(kind.record).values()]
    columns = {field.label for field in fields}  # every filter names them, whoever asks
    tables = [field.codes() for field in fields if isinstance(field, Code)]
    labels = {label for table in (*tables, code_table.load("role")) for label in table.labels.values()}
    refusals = {str(refused(kind.may.roles(right), kind.label)) for kind in store.kinds for right in Right}
    told = {one.label for kind in store.kinds for one in kind.figures} | {
        v.name for kind in store.kinds for v in kind.views
    }
    return {
        *labels,
        *columns,
        *refusals,
        *told,
        *LABELS.values(),
        "您能查看的是您任职的网格里的您自己经办的您经办的事牵涉到的您看得到的资料的有权查看的",
    }


def texts_in(answer: object, depth: int = 0) -> Iterator[str]:
    """Every text in an answer, however deep, without what is declared."""
    if isinstance(answer, str):
        yield answer
    elif depth > 12 or answer is None or isinstance(answer, (*_DECLARED, int, float, bytes, Store)):
        return
    elif isinstance(answer, Mapping):
        for value in cast("Mapping[Any, Any]", answer).values():  # the keys are ids, or what fields are called
            yield from texts_in(value, depth + 1)
    elif isinstance(answer, Iterable):
        for one in cast("Iterable[Any]", answer):
            yield from texts_in(one, depth + 1)
    elif attrs.has(type(answer)):
        for one in attrs.fields(type(answer)):
            yield from texts_in(getattr(answer, one.name), depth + 1)
