"""Whose pages are whose in a job of many letters, kept inside the PDF: so a single letter is found and printed again.

Of a long list every page is kept with the doors that stand on it.

It stands compressed in the catalogue's page-piece dictionary, which ISO 32000-1, 14.5 keeps for a program's own data;
a bookmark for every letter would make the file a tenth larger.
"""

from collections.abc import Iterable
from typing import NamedTuple

from printing.pdf_file import NotOurs, PdfFile

KEY = "Dangqun"
"""Our entry in the dictionary."""


class Entry(NamedTuple):
    """What begins on a page.

    Attributes:
        first: the page, counted from 0.
        name: whose it is, or what stands there.
        own: it never shares a piece of paper with what stands before it.
    """

    first: int
    name: str
    own: bool = True


_GOES_ON = "+"


def written(letters: Iterable[Entry]) -> bytes:
    """A line each: the page, a mark where it may stand on the back of the one before, the name."""
    lines = (f"{one.first}{'' if one.own else _GOES_ON} {' '.join(one.name.split())}" for one in letters)
    return "\n".join(lines).encode("utf-8", "replace")


def read(file: PdfFile) -> list[Entry]:
    """What begins on which page; empty when the paper is nobody's by name.

    Raises:
        NotOurs: what stands there is not what `written` wrote.
    """
    if "PieceInfo" not in file.root:
        return []
    own = file.dictionary(file.dictionary(file.root["PieceInfo"]).get(KEY))
    found: list[Entry] = []
    for line in file.stream(own.get("Private")).decode("utf-8", "replace").split("\n"):
        first, _, name = line.partition(" ")
        number = first.removesuffix(_GOES_ON)
        if not number.isdecimal():
            raise NotOurs("the letters are missing")
        found.append(Entry(int(number), name, own=number == first))
    return found
