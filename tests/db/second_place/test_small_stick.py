"""A real stick that is full, and one that is write-protected: on a disk of its own, which only root can mount."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.db.windows import ROOT

_MOUNT = (
    'mount -t tmpfs -o size=40m,mode=700 none "$1" && echo mounted'
    ' && exec "$3" -X utf8 -m tests.db.second_place.small_stick "$1" "$2"'
)


def test_a_full_and_a_write_protected_stick_keep_what_they_have(tmp_path: Path) -> None:
    if sys.platform != "linux" or not shutil.which("unshare"):
        pytest.skip("only Linux lets a process have a disk of its own")
    stick = tmp_path / "stick"
    stick.mkdir()
    command = ["unshare", "-m", "sh", "-c", _MOUNT, "sh", str(stick), str(tmp_path / "store"), sys.executable]
    ran = subprocess.run(command, cwd=ROOT, encoding="utf-8", capture_output=True, check=False)
    if not ran.stdout.startswith("mounted"):
        pytest.skip("mounting a disk needs the rights of root")
    assert ran.returncode == 0, ran.stderr
    first, there, full, still, again, then, locked = ran.stdout.splitlines()[1:]
    assert first.startswith("copied: ")
    assert not first.endswith("left: 0"), "older ones find no room, and the newest counts"
    count = there.split(",")[0]
    assert there == f"{count}, whole: {count.split()[1]}, half: 0"
    assert "满了" in full
    assert still == there, "what was there is there still"
    assert again.startswith("copied: ")
    assert then.endswith("half: 0")
    assert "写保护" in locked
