"""Rules of the house that no linter knows, each with the harm it keeps away."""

import ast
import re
import sys

import pytest

from db.services.bound import SAVES
from tests.architecture.source import (
    CODE,
    PLACES,
    PROGRAM,
    READER,
    ROOT,
    files,
    functions,
    names,
    nodes,
    short,
    strings,
    text,
)

pytestmark = READER

# Item widgets copy the data; processEvents runs a slot inside a slot; a sleeping window looks dead.
REFUSED = {"QTableWidget", "QTreeWidget", "QListWidget", "processEvents", "QThread.sleep", "msleep"}
# What PySide then takes for a child of the widget, and destroys with it: see gui/borrowed.py.
BORROWED = {"screen", "style", "windowHandle"}
# The two places where everything must be caught: a worker thread, and the program's last resort.
CATCH_ALL = {"gui/tasks.py", "gui/crash.py"}
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|tmp|home|root|farm|srv|opt|mnt|Users)(?:/|$)|^[A-Za-z]:[\\/]")
SQL = re.compile(r"\s*(?:SELECT\b|INSERT INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|PRAGMA\b|CREATE TABLE\b)")
# A script for building the bundled fonts: it writes beside itself and is no part of the running program.
BESIDE_ITSELF = {"resources/fonts/build_fonts.py", "run.py"}
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")


def dotted(node: ast.AST) -> str:
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_no_widget_that_holds_data_and_no_nested_event_loop() -> None:
    used = [f"{short(p)}:{line} {name}" for p in files(*PROGRAM) for name, line in names(p) if name in REFUSED]
    asleep = [
        f"{short(p)}:{node.lineno}"
        for p in files("gui")
        for node in nodes(p)
        if isinstance(node, ast.Attribute) and dotted(node) in ("QThread.sleep", "time.sleep")
    ]
    assert not used + asleep


def test_what_is_done_later_is_begun_by_one_piece() -> None:
    shots = [
        f"{short(p)}:{node.lineno}"
        for p in files("gui")
        for node in nodes(p)
        if isinstance(node, ast.Call) and dotted(node.func).endswith("QTimer.singleShot") and len(node.args) > 2
    ]
    assert not shots


def test_what_belongs_to_qt_alone_is_borrowed_by_one_file() -> None:
    asked = [
        f"{short(p)}:{node.lineno} {dotted(node.func)}"
        for p in files("gui", "tests/gui")
        for node in nodes(p)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args
        if node.func.attr in BORROWED and dotted(node.func.value) != "QApplication"
    ]
    assert not asked


def test_files_are_named_by_the_clerk_in_one_way() -> None:
    """Of a suffix that was not typed, and a file that goes, each dialog would think otherwise."""
    asking = {short(p) for p in files("gui") for name, _ in names(p) if name == "QFileDialog"}
    assert asking == {"gui/file_choice.py"}


def test_only_two_files_catch_everything() -> None:
    found = [
        f"{short(p)}:{node.lineno}"
        for p in files(*CODE)
        for node in nodes(p)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in ("Exception", "BaseException"))
        and not isinstance(node.body[-1], ast.Raise)
        and short(p) not in CATCH_ALL
    ]
    assert not found


def test_doors_save_by_what_a_type_declares() -> None:
    """A door that saves in its own way saves by its own rules, and what came in by another one has others."""
    doors = [p for p in files("gui", "db") if not short(p).startswith(("db/services/", "db/store/"))]
    saved = [
        f"{short(p)}:{node.lineno}"
        for p in doors
        for node in nodes(p)
        if isinstance(node, ast.Call) and dotted(node.func).endswith("store.save")
    ]
    named = [
        f"{short(p)}:{node.lineno} {alias.name}"
        for p in (*doors, *files("db/services"))
        for node in nodes(p)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("db.services.")
        for alias in node.names
        if alias.name in SAVES and short(p) != "db/services/bound.py"
    ]
    assert not saved + named


