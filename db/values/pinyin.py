"""How names are read, in pinyin without tones (ü is v), as clerks type it.

Surnames have readings of their own (单 shan, 仇 qiu, 尉迟 yu chi): ``resources/codes/surname_reading.csv`` comes first,
then the characters usual in names (``name_reading.csv``), then every reading of the dictionary. A character that no
dictionary knows is read by its parts, as people read it who do not know it either; one without such parts has no reading,
and its name is still found by the character itself.
"""

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from db.values import characters, code_table

MAX_READINGS = 3
MAX_SPELLINGS = 4
_DIAERESIS = "\u0308"
# What mouths of several regions do not tell apart: zh z, ch c, sh s, ng n, l n, ü u, hu fu.
_CONFUSED = (
    *(("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u")),
    *(("hua", "fa"), ("hui", "fei"), ("hun", "fen"), ("huo", "fo"), ("hu", "fu")),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("aeiouv")
_LONGEST = 6


@cache
def _dictionary() -> Mapping[int, str]:
    # 41,923 characters; importing costs 0.1 s, so nobody who does not need it pays for it. The words of several characters,
    # three times as large, are not asked for, and the bundle has none.
    os.environ["PYPINYIN_NO_PHRASES"] = os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


def warm() -> None:
    """Loads the dictionary, so that the first search does not wait for it; any thread may call it."""
    _run_of_syllables()


def _toneless(reading: str) -> str:
    """lǚ is lv, ńg is ng."""
    plain: list[str] = []
    for character in unicodedata.normalize("NFD", reading):
        if character == _DIAERESIS:
            plain[-1] = "v"
        elif not unicodedata.combining(character):
            plain.append(character)
    return "".join(plain)


@cache
def _table(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Readings by surname or character, each as its syllables."""
    labels = code_table.load(name).labels
    return {key: tuple(tuple(reading.split()) for reading in text.split("|")) for key, text in labels.items()}


@lru_cache(maxsize=16384)
def readings(character: str) -> tuple[str, ...]:
    """The readings of a character outside a surname, the usual one first, three at most; none when unknown."""
    if own := _table("name_reading").get(character):
        return tuple(reading[0] for reading in own)
    known = _known(character) or [r for part in characters.parts_of(character) for r in _known(part)[:1]]
    return tuple(dict.fromkeys(known))[:MAX_READINGS]


def _known(character: str) -> list[str]:
    """What the dictionary says."""
    return [_toneless(r) for r in _dictionary().get(ord(character), "").split(",") if r]


@lru_cache(maxsize=16384)
def _choices(unit: str) -> tuple[tuple[str, ...], ...]:
    if unit.isascii():
        return ((unit,),)
    return tuple((reading,) for reading in readings(unit)) or (("",),)


def surname_length(units: Sequence[str]) -> int:
    """How many leading units are a surname of the table: 2, 1 or 0."""
    table = _table("surname_reading")
    if len(units) > 1 and units[0] + units[1] in table:
        return 2
    return int(len(units) > 0 and units[0] in table)


@lru_cache(maxsize=8192)
def spellings(units: tuple[str, ...], *, person: bool = False) -> tuple[tuple[str, ...], ...]:
    """The likely readings of a text, one syllable a unit ("" where unknown), the likeliest first, four at most.

    Every reading of the first character or surname comes with the usual readings of the rest; then one other
    character at a time in its other readings.
    """
    length = surname_length(units) if person else 0
    choices = [_choices(unit) for unit in units[length:]]
    if length:
        choices.insert(0, _table("surname_reading")["".join(units[:length])])
    usual = [choice[0] for choice in choices]
    found = [_joined(usual)]
    if len(choices) == sum(map(len, choices)):  # as of most names: each has one reading
        return (found[0],)
    for place, choice in enumerate(choices):
        if len(choice) > 1:
            found += [_joined([*usual[:place], other, *usual[place + 1 :]]) for other in choice[1:]]
        if len(found) >= MAX_SPELLINGS:
            break
    return tuple(dict.fromkeys(found))[:MAX_SPELLINGS]


def _joined(pieces: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(pieces))


def initials(spelling: Sequence[str]) -> str:
    """The first letters: zgf of zhang guo fang; a run of digits stays whole."""
    return "".join([s if s.isdigit() else s[:1] for s in spelling])


def fuzzy(spelled: str) -> str:
    """What spellings share that many speakers do not tell apart."""
    for written, meant in _CONFUSED:
        spelled = spelled.replace(written, meant)
    return spelled


@cache
def _syllables() -> frozenset[str]:
    known = {_toneless(r) for text in _dictionary().values() for r in text.split(",")}
    return frozenset(s for s in known if s.isascii() and s.isalpha() and not _VOWELS.isdisjoint(s))


def _branch(words: Collection[str]) -> str:
    """A pattern for any of these words that looks at each letter once."""
    rests: dict[str, set[str]] = {}
    for word in words:
        if word:
            rests.setdefault(word[0], set()).add(word[1:])
    inner = "|".join(letter + _branch(rest) for letter, rest in sorted(rests.items()))
    return f"(?:{inner}){'?' if '' in words else ''}" if inner else ""


@cache
def _run_of_syllables() -> re.Pattern[str]:
    return re.compile(f"(?:{_branch(_syllables())})+")


def syllables(spelled: str) -> tuple[str, ...]:
    """One way to divide a run of pinyin into syllables; none when it is not pinyin throughout."""
    known = _syllables()
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(spelled)):
        if start not in ways:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(spelled)) + 1):
            if end not in ways and spelled[start:end] in known:
                ways[end] = (*ways[start], spelled[start:end])
    return ways.get(len(spelled), ())


def _slips(spelled: str) -> Iterator[tuple[int, str, int]]:
    """Every slip as place, letters put in, letters left out."""
    for place in range(len(spelled) + 1):
        yield from ((place, letter, 0) for letter in _LETTERS)
        if place < len(spelled):
            yield from ((place, letter, 1) for letter in ("", *_LETTERS))
        if place + 1 < len(spelled):
            yield place, spelled[place + 1] + spelled[place], 2


def neighbours(spelled: str) -> list[str]:
    """Every run of pinyin that is one slip of the finger away: a letter wrong, missing, too much, or two swapped."""
    near = {spelled[:place] + put + spelled[place + left :] for place, put, left in _slips(spelled)}
    is_pinyin = _run_of_syllables().fullmatch
    return sorted(n for n in near - {spelled} if is_pinyin(n))
