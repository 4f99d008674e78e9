"""Another window that gets the write lock first, just when one is about to ask for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from db.store import Store, Writer


def other_writes_first(patch: pytest.MonkeyPatch, store: Store, do: Callable[[Store], object]) -> None:
    """Lets another window write once, after whatever a window has read by then, and before the window's next transaction."""
    writing = Store.writing

    def after_the_other(self: Store, *given: Any, **named: Any) -> AbstractContextManager[Writer]:
        if self is store:
            patch.setattr(Store, "writing", writing)
            other = store.again()
            do(other)
            other.close()
        return writing(self, *given, **named)

    patch.setattr(Store, "writing", after_the_other)
