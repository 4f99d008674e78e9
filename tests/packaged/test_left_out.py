"""The program does without the modules that the bundle leaves out, and papers are the same without them."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from installer.left_out import is_left_out
from tests.architecture.source import ROOT

# The self-test's flows and every example of a paper, where nothing that is left out can be had.
WITHOUT = """
import sys
from installer import stand_ins
from installer.left_out import is_left_out

class Refusing:
    @staticmethod
    def find_spec(name, path=None, target=None):
        stood_in = stand_ins.StandIns.find_spec(name)
        if stood_in is None and is_left_out(name):
            raise ModuleNotFoundError(f"{name} is left out", name=name)
        return stood_in

sys.meta_path.insert(0, Refusing)
for name in [name for name in sys.modules if is_left_out(name)]:
    del sys.modules[name]
"""
SELFTEST = f"""{WITHOUT}
from gui.app import main
sys.exit(main(["--selftest", sys.argv[1]]))
"""
PAPERS = """
import hashlib, json
from printing.papers import PAPERS
made = {name: paper.make(paper.example()) for name, paper in PAPERS.items()}
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in made.items()}))
"""


def run(code: str, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-OO", "-c", code, *given],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def imported(source: str) -> Iterator[str]:
    """Every name in an import, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def test_our_own_modules_ask_for_nothing_that_is_left_out() -> None:
    files = [path for name in ("db", "gui", "printing") for path in (ROOT / name).rglob("*.py")]
    asked = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        if "tour" not in path.parts
        for name in imported(path.read_text(encoding="utf-8"))
        if is_left_out(name)
    }
    assert {line for line in asked if "gui.tour" not in line} == set()


def test_the_selftest_succeeds_without_what_is_left_out(tmp_path: Path) -> None:
    done = run(SELFTEST, str(tmp_path / "selftest"))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "selftest" / "result.json").read_text(encoding="utf-8"))["ok"]


def test_papers_are_the_same_without_it() -> None:
    """Above all without the pictures of reportlab."""
    whole, without = (run(code) for code in (PAPERS, WITHOUT + PAPERS))
    assert (whole.stderr, without.stderr) == ("", "")
    assert json.loads(whole.stdout) == json.loads(without.stdout)