def test_what_a_han_character_is_and_how_much_a_line_tells_is_said_once() -> None:
    """Two answers drift apart. A step of the schema keeps that of its day."""
    places = [p for p in files(*CODE, "tests") if short(p) != "db/store/people_tables.py"]
    han = [short(p) for p in places for one in functions(p) if one.name.lstrip("_") == "is_han"]
    longest = [short(p) for p in places if re.search(r"^LONGEST(?:_CELL)?\b.* =", text(p), re.MULTILINE)]
    assert han == ["db/values/person_name.py"]
    assert sorted(longest) == ["db/services/sheets/found.py", "db/values/legible.py"]


def test_no_path_of_one_machine() -> None:
    found = [f"{short(p)}:{line} {s}" for p in files(*PROGRAM) for s, line in strings(p) if MACHINE_PATH.search(s)]
    assert not found


def test_nothing_left_unfinished() -> None:
    documents = [*ROOT.glob("*.md"), ROOT / "pyproject.toml"]
    found = [
        f"{short(p)}:{number}"
        for p in (*files(*PLACES), *documents)
        for number, line in enumerate(text(p).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_resources_are_found_by_importlib_alone() -> None:
    """A frozen program has no files beside its modules."""
    found = [
        f"{short(p)}:{line}"
        for p in files(*PROGRAM)
        for name, line in names(p)
        if name == "__file__" and short(p) not in BESIDE_ITSELF
    ]
    assert not found


def test_every_module_of_ours_that_is_imported_is_there() -> None:
    """What is imported inside a function for another system is run by no test of this one."""
    named = {
        (short(p), module)
        for p in files(*PROGRAM)
        for node in nodes(p)
        for module in imported(node)
        if module.partition(".")[0] in PROGRAM
    }
    assert len(named) > 1000
    paths = {module: ROOT.joinpath(*module.split(".")) for _, module in named}
    there = {module for module, path in paths.items() if path.with_suffix(".py").is_file() or path.is_dir()}
    assert {place for place in named if place[1] not in there} == set()


def test_sql_is_spoken_in_the_store_alone() -> None:
    found = [
        f"{short(p)}:{line} {s[:40]}"
        for p in files(*PROGRAM)
        for s, line in strings(p)
        if SQL.match(s) and not short(p).startswith("db/store/")
    ]
    assert not found


@pytest.mark.parametrize("package", PLACES)
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """Without ``__init__.py`` a folder of tests hides the package of the same name, and a frozen program loses it."""
    folders = {p.parent for p in files(package) if p.parent != ROOT}
    # Scripts and data that nobody imports may lie in plain folders below resources.
    code = {f for f in folders if package != "resources" or f == ROOT / "resources"}
    assert not [short(f) for f in code if not (f / "__init__.py").exists()]


def test_a_sleeping_test_is_a_guess() -> None:
    found = [
        f"{short(p)}:{node.lineno}"
        for p in files("tests")
        for node in nodes(p)
        if isinstance(node, ast.Call) and dotted(node.func) in ("time.sleep", "sleep", "QTest.qWait", "qtbot.wait")
    ]
    assert not found


def test_the_installer_needs_nothing_but_python() -> None:
    """It runs before anything is installed, and inside a root that has nothing else."""
    allowed = {*sys.stdlib_module_names, "installer"}
    found = [
        f"{short(p)} {name}"
        for p in files("installer")
        for node in nodes(p)
        for name in imported(node)
        if name.split(".")[0] not in allowed
    ]
    assert not found


def test_no_chinese_in_the_format_of_a_time() -> None:
    """Python on Windows hands the format to the system's own function, which refuses it or mangles it."""
    formats = [
        (p, part.lineno, part.value)
        for p in files(*CODE)
        for node in nodes(p)
        for part in (*time_formats(node),)
        if isinstance(part, ast.Constant)
    ]
    assert formats
    assert not [f"{short(p)}:{line} {text}" for p, line, text in formats if not str(text).isascii()]


def time_formats(node: ast.AST) -> list[ast.AST]:
    """The formats of times in a piece of code: arguments of strftime, and what stands behind a colon with a %."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strftime":
        return [*node.args]
    if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
        return [v for v in node.format_spec.values if isinstance(v, ast.Constant) and "%" in str(v.value)]
    return []
