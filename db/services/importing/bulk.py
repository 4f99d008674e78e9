"""Work on very many records at once."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Generator[None]:
    """Holds back the search for cycles of objects.

    Records make no cycles, and every one of a hundred thousand lives until the end: looking through them again and
    again costs a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
