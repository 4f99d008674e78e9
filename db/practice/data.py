"""The tables of ``resources/practice``: what the practice community is made of."""

import csv
import json
import random
from functools import cache
from importlib import resources
from typing import Any, cast

from attrs import frozen

SECRETARY = "罗桂兴"
"""Who approves that something is put off."""


def dice(*words: object) -> random.Random:
    """A source of chance that is the same for the same words; each part has its own, so that none disturbs another."""
    return random.Random("/".join(str(w) for w in words))  # noqa: S311 - for stories, not for secrets


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``resources/practice/<name>.csv``; lines that begin with # are comments."""
    lines = (line for line in _text(f"{name}.csv").splitlines() if line and not line.startswith("#"))
    return tuple(tuple(row) for row in csv.reader(lines))


@cache
def items(name: str) -> tuple[dict[str, Any], ...]:
    """The items of ``resources/practice/<name>.json``; its ``about`` says what they are."""
    return tuple(cast("dict[str, list[dict[str, Any]]]", json.loads(_text(f"{name}.json")))["items"])


def _text(file: str) -> str:
    return resources.files("resources").joinpath("practice", file).read_text(encoding="utf-8")


@frozen
class Unit:
    """An organisation that comes to meetings or stands in disputes, and the person who speaks for it."""

    key: str
    name: str
    person: str
    sex: str
    age: int
    post: str
    phone: str
    address: str


@cache
def units() -> dict[str, Unit]:
    """The organisations by key."""
    return {
        key: Unit(key, name, person, sex, int(age), post, phone, address)
        for key, name, person, sex, age, post, phone, address in table("units")
    }


def staff_names() -> tuple[str, ...]:
    """The names of the centre's staff; the first is the clerk who practises."""
    return tuple(name for _, name, _ in table("staff"))
