"""Sealing everything anew: nothing of before opens what is here now, and a kill at any moment leaves a store that is whole."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.disk import switch
from db.disk.parts import AUDIT_HEAD, BESIDE, FAILED, INTENT, LOGS, PARTS, RESERVE
from db.errors import EntriesMissing, FileUnwritable, StoreForeign, StoreOpen, WrongPassphrase
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import EVERY_ROLE
from db.services.backup import backup, restore
from db.store import BACKUPS, FILE, Store, driver, keyring, ring_file
from db.store.ring_file import FILE as RING
from tests.conftest import ENTRY, PASSPHRASE, QUICK, quick_ring, ring_of_before
from tests.db.evidence.making import photo
from tests.db.killing import killed_at
from tests.db.windows import heard, tell, window

OTHER = "王敏的口令-2026"
AT_MOST = {*PARTS, *BESIDE, RESERVE, BACKUPS, FAILED, "evidence"}


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def two(store: Store, code: str) -> Store:
    """A store that two passphrases open, with a grid and its log in use."""
    other = store.save(Account(name="王敏", roles=roles_of(EVERY_ROLE)))
    ring = quick_ring(store._key, PASSPHRASE, code).with_entry(
        "b", OTHER, store._key, QUICK, name=other.name, account=other.id
    )
    ring_file.write(store.folder, ring, store._key)
    store.ring.ring, store.ring.entry = ring, ENTRY
    store.save(Grid(name="以前的"))
    return store


def names(store: Store) -> list[str]:
    return [grid.name for grid in store.select(Grid)]


def test_everybody_opens_it_as_before_and_no_key_of_before_does(two: Store, code: str, tmp_path: Path) -> None:
    """资料怎样保护：资料没有开在别的窗口里时，换口令、换恢复码、有人离开，都换一把钥匙重新加密，以前的钥匙打不开现在的资料。"""
    before = two._key
    old = shutil.copytree(two.folder, tmp_path / "old")
    assert two.reseal() == ""
    assert (names(two), two.verify()) == (["以前的"], [])
    two.save(Grid(name="以后的"))
    assert two.verify() == []
    two.close()
    for secret, account in ((PASSPHRASE, "卢清"), (OTHER, ""), (code, "卢清")):
        opened = Store.open(two.folder, secret)
        assert (names(opened), opened.told, opened.verify()) == (["以前的", "以后的"], (), [])
        assert account in ("", opened.actor)
        opened.close()
    with pytest.raises(StoreForeign):
        driver.connect(two.folder / FILE, before)
    stolen = ring_file.read(old).unlock(PASSPHRASE).key
    assert stolen == before
    for name in ring_file.FILES:
        shutil.copyfile(old / RING, two.folder / name)
    with pytest.raises(StoreForeign):
        Store.open(two.folder, PASSPHRASE)
    assert {path.name for path in two.folder.iterdir()} <= AT_MOST
    assert not list((two.folder / BACKUPS).iterdir())


def test_whoever_is_left_out_is_out(two: Store, code: str) -> None:
    two.reseal(lambda _keeper, ring, _w: ring.without("b"), "王敏离开")
    assert two.history(two.centre())[0].reason == "王敏离开"
    two.close()
    with pytest.raises(WrongPassphrase):
        Store.open(two.folder, OTHER)
    for secret in (PASSPHRASE, code):
        Store.open(two.folder, secret).close()


def test_what_goes_with_it_is_in_it_or_nothing_is(two: Store) -> None:
    two.reseal(lambda _keeper, ring, w: w.save(Grid(name="一起的")) and ring)
    assert names(two) == ["以前的", "一起的"]
    key = two._key

    def broken(_keeper: object, _ring: keyring.KeyRing, w: Any) -> keyring.KeyRing:
        w.save(Grid(name="没有的"))
        raise FileUnwritable("写不了", "")

    with pytest.raises(FileUnwritable):
        two.reseal(broken)
    assert (two._key, names(two), two.verify()) == (key, ["以前的", "一起的"], [])
    two.save(Grid(name="接着的"))
    other = two.again()
    assert names(other) == ["以前的", "一起的", "接着的"], "others may open it again"
    other.close()
    assert {path.name for path in two.folder.iterdir()} <= AT_MOST | set(LOGS)


def test_photos_drafts_and_what_is_undone_go_on(two: Store) -> None:
    name = two.evidence.put(photo().content)
    held = two.drafts.keep("grid", 0, "", {"name": "没写完"}, None)
    two.reseal()
    assert two.evidence.read(name) == photo().content
    assert two.drafts.load("grid", 0) == held
    assert two.evidence.put(photo(2).content) != name
    generations = two._connection.execute("SELECT number, generation FROM evidence_key ORDER BY number").fetchall()
    assert len(generations) == 2, "what comes later is sealed under another key"
    assert two.drafts.keep("grid", 0, "", {"name": "写完了"}, held).values == {"name": "写完了"}


def test_nobody_else_may_have_it_open(two: Store) -> None:
    key = two._key
    with window("keep_open", two.folder) as other:
        assert heard(other) == "open"
        with pytest.raises(StoreOpen, match="别的窗口"):
            two.reseal()
        two.save(Grid(name="又一个"))
        tell(other)
        assert heard(other) == "2", "the other one sees what is saved"
    assert two._key == key
    two.reseal()
    assert (two._key != key, names(two)) == (True, ["以前的", "又一个"])


def test_the_recovery_code_of_before_is_replaced_and_told(store: Store, code: str) -> None:
    """Nobody knows it, so nobody can give it the new data key."""
    store.close()
    raw = ring_file.told(ring_of_before(store._key, PASSPHRASE, code), store._key)
    for name in ring_file.FILES:
        (store.folder / name).write_bytes(raw)
    opened = Store.open(store.folder, PASSPHRASE)
    new = opened.reseal()
    assert new
    assert opened.verify() == []
    assert opened.reseal() == "", "that one has a pair of keys"
    opened.close()
    with pytest.raises(WrongPassphrase):
        Store.open(store.folder, code)
    for secret in (PASSPHRASE, new):
        Store.open(store.folder, secret).close()


def test_a_store_that_ends_too_early_is_not_sealed_anew(two: Store) -> None:
    two.close()
    (two.folder / AUDIT_HEAD).unlink()
    opened = Store.open(two.folder, PASSPHRASE)
    with pytest.raises(EntriesMissing):
        opened.reseal()
    opened.close()


def test_a_backup_of_before_opens_with_its_own_ring_and_one_of_after_with_the_new(
    two: Store, code: str, tmp_path: Path
) -> None:
    backup(two, tmp_path / "以前.dqbak")
    two.reseal(lambda _keeper, ring, _w: ring.without("b"))
    backup(two, tmp_path / "以后.dqbak")
    two.close()
    restore(tmp_path / "以前.dqbak", tmp_path / "one", OTHER).close()
    with pytest.raises(WrongPassphrase):
        restore(tmp_path / "以后.dqbak", tmp_path / "two", OTHER)
    for secret in (PASSPHRASE, code):
        restored = restore(tmp_path / "以后.dqbak", tmp_path / f"three {len(secret)}", secret)
        assert restored.verify() == []
        restored.close()


def test_files_that_cannot_be_moved_leave_the_store_as_it_was(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner holds one of the files, and lets go of it again."""
    key, left, move = two._key, [3], switch.put_in_place

    def stuck(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise PermissionError(13, "held")
        move(source, target)

    monkeypatch.setattr(switch, "put_in_place", stuck)
    with pytest.raises(FileUnwritable):
        two.reseal()
    assert (two._key, names(two), two.verify()) == (key, ["以前的"], [])
    two.save(Grid(name="接着的"))
    two.close()
    opened = Store.open(two.folder, PASSPHRASE)
    assert (names(opened), opened.told) == (["以前的", "接着的"], ())
    opened.close()
    assert not (two.folder / INTENT).exists()


# Killed.

DEEDS = frozenset({
    "open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.truncate",
    "shutil.rmtree", "sqlite3.connect", "tempfile.mkdtemp",
})  # fmt: skip
"""What Python tells of all that it does with files."""


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Does the work in a process of its own that is killed before its n-th deed with a file; whether it was."""

    def begin(count: Callable[[], None]) -> None:
        sys.addaudithook(lambda event, _given: count() if event in DEEDS else None)

    return killed_at(step, begin, work)


def left_whole(folder: Path, code: str) -> bool:
    """Whether the store of a killed process is sealed anew; it opens, is whole, and nothing of the other way is left beside it."""
    opened = Store.open(folder, PASSPHRASE)
    assert (names(opened), opened.verify(), opened.loss) == (["以前的"], [], None)
    is_new = "b" not in opened.ring.now().entries
    assert all("重新加密" in told for told in opened.told)
    opened.close()
    try:
        Store.open(folder, OTHER).close()
    except WrongPassphrase:
        assert is_new, "with exactly one of the two"
    else:
        assert not is_new, "with exactly one of the two"
    Store.open(folder, code).close()
    left = {path for path in folder.iterdir() if path.name not in AT_MOST}
    assert not [inside for path in left for inside in path.iterdir()], "a room that was just made, if anything"
    assert not list((folder / BACKUPS).glob("*")), "nothing that an old key opens"
    return is_new


STRIDE = int(os.environ.get("DANGQUN_KILL_STRIDE", "2"))
"""From one kill to the next, in deeds; by hand each of them is tried: 1."""


def reseal(folder: Path, key: bytes) -> None:
    store = Store._with_key(folder, key)
    store.ring.ring = ring_file.read(folder).copies[0].ring
    store.reseal(lambda _keeper, ring, _w: ring.without("b"))
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
def test_killed_before_any_deed_with_a_file_it_happened_or_did_not(two: Store, code: str, tmp_path: Path) -> None:
    two.close()
    outcomes: list[bool] = []
    step, killed = 0, True
    while killed:
        folder = shutil.copytree(two.folder, tmp_path / str(step))
        killed = killed_before(step, lambda folder=folder: reseal(folder, two._key))
        outcomes.append(left_whole(folder, code))
        shutil.rmtree(folder)
        step += STRIDE
    assert step > 60
    assert outcomes == sorted(outcomes), "first not, then it has"
    assert (outcomes[0], outcomes[-1]) == (False, True)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
def test_killed_again_while_it_is_finished(two: Store, code: str, tmp_path: Path) -> None:
    """Each opening may be killed, too; the one after it goes on."""
    two.close()
    half = shutil.copytree(two.folder, tmp_path / "half")
    step = 0
    while not (half / INTENT).exists():
        step += 1
        shutil.rmtree(half)
        shutil.copytree(two.folder, half)
        assert killed_before(step, lambda: reseal(half, two._key))
    for extra in (0, 3):
        shutil.rmtree(half)
        shutil.copytree(two.folder, half)
        assert killed_before(step + extra, lambda: reseal(half, two._key))
        again, killed = 0, True
        while killed:
            folder = shutil.copytree(half, tmp_path / f"{extra} {again}")
            killed = killed_before(again, lambda folder=folder: switch.finish(folder))
            left_whole(folder, code)
            shutil.rmtree(folder)
            again += STRIDE
