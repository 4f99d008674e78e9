"""What the search box finds: steps are taken one after another, best first, until there are enough hits.

Words stand for "and". Nothing here logs: what is typed names people.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from attrs import frozen

from db.records import KINDS
from db.records.kinds import Kinds
from db.store import search_entries, search_traits
from db.store.driver import Connection, whole
from db.store.search_entries import IDENTITY, TELEPHONE
from db.store.search_may import ANYTHING, LookedFor
from db.store.search_share import OWED, Shelf, cut, least
from db.store.search_sources import (
    AFTER,
    BY_TYPE,
    Source,
    Test,
    Word,
    as_doors,
    as_one,
    listed_source,
    narrowed_sources,
    read_word,
    slip_sources,
    tests_of,
)
from db.values import search_numbers, search_words
from db.values.reference import ID_BITS, parted
from db.values.search_tokens import Step

IDENTITY_LENGTHS = range(14, 20)
TELEPHONE_LENGTHS = range(7, 13)
# How many first and last figures a look-up goes by; a pair is chosen so that few numbers share it.
_IDENTITY_ENDS = ((14, 0), (0, 12), (0, 7), (10, 3))
_TELEPHONE_ENDS = ((5, 0), (0, 5))
_HEADS = "SELECT document, figures FROM search_number WHERE kind = ? AND figures >= ? AND figures < ?"
_TAILS = "SELECT document, figures FROM search_number WHERE kind = ? AND reversed >= ? AND reversed < ?"


@frozen
class Hit:
    """One thing found.

    Attributes:
        table: the record type's table.
        id: the record.
        rank: the number of the step that found it, 0 for the best.
        why: the step.
    """

    table: str
    id: int
    rank: int
    why: Step


class _Finder:
    """Runs sources one after another and keeps what is new, until there are enough; what is owed a share is asked all the same.

    ``within`` are the first document and the one behind the last that may be found; None for any. ``may`` is what may be found besides.
    """

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        limit: int,
        within: tuple[int, int] | None = None,
        may: LookedFor = ANYTHING,
    ) -> None:
        self._connection = connection
        self._kinds = kinds
        self._limit = limit
        self._within = within
        self._may = may
        self._seen: set[int] = set()
        self._shelves: list[Shelf] = []

    def is_full(self) -> bool:
        return len(self._seen) >= self._limit

    def is_empty(self) -> bool:
        """Whether nothing was found so far."""
        return not self._seen

    def read(self, typed: Sequence[str]) -> list[Word]:
        """The words in all their meanings, without those that mean nothing."""
        traits = [self._may.traits(text) for text in typed]
        if len(traits) > 1:
            traits = [tuple(one.looked_up(self._connection) for one in of) for of in traits]
        words = (read_word(self._connection, text, of) for text, of in zip(typed, traits, strict=True))
        return [word for word in words if word.text]

    def parted(self, text: str) -> tuple[str, ...]:
        """A word, or the words of which it is put together; see `search_traits.parted`."""
        return search_traits.parted(text, lambda piece: bool(self._may.traits(piece))) or (text,)

    def finds(self, word: Word) -> bool:
        """Whether a word by itself finds anything as it was typed."""
        one = _Finder(self._connection, self._kinds, 1, self._within, self._may)
        one.run(*narrowed_sources([word]))
        return not one.is_empty()

    def run(self, sources: Iterable[Source], tests: Sequence[Test] = ()) -> None:
        """Takes what each source gives under all the tests."""
        for source in sources:
            if not self.is_full():
                self._fill(source, tests)
            elif source.step in OWED and not (tests and source.step is Step.NUMBER_START):
                self._add_share(source, tests)
            if source.settles and self._seen:
                return

    def take(self, documents: Iterable[int], step: Step) -> None:
        """Keeps the documents that are new."""
        new = [d for d in dict.fromkeys(documents) if d not in self._seen]
        if self._within:
            first, last = self._within
            new = [d for d in new if first <= d < last]
        if self._may.but:
            new = [d for d in new if parted(d)[0] not in self._may.but]
        self._seen.update(new)
        self._shelves.append(Shelf(step, new))

    def take_of(self, documents: Sequence[int], step: Step, tests: Sequence[Test]) -> None:
        """Takes what is known already under all the tests."""
        if tests or self._may.tests:
            self.run([listed_source(step, documents)], tests)
        else:
            self.take(documents, step)

    def hits(self) -> list[Hit]:
        found: list[Hit] = []
        for rank, (shelf, documents) in enumerate(zip(self._shelves, cut(self._shelves, self._limit), strict=True)):
            found += [Hit(*search_entries.record_of(self._kinds, d), rank, shelf.step) for d in documents]
        return found

    def _fill(self, source: Source, tests: Sequence[Test]) -> None:
        """All of a source; where one record type would fill all places, some of each other type as well."""
        most = min(self._limit + len(self._seen), sys.maxsize)
        found = self._ask(source, tests, most)
        self.take(found, source.step)
        while len(found) >= most and source.sql in BY_TYPE and least(self._limit):
            most = least(self._limit)
            found = self._ask(source, tests, most, first=search_entries.next_type(found[-1]))
            self.take(found, source.step)

    def _add_share(self, source: Source, tests: Sequence[Test]) -> None:
        same = source.step is self._shelves[-1].step
        most = self._limit // 2 if same else least(self._limit)
        self.take(self._ask(source, tests, most, ordered=source.step is not Step.NUMBER_START), source.step)

    def _ask(
        self, source: Source, tests: Sequence[Test], most: int, *, first: int = 0, ordered: bool = True
    ) -> list[int]:
        tests = (*tests, *self._may.tests)
        narrowed = "".join(f" AND ({t.sql.format(document=source.document)})" for t in tests)
        low, high = self._within or (0, 0)
        if low := max(low, first):
            narrowed += f" AND {source.document} >= {low}"
        if self._may.but:
            narrowed += f" AND ({source.document} >> {ID_BITS}) NOT IN ({', '.join(map(str, self._may.but))})"
        if high:
            narrowed += f" AND {source.document} < {high}"
        sql = source.sql if ordered else source.sql.replace("ORDER BY 1 ", "")
        values = [*source.values, *(v for t in tests for v in t.values), most]
        rows = self._connection.execute(sql.format(narrowed=narrowed), values).fetchall()
        return [whole(row[0]) for row in rows]


def search(
    connection: Connection, words: str, limit: int = 50, kinds: Kinds = KINDS, may: LookedFor = ANYTHING
) -> list[Hit]:
    """What the words find of what may be found, best first, at most ``limit``; nothing for words without letters and figures.

    Only when nothing fits does it look for the same sound in other characters, then for one slip of the finger. Of
    several things asked for at once, each has its share.
    """
    return _found(connection, words, lambda: _Finder(connection, kinds, limit, None, may), limit) if limit > 0 else []


def every(connection: Connection, table: str, words: str, kinds: Kinds = KINDS, may: LookedFor = ANYTHING) -> list[int]:
    """The ids of all records of a table that the words find."""
    if not search_entries.searched(kinds, table):
        return []
    within = search_entries.documents_of(kinds, table)
    make = partial(_Finder, connection, kinds, sys.maxsize, within, may)
    return [hit.id for hit in _found(connection, words, make, sys.maxsize)]


def _found(connection: Connection, words: str, finder: Callable[[], _Finder], limit: int) -> list[Hit]:
    asked = search_words.read(words)
    found = _each(asked.ways, lambda way: _one(connection, way, finder()), limit)
    if not found and asked.else_each:
        found = _each(asked.else_each, lambda way: _one(connection, way, finder()), limit)
    return found


def _each(ways: Sequence[Sequence[str]], find: Callable[[Sequence[str]], list[Hit]], limit: int) -> list[Hit]:
    """What is found of each, every one with its share of the places."""
    lists = [find(way) for way in ways]
    if len(lists) < 2:
        return lists[0] if lists else []
    places = cut([Shelf(Step.NUMBER, list(range(len(one)))) for one in lists], limit)
    chosen = [one[i] for one, indices in zip(lists, places, strict=True) for i in indices]
    return list({(hit.table, hit.id): hit for hit in reversed(chosen)}.values())[::-1]


def _one(connection: Connection, typed: Sequence[str], finder: _Finder) -> list[Hit]:
    read = finder.read(typed)
    if not read:
        return []
    if len(read) > 1:
        finder.run(as_one(connection, typed))
        if finder.is_empty() and (doors := as_doors(read)) != read:
            finder.run(*narrowed_sources(doors))
            if not finder.is_empty():
                return finder.hits()
    finder.run(*narrowed_sources(read))
    if finder.is_empty() and (pieces := [one for text in typed for one in finder.parted(text)]) != [*typed]:
        finder.run(*narrowed_sources(finder.read(pieces)))
    if finder.is_empty():
        finder.run(*narrowed_sources(read, loose=True))
    if finder.is_empty():
        _slips(connection, finder, read)
    return finder.hits()


def _slips(connection: Connection, finder: _Finder, read: Sequence[Word]) -> None:
    """One letter of pinyin, one character of a name or one figure of a long number mistyped, of a word that nothing has as it is."""
    for word in read:
        others = [w for w in read if w is not word]
        if word.is_plain and not (others and finder.finds(word)):
            finder.run(*slip_sources(word, others))
        near: list[int] = []
        if len(word.figures) in IDENTITY_LENGTHS:
            near += _near_numbers(connection, IDENTITY, word.figures, _IDENTITY_ENDS)
        if len(word.figures) in TELEPHONE_LENGTHS:
            near += _near_numbers(connection, TELEPHONE, word.figures, _TELEPHONE_ENDS)
        if near:
            finder.take_of(near, Step.TYPO, tests_of(others))


def _near_numbers(connection: Connection, kind: int, figures: str, ends: Sequence[tuple[int, int]]) -> list[int]:
    """Documents with a number one slip away: whatever the slip, one of these pairs of ends is as it was."""
    found: dict[int, None] = {}
    for start, end in ends:
        head, tail = figures[:start], figures[len(figures) - end :]
        sql, first = (_HEADS, head) if head else (_TAILS, tail[::-1])
        for document, number in connection.execute(sql, (kind, first, first + AFTER)):
            if str(number).endswith(tail) and search_numbers.one_slip(figures, str(number)):
                found[whole(document)] = None
    return sorted(found)
