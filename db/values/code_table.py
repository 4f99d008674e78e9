"""Code tables of the national standards, read from ``resources/codes`` (code, label, other spellings)."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from attrs import field, frozen


@frozen
class CodeTable:
    """One table of codes.

    Attributes:
        name: the file's name without ``.csv``.
        labels: label by code, in the table's order.
        spellings: code by any word clerks write for it, labels and codes included.
    """

    name: str
    labels: Mapping[str, str] = field(factory=dict[str, str])
    spellings: Mapping[str, str] = field(factory=dict[str, str])

    def label(self, code: str) -> str:
        """The label of a code; a code that is not in the table stays as it is."""
        return self.labels.get(code, code)

    def code(self, written: str) -> str | None:
        """The code that somebody means by a label, a code or a usual spelling; None when nobody knows."""
        return self.spellings.get(written.strip().casefold())


@cache
def load(name: str) -> CodeTable:
    """The table in ``resources/codes/<name>.csv``; lines that begin with # tell its source."""
    text = resources.files("resources").joinpath("codes", f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if line and not line.startswith("#"))
    labels: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for code, label, *others in rows:
        labels[code] = label
        for word in (label, code, *(others[0].split("|") if others and others[0] else ())):
            spellings.setdefault(word.casefold(), code)
    return CodeTable(name, labels, spellings)
