"""The window opens before anything heavy is loaded."""

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

HEAVY = ("reportlab", "PIL", "sqlite_utils", "pypinyin", "python_calamine", "openpyxl", "pypdfium2")


@pytest.mark.parametrize("module", ["gui.app", "gui.__main__"])
def test_nothing_heavy_before_the_first_paint(module: str) -> None:
    code = f"import sys, {module}; print(*(m for m in {HEAVY} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
