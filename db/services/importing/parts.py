"""Repeated parts as an export writes them into one cell, read back: 张三（申请人，13812345678）、李四."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from attrs import define

from db.errors import ValueUnreadable
from db.fields import Code, Day, Field, Leading, Name, Phone, Rows, Words
from db.records.base import Row, columns_of
from db.services.importing.cells import MASK
from db.services.importing.links import LinkFinder
from db.values import phone

_MOST = 400
"""Ways of reading one part that are tried: what can be read in more of them is not written by a program."""
_LABELLED = re.compile(r"(?P<label>[^（「：:]{1,8})[：:]\s*(?P<rest>.+)", re.DOTALL)
_MISFIT = 20
"""How loosely a link is read that leads to none or to several, or a telephone that is no number: rather anything else."""
Way = tuple[int, dict[str, Any]]
"""How loosely a part is read, and its values."""


def read_parts(
    rows: Rows, text: str, links: LinkFinder, unsure: list[str], beside: Collection[str] = ()
) -> tuple[Row, ...] | None:
    """The parts that a cell tells; None where somebody must look.

    Args:
        rows: which parts.
        text: of the cell.
        links: finds what they lead to.
        unsure: gets the words that lead to none, or may lead to several.
        beside: what else the row names, by which namesakes are told apart.
    """
    found: list[Row] = []
    label = ""
    for piece in _split(text, "、，；;\n"):
        if (match := _LABELLED.fullmatch(piece)) and (codes := _codes(rows.part, match["label"])):
            name, code = next(iter(codes.items()))
            label, piece = columns_of(rows.part)[name].show(code), match["rest"]
        head, inner = _bracketed(piece)
        texts = [one for one in (*([label] if label else []), head, *_split(inner, "，,")) if MASK not in one]
        part = _Reading(rows.part, texts, links, beside).likeliest(unsure)
        if part is None:
            return None
        found.append(part)
    return tuple(found)


def _codes(part: type[Row], text: str) -> dict[str, Any]:
    """The fields of a part for whose codes a text is the word, each with the code."""
    fields = ((name, field) for name, field in columns_of(part).items() if isinstance(field, Code))
    return {name: code for name, field in fields if (code := field.codes().code(text)) is not None}


@define
class _Reading:
    """The ways in which texts can be the values of a part."""

    part: type[Row]
    texts: Sequence[str]
    links: LinkFinder
    beside: Collection[str]

    def likeliest(self, unsure: list[str]) -> Row | None:
        """The part that they tell best of those that can be saved: as little as can be in fields that take any words."""
        best: tuple[int, dict[str, Any], Row] | None = None
        for ways in (self._plain(), self._with_links()):
            for loose, values in ways:
                if best is None or loose < best[0]:
                    made = self.part(**values)
                    best = best if made.refusals() else (loose, values, made)
            if best is not None and best[0] < _MISFIT:
                break
        if best is None:
            return None
        links = {name for name, field in columns_of(self.part).items() if isinstance(field, Leading)}
        # One that is left open has taken a text all the same, and values stand in the order of the texts.
        unsure += [text for name, text in zip(best[1], self.texts, strict=False) if name in links and not best[1][name]]
        return best[2]

    def _plain(self) -> Iterator[Way]:
        """Without links: in the order of the fields, and with the words of codes wherever they stand."""
        columns = [(n, f) for n, f in columns_of(self.part).items() if not isinstance(f, Leading)]
        yield from islice(self._assigned(columns, self.texts), _MOST)
        told: dict[str, Any] = {}
        rest: list[str] = []
        for text in self.texts:
            codes = _codes(self.part, text)
            if len(codes) == 1 and not codes.keys() & told.keys():
                told |= codes
            else:
                rest.append(text)
        if told:
            left = [(n, f) for n, f in columns if n not in told]
            yield from ((loose, told | values) for loose, values in islice(self._assigned(left, rest), _MOST))

    def _with_links(self) -> Iterator[Way]:
        """In the order of all fields; what names a record is mostly followed by its name once more."""
        return islice(self._assigned(list(columns_of(self.part).items()), self.texts), _MOST)

    def _assigned(self, columns: Sequence[tuple[str, Field[Any]]], texts: Sequence[str]) -> Iterator[Way]:
        if not texts:
            yield 0, {}
            return
        for place, (name, field) in enumerate(columns):
            value = self._value(field, texts[0])
            if value is None:
                continue
            for loose, rest in self._assigned(columns[place + 1 :], texts[1:]):
                yield loose + self._looseness(field, texts[0], value), {name: value, **rest}

    def _value(self, field: Field[Any], text: str) -> Any:
        """The value of a text that an export would write just so; None for none."""
        if isinstance(field, Leading):
            found = self._led(field, _unquoted(text))
            return found[0] if len(found) == 1 else None if field.required or len(self.texts) < 2 else field.EMPTY
        bare = _unquoted(text.removeprefix(_label(field)))
        try:
            value = field.read(bare)
        except ValueUnreadable:
            return None
        if value == field.EMPTY or not bare or field.show(value) != bare:
            return None
        return None if (fault := field.fault(value)) and fault.blocking else value

    def _looseness(self, field: Field[Any], text: str, value: Any) -> int:
        """How little it says that a field takes a text: one of any words takes all, and none that says its label is mistaken.

        What stands twice names a record first and is its name then.
        """
        if isinstance(field, Leading):
            return 0 if value else _MISFIT - 1
        if text.startswith(_label(field)):
            return 0
        if isinstance(field, Name):
            return 1
        if isinstance(field, Phone):
            return 0 if all(map(phone.is_right, phone.noted(text)[0])) else _MISFIT
        if isinstance(field, Words):
            return 2 if self.texts.count(text) == 1 else _MISFIT
        return 2 if field.fault(value) else 0

    def _led(self, field: Leading, words: str) -> list[int]:
        """What words may lead to; of several those whose telephone or address stands beside it."""
        found = self.links.find(field, words)
        beside = {_unquoted(text.rpartition("：")[2]) for text in self.texts} - {words} | set(self.beside)
        known = [number for number in found if beside & self.links.told_of(field, number)] if len(found) > 1 else found
        return known or found


def _label(field: Field[Any]) -> str:
    """What an export writes before a value that would be taken for that of another field."""
    return field.label if isinstance(field, Day) else f"{field.label}："


@cache
def _split(text: str, signs: str) -> list[str]:
    """The pieces of a text between any of some signs that stand in no brackets and no quotation marks."""
    pieces, piece, depth, quoted = list[str](), "", 0, False
    for character in text:
        quoted = (quoted or character == "「") and character != "」"
        if not quoted:
            depth += (character == "（") - (character == "）" and depth > 0)
        if character in signs and not depth and not quoted:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    return [one.strip() for one in (*pieces, piece) if one.strip()]


def _bracketed(piece: str) -> tuple[str, str]:
    """What stands before the brackets that close a piece, and what stands in them."""
    at = piece.find("（", piece.find("」") if piece.startswith("「") else 0)
    return (piece[:at].strip(), piece[at + 1 : -1]) if at >= 0 and piece.endswith("）") else (piece, "")


def _unquoted(text: str) -> str:
    """A text without the quotation marks in which it stands as a whole."""
    return text[1:-1] if text.startswith("「") and text.endswith("」") else text
