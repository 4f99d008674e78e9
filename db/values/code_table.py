"""Code tables of the national standards, read from ``resources/codes`` (code, label, other spellings)."""

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from attrs import evolve, field, frozen


@frozen
class CodeTable:
    """One table of codes.

    Attributes:
        name: the file's name without ``.csv``.
        labels: label by code, in the table's order.
        spellings: code by any word clerks write for it, labels and codes included.
        title: what it is a table of, in the clerk's words; "" where its file does not say.
        own: whether a centre may have codes of its own in it.
        retired: codes that are read and shown as ever, and offered no more.
        kept: of codes that only some may know which roles these are; codes of the table ``role``.
        levels: whether codes may stand under others.
        upper: of those that do, the code under which.
    """

    name: str
    labels: Mapping[str, str] = field(factory=dict[str, str])
    spellings: Mapping[str, str] = field(factory=dict[str, str])
    title: str = ""
    own: bool = False
    retired: frozenset[str] = frozenset()
    kept: Mapping[str, frozenset[str]] = field(factory=dict[str, frozenset[str]])
    levels: bool = False
    upper: Mapping[str, str] = field(factory=dict[str, str])

    @property
    def offered(self) -> Mapping[str, str]:
        """The labels without the codes that are retired."""
        return {code: label for code, label in self.labels.items() if code not in self.retired}

    def label(self, code: str) -> str:
        """The label of a code; a code that is not in the table stays as it is."""
        return self.labels.get(code, code)

    def under(self, code: str) -> tuple[str, ...]:
        """A code and those that stand under it: whoever asks for one means all of these."""
        return (code, *(lower for lower, upper in self.upper.items() if upper == code))

    def code(self, written: str) -> str | None:
        """The code that somebody means by a label, a code or a usual spelling; None when nobody knows."""
        return self.spellings.get(written.strip().casefold())


@frozen
class Own:
    """What a centre has laid over one table.

    Attributes:
        labels: its names, by code; a code that is not shipped is added.
        counts_as: of its own codes the shipped one as which each counts where codes are compared.
        order: codes in the order in which it has them; () for that of the program.
        retired: codes that it offers no more.
        former: codes by what it called them before; read where the word means nothing else now.
        upper: of codes that it put under others, which; "" for one of the program that stands under none here.
    """

    labels: Mapping[str, str] = field(factory=dict[str, str])
    counts_as: Mapping[str, str] = field(factory=dict[str, str])
    order: Sequence[str] = ()
    retired: frozenset[str] = frozenset()
    former: Mapping[str, str] = field(factory=dict[str, str])
    upper: Mapping[str, str] = field(factory=dict[str, str])


OWN = "u"
"""What the codes of a centre's own begin with; no shipped one does."""
VEILED = "〔无权查看〕"
"""What stands in place of a code, or of a title, for whoever may not know it."""
_OWN_MARK, _LEVELS_MARK, _RETIRED_MARK = "# own", "# two levels", "# retired "
"""The lines of a file that let a centre have codes of its own in it, put codes under others, and name with | between them those that are
read, and offered only where a centre says so."""
_LAID: dict[str, CodeTable] = {}
_OWN: dict[str, Own] = {}
_DECLARED: dict[str, dict[str, str]] = {}


def lay_over(own: Mapping[str, Own]) -> None:
    """Lays what a centre has over shipped tables, by their names, for this process and in place of what was laid before.

    Shipped spellings are still read.
    """
    _OWN.clear()
    _OWN.update(own)
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
        laid = _LAID[name] = _laid(program(name), _OWN.get(name, Own()))
    return laid


def standing(name: str, code: str) -> str:
    """What a code counts as where codes are compared: a stage of a centre's own as that behind which it stands, else itself."""
    return _OWN[name].counts_as.get(code, code) if name in _OWN else code


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


def _laid(table: CodeTable, own: Own) -> CodeTable:
    if own == Own():
        return table
    labels = {**table.labels, **own.labels}
    former = {word.casefold(): code for word, code in own.former.items()}
    spellings = {label.casefold(): code for code, label in own.labels.items()}
    return evolve(
        table,
        labels={code: labels[code] for code in _ordered(list(labels), own.order)},
        spellings={**former, **table.spellings, **spellings},
        retired=own.retired | (table.retired - set(own.order)),
        upper={code: upper for code, upper in {**table.upper, **own.upper}.items() if upper},
    )


def _ordered(codes: Sequence[str], order: Sequence[str]) -> list[str]:
    """The codes as they were put in order; one that was not there then stands behind the one that it follows here."""
    found = [code for code in order if code in codes]
    for at, code in enumerate(codes):
        if code not in found:
            found.insert(found.index(codes[at - 1]) + 1 if at else 0, code)
    return found


def program(name: str) -> CodeTable:
    """The table as the program has it, with what was declared besides, whatever a centre laid over it.

    Raises:
        FileNotFoundError: there is no such table.
    """
    shipped = _shipped(name)
    fresh = {code: label for code, label in _DECLARED.get(name, {}).items() if code not in shipped.labels}
    return _laid(shipped, Own(fresh))


@cache
def _shipped(name: str) -> CodeTable:
    """The table in ``resources/codes/<name>.csv``; lines that begin with # tell its source. Empty where all is declared."""
    file = resources.files("resources").joinpath("codes", f"{name}.csv")
    if name in _DECLARED and not file.is_file():
        return CodeTable(name)
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    table = made(name, ((code, label, filter(None, "".join(others[:1]).split("|"))) for code, label, *others in rows))
    title = lines[0].removeprefix("#").partition("（")[0].strip() if lines else ""
    kept = {code: frozenset(others[1].split("|")) for code, _, *others in rows if others[1:] and others[1]}
    upper = {code: others[2] for code, _, *others in rows if others[2:] and others[2]}
    levels = _LEVELS_MARK in lines
    old = next((line.removeprefix(_RETIRED_MARK) for line in lines if line.startswith(_RETIRED_MARK)), "")
    retired = frozenset(filter(None, old.split("|")))
    return evolve(table, title=title, own=_OWN_MARK in lines, retired=retired, kept=kept, levels=levels, upper=upper)
