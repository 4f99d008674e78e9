"""What a clerk is asked about a row: which record is meant of several, each with what tells it from its namesakes."""

from collections.abc import Iterable, Sequence

from db.records.base import Record
from db.services.find import second_line
from db.services.importing.problems import Option
from db.store.reading import Reader

AS_NEW, SKIP = "new", "skip"
"""Answers to a doubt about who is meant; any other is a number that leads to a record."""
_FEW = 4


def ways(
    store: Reader, ask: str, found: Iterable[tuple[int, Record]], leave: str, make: str = ""
) -> tuple[Option, ...]:
    """The ways of deciding, that first which is taken unless the clerk says otherwise.

    Args:
        store: where the records are.
        ask: by what the answer is kept.
        found: the number that leads to each record that may be meant, and the record.
        leave: what it is called to decide nothing.
        make: what it is called to enter a new one; "" where that is no way.
    """
    told = list(found)[:_FEW]
    options = [Option(SKIP, leave, ask), *([Option(AS_NEW, make, ask)] if make else ())]
    return (*options, *(Option(str(number), words, ask) for number, words in _records(store, told)))


def _records(store: Reader, told: Sequence[tuple[int, Record]]) -> Iterable[tuple[int, str]]:
    """Records, of one type or of several, by what tells each from the others."""
    tables = {record.TABLE for _, record in told}
    for number, record in told:
        linked, kind = store.linked_titles([record])[record.id], store.kinds[record.TABLE]
        line = "，".join(
            filter(None, (kind.label if tables - {record.TABLE} else "", second_line(kind, record, linked)))
        )
        more = f"（{line}）" if line else ""
        yield number, f"就是“{record.title(linked)}”{more}"
