"""How far a job is, told from where the work is done, however deep; and the way by which the clerk stops it there.

A job is laid out first and drawn then: each is half of it. What counts is the loop that was entered first, the people
of a roster or the letters of a batch; the loops inside it tell nothing.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from attrs import define

from db.errors import Cancelled

Tick = Callable[[int, int], bool]
"""Told how many of how many things are done; False stops the job."""
A = TypeVar("A")
B = TypeVar("B")


@define
class _Pace:
    """One job; ``count`` is how many things were laid out, 0 until then."""

    tick: Tick
    count: int = 0

    def laid(self, done: int, count: int) -> None:
        self.count = count
        self._tell(done // 2, count)

    def drawn(self, done: int, papers: int) -> None:
        before = self.count // 2
        count = self.count or papers
        self._tell(before + (count - before) * done // papers, count)

    def _tell(self, done: int, count: int) -> None:
        if not self.tick(done, count):
            raise Cancelled


_pace: ContextVar[_Pace | None] = ContextVar("pace", default=None)


@contextmanager
def paced(tick: Tick | None) -> Generator[None]:
    """What is made inside tells ``tick`` how far it is; Cancelled where it answers False."""
    token = _pace.set(_Pace(tick) if tick else None)
    try:
        yield
    finally:
        _pace.reset(token)


def each(things: Sequence[A], make: Callable[[A], B]) -> list[B]:
    """What is made of the things one after the other while a job is laid out.

    Raises:
        Cancelled: the job is stopped.
    """
    pace = _pace.get()
    token = _pace.set(None)
    made: list[B] = []
    try:
        for done, thing in enumerate(things, 1):
            made.append(make(thing))
            if pace is not None:
                pace.laid(done, len(things))
    finally:
        _pace.reset(token)
    return made


def drawn(done: int, papers: int) -> None:
    """Tells that so many of the job's papers are drawn; raises Cancelled when it is stopped."""
    if pace := _pace.get():
        pace.drawn(done, papers)
