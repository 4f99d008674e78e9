"""The papers before an independent measuring program, where one lies beside the checkout."""

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from db.records.letters.announcement import Annex
from printing.papers import PAPERS
from printing.papers.hall import notice
from printing.papers.letters import announcement
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


@pytest.mark.parametrize("times", [2, 5, 20])
def test_announcement_for_the_board(times: int, tmp_path: Path) -> None:
    given = announcement.example()
    body = "\n".join([given.announcement.body, *[given.announcement.body.splitlines()[0]] * times])
    pdf = PAPERS["announcement"].make(evolve(given, announcement=evolve(given.announcement, body=body)))
    assert verdict(pdf, tmp_path, "plain") == []


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("times", [2, 5, 20])
def test_announcement_with_a_red_head(times: int, duplex: bool, tmp_path: Path) -> None:
    given = announcement.example()
    body = "\n".join([given.announcement.body, *[given.announcement.body.splitlines()[0]] * times])
    annex = Annex(title="候选人简介", body=given.announcement.body)
    record = evolve(
        given.announcement, body=body, dress="2", number="幸居发〔2026〕12号", annexes=(annex,), serial=3,
        secrecy="秘密★1年", urgency="2", copies="幸福街道办事处", note="联系人：李敏", duplex=duplex,
    )  # fmt: skip
    full = evolve(given, announcement=record)
    assert [line for line in verdict(PAPERS["announcement"].make(full), tmp_path) if "page number" not in line] == []


def test_only_the_first_number_of_a_letter_is_missing(tmp_path: Path) -> None:
    """The referee knows no letters: what it does not pass must be the number that GB/T 9704-2012 10.1 leaves out."""
    given = announcement.example()
    record = evolve(given.announcement, dress="3", number="幸居函〔2026〕3号")
    found = verdict(PAPERS["announcement"].make(evolve(given, announcement=record)), tmp_path, "plain")
    assert [line.split(" | ")[0] for line in found] == ["FAIL page number p1", "FAIL page numbers — n —, 7 mm, 空一字"]
