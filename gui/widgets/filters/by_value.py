"""What is asked of a field when somebody types what it should be, and not what it is called: 党员, 80岁以上, 第一网格."""

import re
from collections.abc import Iterable

from attrs import frozen

from db.fields import Code, Link, Rows
from db.records.base import fields_of
from db.records.condition import Condition, Test
from db.records.paths import Path, fitting
from db.records.registry.place import Building, Grid
from db.services.conditions_told import Choice
from gui.lookup import Lookup, initials
from gui.widgets.filters.editor import LeftOut

_PLACES = ("estate", Grid.TABLE, Building.TABLE)
_SAID = re.compile(r"(?P<number>\d+)\s*(?P<unit>[^\d\s]{1,3}?)(?P<end>及?以上|以下|以内|)")
_MOST = 6
"""Of a field that has more codes of such words it is not said which of them are meant."""
_LETTERS = 2
"""So many initials at least: one letter fits something of every field."""


@frozen
class ByValue:
    """What fits.

    Attributes:
        rank: how well; 0 best.
        asked: what it would ask; () where somebody must choose.
    """

    rank: int
    asked: tuple[Condition, ...] = ()


def by_value(choices: Iterable[Choice], typed: str, left_out: LeftOut, *, letters: bool) -> dict[str, ByValue]:
    """The fields, by their paths, of which something typed is a value; ``letters`` are initials of values only where they may be."""
    words = typed.strip().casefold()
    if not words or (words.isascii() and not (letters and len(words) >= _LETTERS) and not _SAID.fullmatch(words)):
        return {}
    told = ((choice.path, _fit(choice.path, words, left_out)) for choice in choices)
    return {path.text: fit for path, fit in told if fit is not None}


def by_place(choices: Iterable[Choice], typed: str, lookup: Lookup) -> dict[str, ByValue]:
    """The fields that lead to a grid, building or estate of a name."""
    found: dict[str, list[int]] = {}
    fits: dict[str, ByValue] = {}
    for choice in choices:
        field = choice.path.field
        if not isinstance(field, Link) or field.to not in _PLACES or Test.AMONG not in fitting(choice.path):
            continue
        if field.to not in found:
            found[field.to] = [one.id for one in lookup.find(typed, field.to) if not one.near]
        if ids := found[field.to]:
            asked = (Condition(choice.path.text, Test.IS, (ids[0],)),) if len(ids) == 1 else ()
            fits[choice.path.text] = ByValue(0, asked)
    return fits


def _fit(path: Path, words: str, left_out: LeftOut) -> ByValue | None:
    field = path.field
    if isinstance(field, Rows):
        inner = ((name, one) for name, one in fields_of(field.part).items() if isinstance(one, Code))
        for name, one in inner:
            if (fit := _code_fit(name, one, words, ())) is not None:
                asked = tuple(Condition(path.text, Test.HAS, having=(each,)) for each in fit.asked)
                return ByValue(fit.rank, asked)
        return None
    if isinstance(field, Code):
        return _code_fit(path.text, field, words, left_out.get(path.text, ()))
    return _number_fit(path, words)


def _code_fit(path: str, field: Code, words: str, left_out: Iterable[str]) -> ByValue | None:
    table, out = field.codes(), set(left_out)
    labels = {code: text.casefold() for code, text in table.labels.items() if code not in out}
    fits = {code: rank for code, text in labels.items() if (rank := _rank(text, words)) is not None}
    exact = table.code(words)
    if exact in labels and not words.isdigit():
        fits[exact] = 0
    if not fits:
        return None
    best = min(fits.values())
    meant = [code for code, rank in fits.items() if rank == best] if best == 0 else list(fits)
    if len(meant) > _MOST:
        return ByValue(best)
    return ByValue(best, (Condition(path, Test.IS if len(meant) == 1 else Test.AMONG, tuple(meant)),))


def _rank(label: str, words: str) -> int | None:
    if words.isascii():
        return 2 if initials(label).startswith(words) else None
    return 0 if label == words else 1 if words in label else None


def _number_fit(path: Path, words: str) -> ByValue | None:
    """80岁以上, where the field is counted in 岁."""
    said = _SAID.fullmatch(words)
    if said is None or said["unit"] not in getattr(path.field, "units", ()) or Test.AT_LEAST not in fitting(path):
        return None
    number, end = int(said["number"]), said["end"]
    tests = [Test.AT_LEAST] if end.endswith("上") else [Test.AT_MOST] if end else [Test.AT_LEAST, Test.AT_MOST]
    return ByValue(0, tuple(Condition(path.text, test, (number,)) for test in tests))
