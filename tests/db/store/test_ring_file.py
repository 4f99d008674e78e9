"""The files of the key ring: damage is called damage, healed by the other file, and no window loses what another did."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from db.errors import AppError, StoreForeign, WrongPassphrase
from db.services.backup import backup, restore
from db.store import Store, keyring, ring_file
from db.store.ring_file import FILE, SECOND
from tests.conftest import ENTRY, PASSPHRASE, QUICK
from tests.db.windows import heard, tell, window
from tests.rings import change_ring, recode_ring

CODE = "ABCDE-FGHJK-MNPQR-STUVW-XYZ23"
KEY = bytes(range(32))
RING = (
    keyring.KeyRing(generation=7)
    .with_entry(keyring.DESK, PASSPHRASE, KEY, QUICK)
    .with_entry(keyring.RECOVERY, CODE, KEY, QUICK)
)
RAW = ring_file.told(RING, KEY)


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def folder(store: Store) -> Path:
    """The folder of a closed store."""
    store.close()
    return store.folder


def laid(folder: Path, *raws: bytes | None) -> Path:
    """A folder with these files."""
    folder.mkdir(exist_ok=True)
    for name, raw in zip(ring_file.FILES, raws, strict=False):
        (folder / name).unlink(missing_ok=True)
        if raw is not None:
            (folder / name).write_bytes(raw)
    return folder


def flipped(raw: bytes, place: int, bit: int | None = None) -> bytes:
    """The bytes with one bit otherwise."""
    return raw[:place] + bytes([raw[place] ^ 1 << (place % 8 if bit is None else bit)]) + raw[place + 1 :]


def opens(folder: Path, secret: str) -> bool:
    try:
        ring_file.read(folder).unlock(secret)
    except WrongPassphrase:
        return False
    return True


# A ring that somebody made.


def test_whoever_does_not_hold_the_key_can_change_nothing(tmp_path: Path) -> None:
    """Another entry, one less, another name: each with sums that fit, each refused."""
    other = keyring.KeyRing(generation=7).with_entry(keyring.DESK, "以前的口令", KEY, QUICK).entries[keyring.DESK]
    changes: list[keyring.KeyRing] = [
        RING.having("boss", other),
        RING.having(keyring.DESK, attrs.evolve(RING.entries[keyring.DESK], name="别人")),
        attrs.evolve(RING, entries={keyring.DESK: RING.entries[keyring.DESK]}),
        attrs.evolve(RING, generation=8),
    ]
    for ring in changes:
        forged = ring_file.told(ring, bytes(32))
        with pytest.raises(StoreForeign, match="改动过"):
            ring_file.read(laid(tmp_path / "ring", forged, forged)).unlock(PASSPHRASE)
        assert ring_file.faults(tmp_path / "ring", KEY, ring.generation)
        assert ring_file.read(laid(tmp_path / "ring", forged, RAW)).unlock(PASSPHRASE).copy.ring == RING


def test_a_store_does_not_tell_its_key(folder: Path, store: Store) -> None:
    for name in ring_file.FILES:
        raw = (folder / name).read_bytes()
        assert store._key not in raw
        assert store._key.hex().encode() not in raw


def test_a_ring_from_an_old_backup_opens_nothing_after_a_change(store: Store, code: str) -> None:
    old = (store.folder / FILE).read_bytes()
    change_ring(store, PASSPHRASE, "新的口令二〇二六")
    recode_ring(store)
    store.close()
    new = (store.folder / FILE).read_bytes()
    for second in (old, None):
        laid(store.folder, old, second)
        for secret in (PASSPHRASE, code):
            with pytest.raises(StoreForeign, match="以前的钥匙"):
                Store.open(store.folder, secret)
    laid(store.folder, new, new)
    (store.folder / FILE).write_bytes(old)
    with pytest.raises(WrongPassphrase):
        Store.open(store.folder, PASSPHRASE)
    opened = Store.open(store.folder, "新的口令二〇二六")
    assert opened.verify() == []
    opened.close()


# A ring to which a later program added.

LATER = {"kind": "card", "public": "AAAA", "name": "卡"}


def added_to(folder: Path, key: bytes) -> None:
    """Adds a line, an entry of a kind of its own and a value of the clerk's entry, sealed as this format is."""
    content: Any = json.loads((folder / FILE).read_bytes())
    own, check = content["entries"][ENTRY], keyring._check
    own["next"] = {"sealed": "BBBB"}
    del own["check"]
    own["check"] = check(ENTRY, own)
    content["entries"]["0123456789abcdef"] = {**LATER, "check": check("0123456789abcdef", LATER)}
    entries = ",\n".join(f"{ring_file._json(i)}: {ring_file._json(one)}" for i, one in content["entries"].items())
    body = f'{{\n"format": {ring_file.FORMAT},\n"generation": {content["generation"]},\n"entries": {{\n{entries}\n}},\n"pending": [1,{{}}],\n'
    summed = body + f'"mac": "{ring_file._mac(key, body.encode(), ring_file.FORMAT)}",\n'
    raw = f'{summed}"sum": "{ring_file.hashlib.sha256(summed.encode()).hexdigest()}"\n}}\n'.encode()
    laid(folder, raw, raw)


