"""What the search box finds: steps are taken one after another, best first, until there are enough hits.

Words stand for "and". Nothing here logs: what is typed names people.
"""

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from db.store import search_entries
from db.store.driver import Connection
from db.store.search_entries import IDENTITY, TELEPHONE
from db.store.search_sources import AFTER, Source, Test, Word, as_one, narrowed_sources, read_word, text_source
from db.values import search_numbers, search_tokens
from db.values.search_tokens import Step

MOST_WORDS = 8
MOST_LETTERS = 200
IDENTITY_LENGTHS = range(14, 20)
TELEPHONE_LENGTHS = range(7, 13)
# How many first and last figures a look-up goes by; a pair is chosen so that few numbers share it.
_IDENTITY_ENDS = ((14, 0), (0, 12), (0, 7), (10, 3))
_TELEPHONE_ENDS = ((5, 0), (0, 5))
_COUNTRY = re.compile(r"^\s*(?:\+|00)86[\s-]*(?=\d)")
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
    """Runs sources one after another and keeps what is new, until there are enough."""

    def __init__(self, connection: Connection, limit: int) -> None:
        self._connection = connection
        self._limit = limit
        self._found: dict[int, tuple[int, Step]] = {}
        self._rank = 0

    def is_full(self) -> bool:
        return len(self._found) >= self._limit

    def run(self, sources: Iterable[Source], tests: Sequence[Test] = ()) -> None:
        """Takes what each source gives under all the tests."""
        for source in sources:
            if self.is_full():
                return
            narrowed = "".join(f" AND ({t.sql.format(document=source.document)})" for t in tests)
            values = [*source.values, *(v for t in tests for v in t.values), self._limit + len(self._found)]
            rows = self._connection.execute(source.sql.format(narrowed=narrowed), values).fetchall()
            self.take((int(row[0] or 0) for row in rows), source.step)
            if source.settles and self._found:
                return

    def take(self, documents: Iterable[int], step: Step) -> None:
        """Keeps the documents that are new."""
        for document in documents:
            if not self.is_full():
                self._found.setdefault(document, (self._rank, step))
        self._rank += 1

    def hits(self) -> list[Hit]:
        return [Hit(*search_entries.record_of(d), rank, step) for d, (rank, step) in self._found.items()]


def search(connection: Connection, words: str, limit: int = 50) -> list[Hit]:
    """What the words find, best first, at most ``limit``; nothing for words without letters and figures.

    Only when nothing fits does it look for the same sound in other characters, then for one slip of the finger.
    """
    typed = _COUNTRY.sub("", words[:MOST_LETTERS]).split()[:MOST_WORDS]
    read = [word for word in (read_word(connection, text) for text in typed) if word.text]
    if not read or limit < 1:
        return []
    finder = _Finder(connection, limit)
    if len(read) > 1:
        finder.run(as_one(connection, typed))
    finder.run(*narrowed_sources(read))
    if not finder.hits():
        finder.run(*narrowed_sources(read, loose=True))
    if not finder.hits() and len(read) == 1:
        _slips(connection, finder, read[0])
    return finder.hits()


def _slips(connection: Connection, finder: _Finder, word: Word) -> None:
    """One letter of pinyin or one figure of a long number mistyped."""
    if text := search_tokens.typo_expression(word.text):
        finder.run([text_source(Step.TYPO, text)])
    if len(word.figures) in IDENTITY_LENGTHS:
        finder.take(_near_numbers(connection, IDENTITY, word.figures, _IDENTITY_ENDS), Step.TYPO)
    if len(word.figures) in TELEPHONE_LENGTHS:
        finder.take(_near_numbers(connection, TELEPHONE, word.figures, _TELEPHONE_ENDS), Step.TYPO)


def _near_numbers(connection: Connection, kind: int, figures: str, ends: Sequence[tuple[int, int]]) -> list[int]:
    """Documents with a number one slip away: whatever the slip, one of these pairs of ends is as it was."""
    found: dict[int, None] = {}
    for start, end in ends:
        head, tail = figures[:start], figures[len(figures) - end :]
        sql, first = (_HEADS, head) if head else (_TAILS, tail[::-1])
        for document, number in connection.execute(sql, (kind, first, first + AFTER)):
            if str(number).endswith(tail) and search_numbers.one_slip(figures, str(number)):
                found[int(document or 0)] = None
    return sorted(found)
