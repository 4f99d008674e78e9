"""The commands of ``python -m db`` as tests call them."""

import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., tuple[int, str, str]]
"""Runs a command: exit code, output, error output."""


def answer(told: tuple[int, str, str]) -> Any:
    """What a command answered, which had nothing to complain about."""
    code, out, err = told
    assert (code, err) == (0, "")
    return json.loads(out)
