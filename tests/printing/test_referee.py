"""The papers before an independent measuring program, where one lies beside the checkout."""

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from printing.papers import PAPERS, notice
from tests.printing.samples import agenda, letter, long_minutes

REFEREE = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "check_gb9704.py"

pytestmark = pytest.mark.skipif(not REFEREE.exists(), reason="no referee beside the checkout")


def verdict(pdf: bytes, folder: Path, *mode: str) -> list[str]:
    """What the referee did not pass."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    command = [sys.executable, "-B", str(REFEREE), str(file), *mode]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, env={"PYTHONUTF8": "1"}
    )
    *checks, _ = done.stdout.splitlines()
    assert len(checks) >= 15
    return [line for line in checks if not line.startswith("PASS")]


@pytest.mark.parametrize("times", [1, 2, 6])
def test_minutes(times: int, tmp_path: Path) -> None:
    assert verdict(PAPERS["minutes"].make(long_minutes(times)), tmp_path) == []


@pytest.mark.parametrize("topics", [0, 1, 3, 6])
def test_notice(topics: int, tmp_path: Path) -> None:
    pdf = PAPERS["notice"].make(letter(meeting=evolve(letter().meeting, agenda=agenda(topics))))
    assert verdict(pdf, tmp_path, "plain") == []


def test_notice_with_slip_and_practice_mark(tmp_path: Path) -> None:
    given = notice.example()
    pdf = PAPERS["notice"].make(evolve(given, centre=evolve(given.centre, practice=True)))
    assert verdict(pdf, tmp_path, "plain") == []
