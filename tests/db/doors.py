"""The commands of ``python -m db`` as tests call them."""

import json
from collections.abc import Callable
from typing import Any

from db.store import Store
from db.store.audit import Head

Run = Callable[..., tuple[int, str, str]]
"""Runs a command: exit code, output, error output."""


def answer(told: tuple[int, str, str]) -> Any:
    """What a command answered, which had nothing to complain about."""
    code, out, err = told
    assert (code, err) == (0, "")
    return json.loads(out)


def only_opened(store: Store, before: Head) -> bool:
    """Whether nothing was entered after an entry but that the store was opened for a command, once at most."""
    since = store.log_entries(range(before.seq + 1, store.last_entry().seq + 1)).values()
    return [entry.action for entry in since] in ([], ["opened"])
