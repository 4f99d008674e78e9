"""The tokens under which a text is found, and the index expressions that ask for them.

Each token begins with the letter of its class, so that one index answers every way of typing a name:
a the whole text, b its later parts, c the whole in pinyin (every likely reading), d later parts in pinyin,
e and f the initials of the whole and of later parts, g the whole in pinyin that forgives what speakers confuse.

An expression holds nothing but these letters, folded text and the words AND and OR: a hyphen or a quotation mark
that a clerk types must never become part of the index's own language.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product

from db.values import characters, folding, pinyin

MAX_UNITS = 60
WINDOW = 10
_WITHOUT_WORD = frozenset("abcdefg")


class Step(StrEnum):
    """How something was found; a list of hits is in the order of its steps."""

    NUMBER = "number"
    ADDRESS = "address"
    NAME = "name"
    NAME_START = "name_start"
    NAME_PART = "name_part"
    INITIALS = "initials"
    INITIALS_START = "initials_start"
    PINYIN = "pinyin"
    PINYIN_START = "pinyin_start"
    PINYIN_PART = "pinyin_part"
    INITIALS_PART = "initials_part"
    MIXED = "mixed"
    NUMBER_END = "number_end"
    ROOM = "room"
    TRAIT = "trait"
    PARTS = "parts"
    NUMBER_START = "number_start"
    NUMBER_PART = "number_part"
    NEARBY = "nearby"
    SOUND = "sound"
    TYPO = "typo"


def tokens(text: str, *, person: bool) -> set[str]:
    """All tokens of a text; of a person's name the surname is read as a surname."""
    units = folding.units(text)[:MAX_UNITS]
    if not units:
        return set()
    found = {"a" + "".join(units), *_later_tokens(units[1:])}
    for spelling in pinyin.spellings(units, person=person):
        spelled = "".join(spelling)
        found.update(("c" + spelled, "e" + pinyin.initials(spelling), "g" + pinyin.fuzzy(spelled)))
    found -= _WITHOUT_WORD
    return found


@lru_cache(maxsize=8192)
def _later_tokens(units: tuple[str, ...]) -> frozenset[str]:
    """The tokens of the later parts of a text, which is without its first unit here: many persons share these."""
    found: set[str] = set()
    for start in range(len(units)):
        part = units[start : start + WINDOW]
        found.add("b" + "".join(part))
        for spelling in pinyin.spellings(part):
            found |= {"d" + "".join(spelling), "f" + pinyin.initials(spelling)}
    return frozenset(found)


def term(letter: str, word: str, *, start: bool = False) -> str:
    """What asks for a token of a class, or for all that begin so; the word is folded."""
    return f'"{letter}{word}"*' if start else f'"{letter}{word}"'


def _part(units: tuple[str, ...]) -> str:
    """A later part of the text; parts are kept as far as the window, so a longer one is asked for at both ends."""
    if len(units) <= WINDOW:
        return term("b", "".join(units), start=True)
    first, last = "".join(units[:WINDOW]), "".join(units[-WINDOW:])
    return f"({term('b', first, start=True)} AND {term('b', last, start=True)})"


def any_of(expressions: Iterable[str]) -> str:
    """One expression for whatever meets any of these."""
    return " OR ".join(dict.fromkeys(expressions))


# Passports spell ü as YU: 吕 is LYU, 女 is NYU.
_PASSPORT = re.compile(r"(?<=[ln])yu(?=$|[^aeiou])")


def expressions(word: str) -> list[tuple[Step, str]]:
    """The steps in which a word is looked for, best first; none for a word without letters and digits."""
    if characters_typed := characters.asked(word):
        return _composed(characters_typed)
    as_typed = _expressions(word)
    folded = folding.fold(word)
    if not folded.isascii() or (spelled := _PASSPORT.sub("v", folded)) == folded:
        return as_typed
    return [*_expressions(spelled), *as_typed]


def _composed(typed: tuple[tuple[str, ...], ...]) -> list[tuple[Step, str]]:
    """李龙+天: names with whatever characters have these parts, there where they were typed."""
    choices = [parts if len(parts) == 1 else tuple(characters.composed(parts)) for parts in typed]
    written = ["".join(folding.units("".join(one))) for one in islice(product(*choices), characters.MOST)]
    return (
        [(Step.PARTS, any_of(term(letter, one, start=True) for one in written for letter in "ab"))] if written else []
    )


def _expressions(word: str) -> list[tuple[Step, str]]:
    units = folding.units(word)
    folded = "".join(units)
    if not folded:
        return []
    found = [
        (Step.NAME, term("a", folded)),
        (Step.NAME_START, term("a", folded, start=True)),
        (Step.NAME_PART, _part(units)),
    ]
    if folded.isdigit():
        return found
    if not folded.isascii():
        return found + _script_mixed(units)
    return [
        *found,
        (Step.INITIALS, term("e", folded)),
        (Step.INITIALS_START, term("e", folded, start=True)),
        (Step.PINYIN, term("c", folded)),
        (Step.PINYIN_START, term("c", folded, start=True)),
        (Step.PINYIN_PART, term("d", folded, start=True)),
        (Step.INITIALS_PART, term("f", folded, start=True)),
        *_pinyin_then_initials(folded),
    ]


def _script_mixed(units: tuple[str, ...]) -> list[tuple[Step, str]]:
    """王gf, 张guofang: characters first, then how the rest is read."""
    split = next((i for i, unit in enumerate(units) if unit.isascii() and unit.isalpha()), 0)
    head, tail = "".join(units[:split]), "".join(units[split:])
    if not head or not tail.isascii():
        return []
    name = any_of(term(letter, head, start=True) for letter in "ab")
    read = any_of(term(letter, tail, start=True) for letter in "df")
    return [(Step.MIXED, f"({name}) AND ({read})")]


def _pinyin_then_initials(folded: str) -> list[tuple[Step, str]]:
    """The beginning spelled out, the rest as initials: zhanggf."""
    for end in range(len(folded) - 1, 1, -1):
        if syllables := pinyin.syllables(folded[:end]):
            letters = pinyin.initials(syllables) + folded[end:]
            both = (f"{term(c, folded[:end], start=True)} AND {term(e, letters, start=True)}" for c, e in ("ce", "df"))
            return [(Step.MIXED, any_of(both))]
    return []


def loose_expressions(word: str) -> list[tuple[Step, str]]:
    """The steps after nothing was found: the same sound in other characters, then sounds often confused."""
    if characters.asked(word):
        return []
    units = folding.units(word)
    spelled = ["".join(s) for s in pinyin.spellings(units, person=True)]
    spelled = [s for s in spelled if s and not s.isdigit()]
    if not spelled:
        return []
    confused = list(dict.fromkeys(pinyin.fuzzy(s) for s in spelled))
    return [
        (Step.SOUND, any_of(term("c", s) for s in spelled)),
        (Step.SOUND, any_of(term(letter, s, start=True) for s in spelled for letter in "cd")),
        (Step.SOUND, any_of(term("g", s) for s in confused)),
        (Step.SOUND, any_of(term("g", s, start=True) for s in confused)),
    ]
