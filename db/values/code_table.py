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


_LAID: dict[str, CodeTable] = {}


def lay_over(own: Mapping[str, Mapping[str, str]]) -> None:
    """Lays a centre's own labels over shipped tables, for this process and in place of those laid before.

    Shipped spellings are still read; a code that is not shipped is added.

    Args:
        own: label by code, by name of the table.
    """
    laid: dict[str, CodeTable] = {}
    for name, labels in own.items():
        shipped = _shipped(name)
        spellings = {label.casefold(): code for code, label in labels.items()}
        laid[name] = CodeTable(name, {**shipped.labels, **labels}, {**shipped.spellings, **spellings})
    _LAID.clear()
    _LAID.update(laid)


def load(name: str) -> CodeTable:
    """The table of a name, with the centre's own labels where it has some."""
    return _LAID.get(name) or _shipped(name)


@cache
def _shipped(name: str) -> CodeTable:
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
