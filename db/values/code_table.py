"""Code tables of the national standards, read from ``resources/codes`` (code, label, other spellings)."""

import csv
from collections.abc import Collection, Iterable, Mapping
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
_OWN: dict[str, Mapping[str, str]] = {}
_BEHIND: dict[str, Mapping[str, str]] = {}
_DECLARED: dict[str, dict[str, str]] = {}


def lay_over(own: Mapping[str, Mapping[str, str]], behind: Mapping[str, Mapping[str, str]] | None = None) -> None:
    """Lays a centre's own labels over shipped tables, for this process and in place of those laid before.

    Shipped spellings are still read; a code that is not shipped is added.

    Args:
        own: label by code, by name of the table.
        behind: of codes of the centre's own the one behind which each stands, by name of the table.
    """
    _OWN.clear()
    _OWN.update(own)
    _BEHIND.clear()
    _BEHIND.update(behind or {})
    _LAID.clear()


def declare(name: str, labels: Mapping[str, str]) -> None:
    """Adds codes that are declared with a type of record and not in the file; a code that is known keeps its label."""
    _DECLARED[name] = {**labels, **_DECLARED.get(name, {})}
    _LAID.pop(name, None)


def declared(name: str) -> Collection[str]:
    """The codes of a table that `declare` added."""
    return _DECLARED.get(name, {}).keys()


def load(name: str) -> CodeTable:
    """The table of a name, with what was declared besides and the centre's own labels."""
    if (laid := _LAID.get(name)) is None:
        shipped = _shipped(name)
        fresh = {code: label for code, label in _DECLARED.get(name, {}).items() if code not in shipped.labels}
        laid = _LAID[name] = _laid(_laid(shipped, fresh), _OWN.get(name, {}))
    return laid


def standing(name: str, code: str) -> str:
    """What a code counts as where codes are compared: one of a centre's own as that behind which it stands, any other as itself."""
    return _BEHIND.get(name, {}).get(code, code)


def with_own(table: CodeTable) -> CodeTable:
    """A table that is not read from a file, with the centre's own labels where it has some."""
    if table.name not in _OWN:
        return table
    if (laid := _LAID.get(table.name)) is None:
        laid = _LAID[table.name] = _laid(table, _OWN[table.name])
    return laid


def made(name: str, rows: Iterable[tuple[str, str, Iterable[str]]]) -> CodeTable:
    """The table of these rows: code, label, other spellings."""
    labels: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for code, label, others in rows:
        labels[code] = label
        for word in (label, code, *others):
            spellings.setdefault(word.casefold(), code)
    return CodeTable(name, labels, spellings)


def _laid(table: CodeTable, own: Mapping[str, str]) -> CodeTable:
    if not own:
        return table
    spellings = {label.casefold(): code for code, label in own.items()}
    return CodeTable(table.name, {**table.labels, **own}, {**table.spellings, **spellings})


@cache
def _shipped(name: str) -> CodeTable:
    """The table in ``resources/codes/<name>.csv``; lines that begin with # tell its source. Empty where all is declared."""
    file = resources.files("resources").joinpath("codes", f"{name}.csv")
    if name in _DECLARED and not file.is_file():
        return CodeTable(name)
    rows = csv.reader(
        line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    return made(name, ((code, label, filter(None, "".join(others[:1]).split("|"))) for code, label, *others in rows))
