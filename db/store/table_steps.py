"""Steps of the schema that do nothing but make tables: files in ``resources/schema``, numbered and frozen like other steps.

``python -m db.store.schema --step TABLE`` writes the one of a new type.
"""

# pyright: reportUnknownMemberType=false, reportPrivateUsage=false
# sqlite-utils leaks unknown types to its callers, and has no public list of steps.
# ruff: noqa: SLF001

from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database, Migrations

SUFFIX = ".sql"


def folder() -> Traversable:
    """Where they lie."""
    return resources.files("resources").joinpath("schema")


def names(place: Traversable) -> list[str]:
    """The names of the steps in a folder, in their order; none where there is no such folder."""
    found = (one.name for one in place.iterdir()) if place.is_dir() else ()
    return sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX))


def joined(steps: "Migrations", place: Traversable) -> "Migrations":
    """The steps and those that are files, each in its place by its number."""
    from sqlite_utils import Migrations  # heavy: only when a store is brought up

    files = Migrations(steps.name)
    for name in names(place):
        files(name=name)(_making(place.joinpath(f"{name}{SUFFIX}")))
    whole = Migrations(steps.name)
    whole._migrations = sorted([*steps._migrations, *files._migrations], key=lambda step: step.name)
    return whole


def _making(file: Traversable) -> "Callable[[Database], None]":
    def step(db: "Database") -> None:
        for statement in file.read_text(encoding="utf-8").strip().split(";\n\n"):
            db.execute(statement)

    return step
