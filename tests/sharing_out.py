"""Which process of tests gets what: whole files, the long ones first.

By itself xdist hands out every test alone, so that both processes make what a file shares, and looks through all that a process was
ever given after each of its tests. In files it has forty times fewer parts to look through, and each shared thing is made once. A
long file that came last would keep one process at work while the other waits.
"""

from typing import Any

import pytest
from _pytest.scope import Scope
from xdist.scheduler import LoadGroupScheduling

LONG = (
    "source",
    "rights in a window",
    "practice",
    "tests/gui/test_curtain.py",
    "tests/gui/test_tour.py",
    "hunting",
    "tests/gui/test_switched_off_words.py",
    "tests/gui/test_looks.py",
    "practice window",
    "tests/db/evidence/test_backups.py",
    "tests/db/store/test_resealing.py",
    "tests/db/test_walking_round.py",
    "tests/gui/test_small_screen.py",
    "tests/printing/test_many_and_long.py",
)
"""Files, and groups of them that the mark `xdist_group` names, that take many times as long as the others.

The first reads the syntax of all files: what it gives up again is there for the tests that come after.
"""


class Sharing(LoadGroupScheduling):
    """Hands out a group, or else a file, at a time."""

    def _split_scope(self, nodeid: str) -> str:
        """The part that a test belongs to: its group, or its file."""
        return super()._split_scope(nodeid).partition("::")[0]


def part_of(item: pytest.Item) -> str:
    """The name of the part that a test belongs to, before xdist has put it into the test's name."""
    mark = item.get_closest_marker("xdist_group")
    given: tuple[Any, ...] = mark.args if mark else ()
    return str(given[0]) if given else item.nodeid.partition("::")[0]


def shared_by(item: pytest.Item) -> tuple[tuple[str, int], ...]:
    """Which of several shared things a test stands on: a fixture of a file or of the run that is made with several parameters."""
    call: Any = getattr(item, "callspec", None)
    if call is None:
        return ()
    return tuple((name, call.indices[name]) for name, scope in call._arg2scope.items() if scope is not Scope.Function)


def in_parts(items: list[pytest.Item]) -> None:
    """Puts the tests of a part next to each other, and those of `LONG` before all others; else the order stays as it is.

    Inside a part those stand together that share a thing: shuffled, nearly every test would have it made anew.
    """
    parts = [part_of(item) for item in items]
    groups = [(part, shared_by(item)) for part, item in zip(parts, items, strict=True)]
    first = {part: number for number, part in reversed(list(enumerate(parts)))}
    begins = {group: number for number, group in reversed(list(enumerate(groups)))}
    places = {
        item: (group[0] not in LONG, first[group[0]], begins[group]) for item, group in zip(items, groups, strict=True)
    }
    items.sort(key=lambda item: places[item])
