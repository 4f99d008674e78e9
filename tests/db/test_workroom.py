"""What dead processes left is cleared away while living ones come and go."""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from db.disk.workroom import clear_dead


def _come_and_go(place: Path) -> None:
    """Makes rooms that nothing is held in yet, and files beside them; each is gone at once."""
    for _ in range(700):
        room = Path(tempfile.mkdtemp(prefix=".dq-", dir=place))
        file = place / ".dq-single"
        file.touch()
        room.rmdir()
        file.unlink()


def test_what_ends_while_one_looks_whether_it_is_dead_is_passed_over(tmp_path: Path) -> None:
    """Seen when two windows put photos while a third one cleared away."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # one goes on as soon as the other has done a little
    with ThreadPoolExecutor() as pool:
        other = pool.submit(_come_and_go, tmp_path)
        while not other.done():
            clear_dead(tmp_path)
        sys.setswitchinterval(usual)
        other.result()
    assert list(tmp_path.glob(".dq*")) == []
