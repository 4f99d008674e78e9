"""What every test stands on: no display, a home of its own, no unexpected warning, and a store that opens at once."""

import gc
import itertools
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import configuration, settings
from xdist.remote import Producer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests import quick_disk

if quick := quick_disk.place():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", quick)  # before pytest makes the first of its folders

from db.disk import volumes
from db.disk.parts import RESERVE
from db.practice import open_practice
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.role import EVERY_ROLE
from db.store import Store, keyring, ring_file
from db.store.lift import Lift
from tests.architecture import source
from tests.sharing_out import Sharing, in_parts, part_of

PASSPHRASE = "幸福里-7788-议事"
CENTRE = Centre(
    name="幸福里社区党群服务中心",
    community="幸福里社区",
    committee="幸福里社区人民调解委员会",
    hall="幸福里社区二楼议事厅",
    phone="0435-6440001",
)
CLERK = Account(name="卢清")
QUICK = keyring.Cost(memory_kib=64, passes=1, lanes=1)
USUAL = keyring.USUAL
ACCOUNT = (1 << 40) + 1
"""The id of the first account of a store."""
ENTRY = "0f1e2d3c4b5a6978"
"""The id of its entry in the key ring of `quick_ring`."""

TESTS = itertools.count(1)
LOOK_EVERY = 20
"""So many tests; each look costs what is alive, and all that lies about until then costs memory."""

settings.register_profile("house", database=None, deadline=None, max_examples=60)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Names our marker, and keeps hypothesis' notes out of the checkout."""
    config.addinivalue_line("markers", "logs_warnings: the test causes log warnings and looks at them itself")
    configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis-notes")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects twelve thousand tests without looking for garbage among them, and never looks at them again: they stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After they were shuffled."""
    in_parts(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing | None:
    """Ours for the way of sharing out that `pyproject.toml` asks for."""
    return Sharing(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Forgets the syntax of all files with the last test that looks through it: two and a half million objects would be looked
    through for garbage from then on, after every few tests.
    """
    if part_of(item) == source.GROUP and (nextitem is None or part_of(nextitem) != source.GROUP):
        source.forget()


def pytest_runtest_logfinish() -> None:
    """Looks for garbage after every so many tests: from the first window on nothing else does while no window is there."""
    if not gc.isenabled() and next(TESTS) % LOOK_EVERY == 0:
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def quick_secrets() -> Iterator[None]:
    """Secrets that tests give open at once: the usual cost is 64 MiB for every guess. `usual_secrets` has it back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "USUAL", QUICK)
        yield


@pytest.fixture(scope="session", autouse=True)
def memory_is_a_disk() -> Iterator[None]:
    """The program wants a disk under a store and its second place; what lies in memory for quickness' sake passes for one."""
    with pytest.MonkeyPatch.context() as patch:
        if quick:
            patch.setattr(volumes, "MEMORY_KINDS", frozenset[str]())
        yield


@pytest.fixture
def usual_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given in this test costs what it does in the program."""
    monkeypatch.setattr(keyring, "USUAL", USUAL)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and temporary folder for this test alone, however the program asks for them."""
    home = tmp_path / "home"
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "localappdata",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_STATE_HOME": home / ".local" / "state",
        "TMPDIR": home / "tmp",
        "TEMP": home / "tmp",
        "TMP": home / "tmp",
    }
    for name, place in places.items():
        monkeypatch.setenv(name, str(place))
    for place in sorted(set(places.values())):
        place.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home


@pytest.fixture(autouse=True)
def no_warnings_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which the program logged a warning that the test did not announce."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    logged = [r for phase in ("setup", "call") for r in caplog.get_records(phase) if r.levelno >= logging.WARNING]
    if logged:
        pytest.fail("logged: " + "; ".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in logged))


def quick_ring(key: bytes, passphrase: str, code: str = "") -> keyring.KeyRing:
    """The ring of a new store, which opens at once."""
    ring = keyring.KeyRing(generation=1).with_entry(ENTRY, passphrase, key, QUICK, name=CLERK.name, account=ACCOUNT)
    return ring.with_entry(keyring.RECOVERY, code or keyring.new_code(), key, QUICK)


def ring_of_before(key: bytes, passphrase: str, code: str = "") -> keyring.KeyRing:
    """The ring of a store of before each account had an entry of its own: one passphrase, and no pairs of keys."""
    secrets = {keyring.DESK: passphrase, keyring.RECOVERY: code or keyring.new_code()}
    made = {entry: keyring.seal_without_pair(entry, secret, key, QUICK) for entry, secret in secrets.items()}
    return keyring.KeyRing(made, generation=1)


def with_every_role(store: Store) -> Store:
    """The store, whose clerk is given every role, as whoever says first that he works in one of before."""
    with store.lifted(Lift.SAME):
        account = store.get(Account, store.account)
        store.save(attrs.evolve(account, roles=roles_of(EVERY_ROLE)))
    return store


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, str]:
    """One new store, closed, and its recovery code; its key ring is quick to open, which a real one is not."""
    made, code = Store.create(tmp_path_factory.mktemp("made") / "store", PASSPHRASE, CENTRE, CLERK)
    made.close()
    (made.folder / RESERVE).unlink()  # a copy of it for every test would cost gigabytes
    ring_file.write(made.folder, quick_ring(made._key, PASSPHRASE, code), made._key)
    return made, code


@contextmanager
def copied(made_store: tuple[Store, str], folder: Path) -> Iterator[Store]:
    """A copy of the new store in a folder, open."""
    original, _ = made_store
    copy = Store._with_key(shutil.copytree(original.folder, folder), original._key)
    yield copy
    copy._connection.close()


@pytest.fixture
def store(made_store: tuple[Store, str], tmp_path: Path) -> Iterator[Store]:
    """A new encrypted store of this test alone, in ``tmp_path/store``; `PASSPHRASE` opens it too."""
    with copied(made_store, tmp_path / "store") as copy:
        yield copy


@pytest.fixture(scope="module")
def kept_store(made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One for all tests of a file that leave nothing behind: each takes back what it tried."""
    with copied(made_store, tmp_path_factory.mktemp("kept") / "store") as copy:
        yield copy


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """The folder of the practice community of a day, made once for all that ask for a copy of it; nobody has it open."""

    @cache
    def made(day: date) -> Path:
        folder = tmp_path_factory.mktemp("practised") / "store"
        open_practice(folder, day).close()
        return folder

    return made