def is_kept(folder: Path) -> bool:
    content: Any = json.loads((folder / FILE).read_bytes())
    other = dict(content["entries"].get("0123456789abcdef", {}))
    other.pop("check", None)
    return content.get("pending") == [1, {}] and other == LATER and content["entries"][ENTRY].get("next") is not None


def test_what_a_later_program_added_stays_however_the_ring_is_written(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    added_to(folder, store._key)
    opened = Store.open(folder, PASSPHRASE)
    assert opened.told == ()
    assert opened.verify() == []
    change_ring(opened, PASSPHRASE, "新的口令二〇二六")
    assert is_kept(folder)
    new = recode_ring(opened)
    assert is_kept(folder)
    backup(opened, tmp_path / "备份.dqbak")
    opened.close()
    restored = restore(tmp_path / "备份.dqbak", tmp_path / "restored", new)
    assert is_kept(restored.folder)
    assert restored.verify() == []
    restored.close()


@pytest.mark.parametrize("spoilt", [[FILE], [SECOND], [FILE, SECOND]])
def test_what_a_later_program_added_is_healed_with_the_rest(folder: Path, store: Store, spoilt: list[str]) -> None:
    added_to(folder, store._key)
    raw = (folder / FILE).read_bytes()
    for number, name in enumerate(spoilt):
        (folder / name).write_bytes(flipped(raw, 60 + 200 * number))
    opened = Store.open(folder, PASSPHRASE)
    assert "修好" in opened.told[0]
    assert opened.verify() == []
    opened.close()
    assert (folder / FILE).read_bytes() == raw


def test_what_a_later_program_added_is_as_damaged_as_anything_else(folder: Path, store: Store, code: str) -> None:
    """Both files are spoilt at one place, the other entry: it is gone, the line after the entries too, and nothing else."""
    added_to(folder, store._key)
    raw = (folder / FILE).read_bytes()
    bad = flipped(raw, raw.index(b'"card"') + 2, 0)
    laid(folder, bad, bad)
    opened = Store.open(folder, PASSPHRASE)
    assert "其余的已救回" in opened.told[0]
    assert opened.verify() == []
    opened.close()
    assert opens(folder, code)
    assert b'"card"' not in (folder / FILE).read_bytes()


# Replacing.


def test_changing_the_passphrase(store: Store, code: str) -> None:
    change_ring(store, PASSPHRASE, "新的口令二〇二六")
    store.close()
    assert not opens(store.folder, PASSPHRASE)
    assert opens(store.folder, code)
    opened = Store.open(store.folder, "新的口令二〇二六")
    assert opened.history(opened.centre())[0].reason == "换口令"
    assert opened.verify() == []
    opened.close()


def test_changing_it_needs_the_old_one(store: Store, code: str) -> None:
    before = (store.folder / FILE).read_bytes()
    with pytest.raises(WrongPassphrase):
        change_ring(store, "猜的", "新的口令")
    assert (store.folder / FILE).read_bytes() == before
    change_ring(store, code, "忘了以后用恢复码重设")
    assert opens(store.folder, "忘了以后用恢复码重设")


def test_a_new_recovery_code(store: Store, code: str) -> None:
    new = recode_ring(store)
    assert not opens(store.folder, code)
    assert opens(store.folder, new)
    assert opens(store.folder, PASSPHRASE)
    assert store.verify() == []


def test_two_windows_lose_nothing_of_each_other(store: Store) -> None:
    """One makes a new recovery code while the other changes the passphrase; each began from the ring of before."""
    with window("change_passphrase", store.folder) as other:
        assert heard(other) == "open"
        codes = [recode_ring(store)]
        tell(other)
        codes += [recode_ring(store) for _ in range(2)]
        assert heard(other) == "changed"
    assert opens(store.folder, "另一个窗口的口令")
    assert opens(store.folder, codes[-1])
    assert not opens(store.folder, PASSPHRASE)
    assert not any(opens(store.folder, code) for code in codes[:-1])
    assert ring_file.read(store.folder).copies[0].ring.generation == 1 + 3 + 1
    assert store.verify() == []


def put_first_only(store: Store, ring: keyring.KeyRing) -> None:
    """Killed after the first file, before the commit."""
    ring_file.write(store.folder, attrs.evolve(ring, generation=ring.generation + 1), store._key, [FILE])


def put_first_and_commit(store: Store, ring: keyring.KeyRing) -> None:
    """Killed after the commit, before the second file."""
    put_first_only(store, ring)
    with store.writing() as w:
        w.take_number(ring_file.GENERATION)


@pytest.mark.parametrize(
    ("killed", "counts", "dead"),
    [(put_first_only, PASSPHRASE, "新的口令"), (put_first_and_commit, "新的口令", PASSPHRASE)],
)
def test_a_replacement_has_happened_or_not_whenever_the_program_is_killed(
    store: Store, code: str, killed: Callable[[Store, keyring.KeyRing], None], counts: str, dead: str
) -> None:
    before = ring_file.read(store.folder).copies[0].ring
    killed(store, before.with_entry(ENTRY, "新的口令", store._key, QUICK))
    store.close()
    with pytest.raises(WrongPassphrase):
        Store.open(store.folder, dead)
    opened = Store.open(store.folder, counts)
    assert opened.told == ()
    assert opened.verify() == []
    opened.close()
    assert opens(store.folder, code)
    assert not opens(store.folder, dead)


def test_a_store_older_than_its_ring_opens(store: Store) -> None:
    """An older centre.db was put back by hand."""
    older = store.folder.parent / "older"
    older.mkdir()
    store.copy_to(older)
    change_ring(store, PASSPHRASE, "新的口令")
    store.close()
    (older / "centre.db").replace(store.folder / "centre.db")
    (older / "audit-head.json").replace(store.folder / "audit-head.json")
    opened = Store.open(store.folder, "新的口令")
    assert opened.verify() == []
    opened.close()


# Writing.


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="modes do not bind this user")
def test_a_folder_that_cannot_be_written_to(store: Store) -> None:
    before = (store.folder / FILE).read_bytes()
    store.folder.chmod(0o500)
    try:
        with pytest.raises(AppError):
            ring_file.write(store.folder, RING, KEY)
    finally:
        store.folder.chmod(0o700)
    assert (store.folder / FILE).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_a_link_in_the_way_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    """The temporary name was a fixed one: what a link of that name led to was overwritten."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    for name in (f"{FILE}.new", f"{SECOND}.new", f".{FILE}.new"):
        (folder / name).symlink_to(victim)
    ring_file.write(folder, RING, KEY)
    assert victim.read_bytes() == b"precious"
    assert ring_file.read(folder).is_settled


def test_a_ring_that_cannot_be_written_leaves_the_old_one(folder: Path) -> None:
    """The place of the second is taken by a folder: the first is as it was, and nothing half is left."""
    (folder / SECOND).unlink()
    (folder / SECOND).mkdir()
    with pytest.raises(AppError):
        ring_file.write(folder, RING, KEY, [SECOND])
    assert not [path for path in folder.iterdir() if path.name.startswith(".dq")]


def test_what_a_later_program_added_is_saved_from_two_spoilt_files(folder: Path, store: Store) -> None:
    """Both files are spoilt at one place behind the entries: every entry is whole, and is kept once."""
    added_to(folder, store._key)
    raw = (folder / FILE).read_bytes()
    bad = flipped(raw, raw.index(b'"mac"') + 12, 0)
    laid(folder, bad, bad)
    (saved,) = ring_file.read(folder).copies
    assert set(saved.ring.others) == {"0123456789abcdef"}
    opened = Store.open(folder, PASSPHRASE)
    assert "其余的已救回" in opened.told[0]
    opened.close()
    assert (folder / FILE).read_bytes().count(b'"card"') == 1
