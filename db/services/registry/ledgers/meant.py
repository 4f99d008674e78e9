"""Which record of the register a row of a table means: for certain, or perhaps, and then the clerk is asked."""

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from db.records.base import Record
from db.records.kind import Kind
from db.services.importing.book import Book
from db.services.importing.doubts import SKIP, ways
from db.services.importing.line import Line
from db.services.importing.problems import Option, Verdict

OUT = "out"
"""The answer that a row does not come into the ledger."""
_FEW = 4


class Answer(Enum):
    """What becomes of a row that means nobody for certain."""

    TEXT = "text"
    LEAVE = "leave"


@frozen
class Meant:
    """What a row may mean.

    Attributes:
        sure: the record, where that is certain.
        maybe: those that it may be; () for nothing in the register.
        likely: whether the only one is taken unless the clerk says otherwise.
        why: what speaks against certainty, for the clerk.
    """

    sure: Record | None = None
    maybe: Sequence[Record] = ()
    likely: bool = False
    why: str = ""


def settled(book: Book, line: Line, kind: Kind, meant: Meant, number: int = 0) -> Record | Answer:
    """The record that a row stands for, after what the clerk has said; a doubt is told with the ways of deciding it.

    ``number`` counts several whom one row names.
    """
    if meant.sure is not None:
        return meant.sure
    ask = f"who{number or ''}"
    answer = book.answer(line, ask)
    if answer == OUT:
        return Answer.LEAVE
    if answer == SKIP:
        return Answer.TEXT
    if answer and (chosen := next((one for one in meant.maybe if str(one.id) == answer), None)):
        return chosen
    found = meant.maybe[:_FEW]
    text, *others = ways(book.store, ask, [(one.id, one) for one in found], "按表里的文字列入")
    options = [*others, text] if meant.likely else [text, *others]
    options.append(Option(OUT, "不列入台账", ask))
    done = "先按这一条列入，请核对" if meant.likely else "先按表里的文字列入，没有连到登记"
    said = meant.why or f"登记里没有找到这一条{kind.label}"
    line.tell("", "who", said, done, Verdict.DOUBTFUL, tuple(options))
    return meant.maybe[0] if meant.likely and meant.maybe else Answer.TEXT
