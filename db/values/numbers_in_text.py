"""Numbers by which somebody is known or reached, wherever they stand in free text and however they are spelled.

Found are identity numbers of 18 and 15 figures, mobiles, fixed lines, bank cards, passports and every other long number:
with blanks, hyphens, brackets or a line's end between the figures, in full width or in Chinese figures, with any of the
signs that stand for X. Days of birth are found where the text calls them so. What is found too much is only covered
on masked output; days, door and document numbers are left alone, and so is the hash of a file or of an entry of the log, which is
compared figure by figure.
"""

import re
import unicodedata
from collections.abc import Iterator

from attrs import field, frozen

FEWEST = 7
"""Fewer figures reach nobody."""
_FEWEST_OF_A_DAY = 5
"""Of a year and a month: 1949年6月生."""
_CHINESE = "零一二三四五六七八九"
_CHINESE_FIGURES = {**{c: str(n) for n, c in enumerate(_CHINESE)}, "〇": "0", "○": "0", "幺": "1", "两": "2"}
_FIGURE = re.compile(rf"[\d*{''.join(_CHINESE_FIGURES)}]")
_CHINESE_RUN = re.compile(f"[{''.join(_CHINESE_FIGURES)}]{{{FEWEST},}}")
_LOOKALIKES = {"x": "X", "Х": "X", "х": "X", "×": "X", "✕": "X", "Ⅹ": "X"}
_SOFT = r"[\s\-‐‑‒–—―−_.·•・'’‘()\[\]\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_CHAIN = re.compile(rf"[0-9*](?:{_SOFT}{{0,6}}[0-9*])*(?:{_SOFT}{{0,6}}X(?![A-Za-z]))?")
_DAY = re.compile(
    r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?:[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    r"|(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?![0-9]))"
)
_WRITTEN_DAY = (
    r"((?:1[89]|20)[0-9]{2}[-./年]?)\s*([01]?[0-9])\s*[-./月]?\s*([0-3]?[0-9])?(?![0-9])\s*[日号]?"  # year, month, day
)
_BORN = re.compile(
    rf"(?:生于|出生|生日|诞辰)[^0-9。；\n]{{0,8}}{_WRITTEN_DAY}|{_WRITTEN_DAY}\s*[()\[\]]?\s*(?:出生|生人|诞生|生日|生(?![一-龥]))"
)
_IDENTITY = re.compile(r"[1-9][0-9]{5}(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")
_OLD_IDENTITY = re.compile(r"[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}")
_COVERED = re.compile(r"[0-9]{2,6}\*{2,12}[0-9]{1,6}X?")
# Cut by signs that elsewhere stand between two numbers, but into pieces that only these have.
_CUT = re.compile(
    r"(?<![0-9])(?:1[3-9][0-9]\s*([/\\,、|~+])\s*[0-9]{4}\s*\1\s*[0-9]{4}"
    r"|[1-9][0-9]{5}\s*([/\\,、|~+])\s*(?:1[89]|20)[0-9]{2}\s*\2?\s*[01][0-9]\s*\2?\s*[0-3][0-9]\s*\2\s*[0-9]{3}[0-9X])(?![0-9])"
)
_PAPERS = re.compile(r"(?:军官|警官|士兵|台胞|通行|居住|居留|残疾人?|驾驶)证[^0-9\s]{0,6}$")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FIXED = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_HASH = re.compile(r"(?<![0-9A-Za-z*])(?=(?:[0-9]*[a-fA-F]){8})(?:[0-9a-f]{64}|[0-9A-F]{64})(?![0-9A-Za-z*])")
"""SHA-256 as it is written. One of a million has fewer than eight letters; what somebody makes of numbers of people has none."""
_AFTER_AMOUNT = "元年号万亿平㎡户人%亩米块个次份页℃千"
LONG = 9
"""So many figures in one piece are no amount and no day."""
OLD_LENGTH, LENGTH = 15, 18
IDENTITY_HEAD = 6
"""The region, of which an identity number keeps the figures."""
_MOST_PIECES = 4
_APART = "|"
_CARDS = "62"


@frozen
class Found:
    """A number in a text.

    Attributes:
        places: where in the text its characters are.
        hidden: those of them that are to be covered.
    """

    places: tuple[int, ...]
    hidden: tuple[int, ...]


@frozen
class _Chain:
    """Figures that belong together by what stands between them: the figures, and where each is."""

    figures: str
    places: tuple[int, ...]

    def tokens(self) -> "Iterator[_Chain]":
        """The pieces without anything between their figures."""
        start = 0
        for end in range(1, len(self.places) + 1):
            if end == len(self.places) or self.places[end] != self.places[end - 1] + 1:
                yield self.part(start, end)
                start = end

    def part(self, start: int, end: int) -> "_Chain":
        """Some of the figures."""
        return _Chain(self.figures[start:end], self.places[start:end])


@frozen
class _Search:
    """One search; what is taken by one rule is out of the reach of the next."""

    flat: str
    found: list[Found] = field(factory=list[Found])
    taken: set[int] = field(factory=set[int])

    def take_identity(self, chain: _Chain) -> None:
        """Covers an identity number, whole, old or damaged."""
        self.take(chain, IDENTITY_HEAD, identity_tail(len(chain.figures)))

    def take(self, chain: _Chain, head: int, tail: int) -> None:
        """Covers all but the first and the last figures."""
        shown = len(chain.places) - tail
        self.found.append(Found(chain.places, chain.places[head:shown]))
        self.taken.update(chain.places)

    def chains(self) -> Iterator[_Chain]:
        """What is not taken yet, in chains."""
        free = "".join(_APART if i in self.taken else c for i, c in enumerate(self.flat))
        place = [i for i in range(len(self.flat)) for _ in range(len(_APART) if i in self.taken else 1)]
        for match in _CHAIN.finditer(free):
            kept = [i for i in range(*match.span()) if free[i] in "0123456789*X"]
            if len(kept) >= FEWEST:
                yield _Chain("".join(free[i] for i in kept), tuple(place[i] for i in kept))


def find(text: str) -> list[Found]:
    """All numbers in a text by which somebody is known or reached, and days called days of birth."""
    if len(_FIGURE.findall(text)) < _FEWEST_OF_A_DAY:  # as nearly all texts are
        return []
    search = _Search(_flat(text))
    search.taken.update(i for match in _HASH.finditer(text) for i in range(*match.span()))
    _cut(search)
    _identities(search)
    _births(search)
    search.taken.update(i for match in _DAY.finditer(search.flat) for i in range(*match.span()))
    for chain in list(search.chains()):
        for token in chain.tokens():
            _token(search, token)
    for chain in list(search.chains()):
        _scattered(search, chain)
    return search.found


def _flat(text: str) -> str:
    """The text in half width with Latin figures, every character in its place."""
    flat = "".join(_narrow(c) for c in text)
    return _CHINESE_RUN.sub(lambda run: "".join(_CHINESE_FIGURES[c] for c in run[0]), flat)


def _narrow(character: str) -> str:
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character.isascii() or character.isspace():
        return character
    if (figure := unicodedata.decimal(character, None)) is not None:
        return str(figure)
    narrow = unicodedata.normalize("NFKC", character)
    return _LOOKALIKES.get(narrow, narrow) if len(narrow) == 1 else character


def _identities(search: _Search) -> None:
    """Identity numbers: those that are one piece first, then any that stretch over pieces, then half covered ones."""
    for chain in list(search.chains()):
        for token in chain.tokens():
            if _IDENTITY.fullmatch(token.figures):
                search.take_identity(token)
    for shape in (_IDENTITY, _COVERED):
        for chain in list(search.chains()):
            for match in shape.finditer(chain.figures):
                if shape is _IDENTITY or len(match[0]) in range(14, 20):
                    search.take_identity(chain.part(*match.span()))


def _cut(search: _Search) -> None:
    """Mobiles and identity numbers with slashes, commas or bars between their parts."""
    for match in _CUT.finditer(search.flat):
        kept = tuple(i for i in range(*match.span()) if search.flat[i] in "0123456789X")
        if search.taken.intersection(kept):
            continue
        chain = _Chain("".join(search.flat[i] for i in kept), kept)
        if len(kept) == LENGTH:
            search.take_identity(chain)
        else:
            search.take(chain, 3, 4)


def _births(search: _Search) -> None:
    """Month and day of what the text calls a day of birth."""
    for match in _BORN.finditer(search.flat):
        groups = [g for g in range(1, 7) if match[g] is not None]
        figures = [i for g in groups for i in range(*match.span(g)) if search.flat[i].isdigit()]
        hidden = [i for g in groups if g % 3 != 1 for i in range(*match.span(g))]
        if not search.taken.intersection(figures):
            search.found.append(Found(tuple(figures), tuple(hidden)))
            search.taken.update(figures)


def _token(search: _Search, token: _Chain) -> None:
    """A number in one piece."""
    figures, long = token.figures, len(token.figures)
    if "*" in figures:
        return
    before, after = search.flat[: token.places[0]][-1:], search.flat[token.places[-1] + 1 :][:1]
    if _MOBILE.fullmatch(figures):
        search.take(token, 3, 4)
    elif long == 13 and figures.startswith("86") and _MOBILE.fullmatch(figures[2:]):
        search.take(token, 5, 4)
    elif fixed := _FIXED.fullmatch(figures):
        area = _area(fixed[0])
        search.take(token, area, _shown(long - area))
    elif long > LENGTH and figures.startswith(_CARDS):
        search.take(token, 0, 4)
    elif long >= OLD_LENGTH:
        search.take_identity(token)
    elif long >= LONG:  # perhaps the beginning of an identity number, whose last four would be the day of birth
        search.take(token, 0, 0)
    elif long >= FEWEST and (
        (before.isascii() and before.isalpha()) or _PAPERS.search(search.flat[: token.places[0]][-12:])
    ):
        search.take(token, 0, 3)
    elif long in (7, 8) and figures[0] in "2345678" and (after not in _AFTER_AMOUNT or not after):
        search.take(token, 0, _shown(long))


def _scattered(search: _Search, chain: _Chain) -> None:
    """A number over several pieces."""
    figures, pieces = chain.figures, [len(t.figures) for t in chain.tokens()]
    if "*" in figures:
        return
    if _OLD_IDENTITY.fullmatch(figures) or (len(figures) == LENGTH and set(pieces[:-1]) != {4}):
        search.take_identity(chain)
    elif len(figures) in range(14, 20) and set(pieces[:-1]) == {4}:
        search.take(chain, 0, 4)
    elif fixed := _FIXED.match(figures):
        area = _area(fixed[0])
        search.take(chain, area, _shown(len(figures) - area))
    elif _MOBILE.search(figures):
        for match in _MOBILE.finditer(figures):
            mobile = chain.part(*match.span())
            spelled = [len(t.figures) for t in mobile.tokens()]
            if len(spelled) <= _MOST_PIECES or set(spelled) == {1}:  # 15 20 30 45 60 70 is no telephone
                search.take(mobile, 3, 4)
    elif pieces in ([3, 4], [4, 3], [4, 4]) and figures[0] in "2345678" and not _years(chain):
        search.take(chain, 0, _shown(len(figures)))


def _years(chain: _Chain) -> bool:
    """Whether it is two years, such as 2025-2026."""
    return all(t.figures[:2] in ("19", "20") and len(t.figures) == 4 for t in chain.tokens())


def identity_tail(length: int) -> int:
    """How many figures at the end of an identity number are shown: see `db.values.masks`."""
    return 2 if length >= LENGTH else 1


def _area(number: str) -> int:
    match = _AREA.match(number)
    return len(match[0]) if match else 0


def _shown(local: int) -> int:
    """How many figures at the end of a fixed line are shown, so that four stay hidden."""
    return max(min(local - 4, 4), 0)
