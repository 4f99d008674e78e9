"""No number is shown or printed that nobody can open: what counts is a figure, or stands in a list with the reason why not.

Looked for are functions that put into words what `len`, `sum`, `count` or `rowCount` told, by themselves or by a name that they gave
it; whoever asks the store how many there are; and SQL that counts.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.counted_elsewhere import ASKED, COUNTED, SHOWN
from tests.architecture.source import READER, files, functions, short, strings

pytestmark = READER

FIGURES = "db/services/figures/"
STORES = {"store", "_store", "own"}
COUNTING = re.compile(r"\b(count|sum|total|avg)\s*\(", re.IGNORECASE)
CLAIMS = re.compile("全覆盖|配齐|逐年下降|逐年减少")
STEPS = re.compile(r"_tables\.py$|/migrations\.py$")


def _is_counted(node: ast.AST, names: set[str]) -> bool:
    """Whether a value is told by counting."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and one.id in names:
            return True
        if isinstance(one, ast.Call):
            called = one.func
            if isinstance(called, ast.Name) and called.id in {"len", "sum"}:
                return True
            if isinstance(called, ast.Attribute) and called.attr in {"count", "rowCount"}:
                return True
    return False


def _names(function: ast.AST) -> set[str]:
    """The names that a function gives to what is counted."""
    found: set[str] = set()
    for one in ast.walk(function):
        if isinstance(one, ast.Assign | ast.AnnAssign | ast.NamedExpr) and one.value and _is_counted(one.value, found):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def _says(function: ast.AST) -> bool:
    """Whether a function puts into words what is counted."""
    names = _names(function)
    for one in ast.walk(function):
        if isinstance(one, ast.FormattedValue) and _is_counted(one.value, names):
            return True
        if isinstance(one, ast.Call):
            given = [*one.args, *(word.value for word in one.keywords)]
            is_format = isinstance(one.func, ast.Attribute) and one.func.attr == "format"
            is_text = isinstance(one.func, ast.Name) and one.func.id == "str"
            if (is_format or is_text) and any(_is_counted(value, names) for value in given):
                return True
    return False


def _asks(function: ast.AST) -> bool:
    """Whether a function asks the store how many there are."""
    for one in ast.walk(function):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "count":
            held = one.func.value
            name = held.attr if isinstance(held, ast.Attribute) else held.id if isinstance(held, ast.Name) else ""
            if name in STORES:
                return True
    return False


def _places() -> Iterator[Path]:
    """The floors from which something is said: windows, papers, services and the doors of ``python -m db``."""
    for path in files("gui", "printing", "db"):
        file = short(path)
        is_door = file.startswith("db/") and file.count("/") == 1
        if (
            file.startswith(("gui/", "printing/"))
            or is_door
            or (file.startswith("db/services/") and FIGURES not in file)
        ):
            yield path


def told(listed: dict[str, dict[str, str]]) -> set[tuple[str, str]]:
    return {(file, name) for file, reasons in listed.items() for name in reasons}


def test_what_is_counted_and_said_is_a_figure_or_stands_in_the_list() -> None:
    found = {(short(path), one.name) for path in _places() for one in functions(path) if _says(one)}
    assert found - told(SHOWN) == set(), "a number that opens nothing: make it a figure, or say why it is none"
    assert told(SHOWN) - found == set(), "no longer counted there"


def test_the_store_is_asked_how_many_there_are_by_figures_alone_or_for_a_reason() -> None:
    places = [path for path in _places() if not short(path).startswith(("gui/selftest/", "gui/tour/"))]
    found = {(short(path), one.name) for path in places for one in functions(path) if _asks(one)}
    assert found - told(COUNTED) == set(), "the store is asked for a number that opens nothing"
    assert told(COUNTED) - found == set(), "no longer asked there"


def test_sql_counts_where_figures_and_lists_are_read() -> None:
    found = {
        short(path)
        for path in files("db/store")
        if not STEPS.search(short(path))
        for words, _line in strings(path)
        if COUNTING.search(words) and short(path).startswith("db/store/")
    }
    assert found == set(ASKED)


def test_words_that_claim_stand_where_something_proves_them() -> None:
    """A declaration may name them, for then they are told only while they are true; so may the help."""
    found = {
        short(path) for path in files("gui", "printing", "db") for words, _line in strings(path) if CLAIMS.search(words)
    }
    assert found == {
        "db/records/estates/estate.py",
        "db/records/matters/figures.py",
        "db/records/registry/place.py",
        "gui/help/texts.py",
    }


def test_it_finds_what_it_looks_for() -> None:
    def says(text: str) -> bool:
        return _says(ast.parse(text))

    assert says("def f(rows):\n    return f'{len(rows)} 条'")
    assert says("def f(rows):\n    n = len(rows)\n    return '共 {0} 条'.format(n)")
    assert says("def f(model):\n    return str(model.rowCount())")
    assert says("def f(rows):\n    if late := sum(1 for r in rows if r.late):\n        return f'{late} 件'")
    assert not says("def f(rows):\n    return f'{rows[0]}' if len(rows) else ''")
    assert _asks(ast.parse("def f(self):\n    return self._session.store.count(Matter)"))
    assert not _asks(ast.parse("def f(text):\n    return text.count('，')"))
