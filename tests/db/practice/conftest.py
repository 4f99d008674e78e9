"""The practice community of one day, made once for all tests that read it or play with a copy."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.practice import open_practice
from db.records.registry.resident import Resident
from db.services.registry.alike import pairs
from db.store import Store

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def told() -> list[tuple[int, int]]:
    """What the making of it told of its progress; empty until something asks for `laid` or `made`."""
    return []


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, int]]) -> Path:
    """Its folder, which nobody has open; for a copy to play with."""

    def tick(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    folder = tmp_path_factory.mktemp("practice") / "store"
    open_practice(folder, TODAY, tick).close()
    return folder


@pytest.fixture(scope="session")
def made(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Its open store, only read by the tests."""
    store = open_practice(shutil.copytree(laid, tmp_path_factory.mktemp("read") / "store"), TODAY)
    yield store
    store.close()


@pytest.fixture(scope="session")
def twice(made: Store) -> list[tuple[int, int]]:
    """Who was registered a second time: whoever is said to be alike, the one registered first standing first."""
    return [pair.ids() for pair in pairs(made.select(Resident), TODAY)]


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The community of the same day, made another time."""
    store = open_practice(tmp_path_factory.mktemp("again") / "store", TODAY)
    yield store
    store.close()


@pytest.fixture
def played(laid: Path, tmp_path: Path) -> Path:
    """A copy of its folder for one test alone, which nobody has open: ``tmp_path/store``."""
    return shutil.copytree(laid, tmp_path / "store")
