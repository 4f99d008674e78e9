"""What finds a word that was typed with one slip: a letter of pinyin, or a character of a name, wrong, missing, too much or swapped.

The expressions are of the index of `db.values.search_tokens`; they are asked only where nothing is as it was typed.
"""

from collections.abc import Iterator, Sequence

from db.values import characters, folding, pinyin
from db.values.search_tokens import WINDOW, Step, any_of, term

SHORTEST_TYPO = 5
LONGEST_TYPO = 24
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slips(word: str) -> list[tuple[Step, str]]:
    """The steps in which a word with one slip is looked for, the likelier first; none where it is too short to tell."""
    units = folding.units(word)
    if characters.asked(word) or not units:
        return []
    folded = "".join(units)
    if folded.isascii():
        is_spelled = folded.isalpha() and SHORTEST_TYPO <= len(folded) <= LONGEST_TYPO
        found = (
            [any_of(term(letter, near) for near in pinyin.neighbours(folded) for letter in "cd")] if is_spelled else []
        )
    elif 2 <= len(units) <= WINDOW and all(len(unit) == 1 and not unit.isascii() for unit in units):
        found = [any_of(_rearranged(units)), any_of(_one_wrong(units)), any_of(_one_missing(units)), _in_parts(units)]
    else:
        found = []
    return [(Step.TYPO, text) for text in found if text]


def _rearranged(units: Sequence[str]) -> Iterator[str]:
    """Two neighbours swapped, one character too many; of two characters none is left out."""
    for place in range(len(units) - 1):
        yield term("a", "".join((*units[:place], units[place + 1], units[place], *units[place + 2 :])))
    if len(units) > 2:
        for place in range(len(units)):
            yield term("a", "".join((*units[:place], *units[place + 1 :])))


def _one_wrong(units: Sequence[str]) -> Iterator[str]:
    """One character another one; of a name of two only one that looks like it."""
    if len(units) == 2:
        first, last = units
        yield from (term("a", f"{first}{one}") for one in characters.look_alikes(last))
        yield from (term("a", f"{one}{last}") for one in characters.look_alikes(first))
        return
    letters = _initials(units)
    for place in range(len(units)):
        read = [f"{letters[:place]}{letter}{letters[place + 1 :]}" for letter in _LETTERS] if letters else []
        yield _around(units[:place], units[place + 1 :], read)


def _one_missing(units: Sequence[str]) -> Iterator[str]:
    """One character left out, not the first nor the last: names that begin or end so are found as they were typed."""
    letters = _initials(units)
    for place in range(1, len(units)):
        read = [f"{letters[:place]}{letter}{letters[place:]}" for letter in _LETTERS] if letters else []
        yield _around(units[:place], units[place:], read)


def _around(before: Sequence[str], behind: Sequence[str], read: Sequence[str]) -> str:
    """What begins and ends so, and has but one character between: its initials are among these."""
    told = [term("a", "".join(before), start=True)] if before else []
    if behind:
        told.append(term("b", "".join(behind)))
    if read:
        told.append(f"({any_of(term('e', letters) for letters in read)})")
    return f"({' AND '.join(told)})"


def _initials(units: Sequence[str]) -> str:
    """A letter for each character; "" where one has no reading."""
    letters = pinyin.initials(pinyin.spellings(tuple(units), person=True)[0])
    return letters if len(letters) == len(units) else ""


def _in_parts(units: Sequence[str]) -> str:
    """李龙天 for 李䶮: two neighbours typed in place of the one character that they make."""
    written = (
        f"{''.join(units[:place])}{one}{''.join(units[place + 2 :])}"
        for place in range(len(units) - 1)
        for one in characters.composed((units[place], units[place + 1]))[:_MADE]
    )
    return any_of(term("a", one) for one in written)


_MADE = 8
"""So many characters of two parts are thought of where nobody said that they are parts."""
