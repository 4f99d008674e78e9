"""The first window is painted before anything is loaded that it does not show; the rest comes while the clerk looks at it."""

import json
import subprocess
import sys
from importlib import import_module

import pytest

from db.records import RECORD_TYPES
from db.records.base import Part, Record, fields_of, parts_of
from db.store import Store
from gui import warm_up
from tests.architecture.source import ROOT

# Runs the program up to the first paint and tells what was loaded by then, and which question it asks.
START = """
import json, sys
from pathlib import Path
from PySide6 import QtCore
from gui.app import App, make_application
from gui.arguments import Arguments
from gui.places import Places

home = Path(sys.argv[1])
application = make_application()
app = App(application, Places(home / "settings", home / "store", home / "practice"))
told = {}

def tell():
    told.update(asked=type(app.opening.dialog).__name__, namespace="Qt" in vars(QtCore), modules=list(sys.modules))
    application.quit()

app.seen.connect(tell)
app.start(Arguments())
application.exec()
app.close()
print(json.dumps(told))
"""
# Whole packages, ours and others': none of them shows anything of a question at the door.
LATER = {
    "Cryptodome", "PIL", "argon2", "attr", "attrs", "docx", "openpyxl", "pypdfium2", "pypinyin", "python_calamine", "reportlab",
    "sqlcipher3", "sqlite3", "sqlite_utils", "printing", "db.fields", "db.records", "db.services", "db.store", "gui.desk",
    "gui.main_window", "gui.models", "gui.pages", "gui.papers.paperwork", "gui.summons", "PySide6.QtNetwork",
    "PySide6.QtPrintSupport", "PySide6.QtSvg", "PySide6.QtTest", "logging.handlers", "ssl", "hashlib", "urllib.request",
}  # fmt: skip


@pytest.mark.parametrize("asked", ["Unlock", "FirstStart"])
def test_only_the_question_at_the_door_is_loaded_when_it_is_painted(asked: str, store: Store) -> None:
    home = store.folder.parent if asked == "Unlock" else store.folder.parent / "empty"
    done = subprocess.run(
        [sys.executable, "-c", START, str(home)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["asked"] == asked
    loaded = {name for name in told["modules"] if {".".join(name.split(".")[:n]) for n in (1, 2)} & LATER}
    assert loaded == set()
    assert not told["namespace"], (
        "the namespace Qt and its hundred enumerations: a fifth of the time to the first paint"
    )


def test_what_is_loaded_in_idle_time_is_there() -> None:
    for name in (*warm_up.DESK, *warm_up.pages()):
        import_module(name)


def test_what_records_declare_is_read_in_idle_time() -> None:
    fields_of.cache_clear()
    parts_of.cache_clear()
    warm_up.load_desk(lambda _done, _total: True)
    read = fields_of.cache_info().misses
    kinds = {*Record.__subclasses__(), *Part.__subclasses__()}
    # A class with slots is made twice; only the second one has the name in its module.
    ours = {kind for kind in kinds if vars(sys.modules[kind.__module__]).get(kind.__name__) is kind}
    ours = {kind for kind in ours if kind.__module__.startswith("db.records.") and hasattr(kind, "TABLE")}
    for kind in ours:
        fields_of(kind)
    assert len(ours) > len(RECORD_TYPES)
    assert fields_of.cache_info().misses == read


# Loads what idle time loads, and tells which of our modules are there.
IDLE = """
import sys
from gui import warm_up

go_on = lambda done, total: True
warm_up.load_desk(go_on)
warm_up.load_pages(go_on)
print(*sys.modules)
"""


def test_idle_time_loads_every_page_of_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", IDLE], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    files = [path.relative_to(ROOT).with_suffix("") for path in (ROOT / "gui/pages").rglob("*.py")]
    there = {".".join(path.parts).removesuffix(".__init__") for path in files}
    assert there - set(done.stdout.split()) == set()


# All that one of the processes that read files can load.
APART = """
import sys
from db.services.apart import child
from db.services.pictures import child, pages, photo, scan
from db.services.sheets import child

print(*sys.modules)
"""


def test_a_process_that_reads_a_file_loads_nothing_of_the_records() -> None:
    """There is one for every photo: starting must be cheap."""
    done = subprocess.run([sys.executable, "-c", APART], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "db.services.pictures.photo" in loaded
    assert [name for name in loaded if name.startswith(("db.fields", "db.records", "db.store"))] == []
