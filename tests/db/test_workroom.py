"""What dead processes left is cleared away while living ones come and go."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.disk.workroom import clear_dead, workroom


@pytest.fixture(autouse=True)
def in_turn() -> Iterator[None]:
    """Of two threads each goes on as soon as the other has done a little."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def _unheld(place: Path) -> None:
    """A room in which nothing is held yet, and a file beside it; both are gone at once."""
    room = Path(tempfile.mkdtemp(prefix=".dq-", dir=place))
    file = place / ".dq-single"
    file.touch()
    room.rmdir()
    file.unlink()


def _worked_in(place: Path) -> None:
    with workroom(place) as room:
        (room / "new").write_text("…", encoding="utf-8")
        assert (room / "new").read_text(encoding="utf-8") == "…"


@pytest.mark.parametrize("work", [_unheld, _worked_in])
def test_who_comes_and_goes_and_who_clears_away_do_not_meet(tmp_path: Path, work: Callable[[Path], None]) -> None:
    """Seen when two windows put photos while a third one cleared away."""
    with ThreadPoolExecutor() as pool:
        other = pool.submit(lambda: [work(tmp_path) for _ in range(400)])
        while not other.done():
            clear_dead(tmp_path)
        other.result()
    assert list(tmp_path.glob(".dq*")) == []
