"""Run by the bundle before the program: what stands in for another module, found only when that is asked for.

``sqlite3`` is sqlcipher3: sqlite-utils names the standard one in annotations, db.store.driver gives it sqlcipher3 for
everything else. One engine is enough, and Debian's asks for a newer glibc than the release build promises.
"""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType


class StandIns:
    """Finds and makes what stands in; the last of Python's finders, so that the real module comes first where there is one."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG004
        """The stand-in of this name; none for others."""
        return ModuleSpec(name, StandIns) if name == "sqlite3" else None  # type: ignore[arg-type]

    @staticmethod
    def create_module(_spec: ModuleSpec) -> None:
        """Nothing: Python makes an empty module."""

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        """Puts what it stands for in the place of the empty module."""
        sys.modules[module.__name__] = import_module("sqlcipher3")


sys.meta_path.append(StandIns)
