"""Whose pages are whose in a job of many letters, kept inside the PDF: so a single letter is found and printed again.

It stands compressed in the catalogue's page-piece dictionary, which ISO 32000-1, 14.5 keeps for a program's own data;
a bookmark for every letter would make the file a tenth larger.
"""

from collections.abc import Iterable

from printing.pdf_file import NotOurs, PdfFile

KEY = "Dangqun"
"""Our entry in the dictionary."""


def written(letters: Iterable[tuple[int, str]]) -> bytes:
    """The page that each letter begins at, counted from 0, and its name, a line each."""
    return "\n".join(f"{first} {' '.join(name.split())}" for first, name in letters).encode("utf-8", "replace")


def read(file: PdfFile) -> list[tuple[int, str]]:
    """The first page and the name of each letter; empty when the paper is nobody's by name.

    Raises:
        NotOurs: what stands there is not what `written` wrote.
    """
    if "PieceInfo" not in file.root:
        return []
    own = file.dictionary(file.dictionary(file.root["PieceInfo"]).get(KEY))
    found: list[tuple[int, str]] = []
    for line in file.stream(own.get("Private")).decode("utf-8", "replace").split("\n"):
        first, _, name = line.partition(" ")
        if not first.isdecimal():
            raise NotOurs("the letters are missing")
        found.append((int(first), name))
    return found
