"""Stores of before a step of the schema: what a desk had written by then, and what this program makes of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from db.fields import Stored
from db.store import FILE, Store, driver
from db.store.driver import Connection
from tests.db.store.test_migrations import STEPS, apply_until

Statement = str | tuple[str, Sequence[Stored]]
"""SQL, with what is bound in it."""


@contextmanager
def before_step(old: Store, step: str) -> Iterator[Connection]:
    """The file of a closed store as a step finds it."""
    opened = driver.connect(old.folder / FILE, old._key)
    try:
        apply_until(opened, STEPS[STEPS.index(step) - 1])
        yield opened
    finally:
        opened.close()


def brought_up(old: Store, step: str, *written: Statement) -> Store:
    """A store in which this had been written before a step, as this program opens it."""
    with before_step(old, step) as opened:
        for one in written:
            sql, bound = (one, ()) if isinstance(one, str) else one
            opened.execute(sql, bound)
    return Store._with_key(old.folder, old._key)
