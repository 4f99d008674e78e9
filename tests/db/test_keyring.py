"""The key ring: what opens it, what does not, and that it is never half written."""

import base64
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from db.errors import AppError, StoreForeign, StoreMissing, WrongPassphrase
from db.store import Store, keyring
from tests.conftest import PASSPHRASE, QUICK

SALT = base64.b64encode(bytes(16)).decode()
NONCE = base64.b64encode(bytes(12)).decode()
CHEAP = [64, 1, 1]

# Written when OpenSSL did the work; whatever does it now must open what lies on clerks' disks.
OF_OLD = {
    "desk": {
        "salt": "b/ZsMcu5rx3e0Z+QpDXt5w==",
        "nonce": "uXatGcsUvbXhXd4a",
        "sealed": "IqWYCrdXhKFh+eLHhbzKnPjRrddbc7rCdX6o/Pv5NggfegIRJt6X8bUBd/5SfmNQ",
        "cost": [65536, 3, 4],
    },
    "recovery": {
        "salt": "fKDFjd68i8Q9klQF13IF9w==",
        "nonce": "rNMv8L9KMsXk9fIC",
        "sealed": "bCsr0mfxDPPGHDXId61jwmmRsodYfPPIXHJf4S+wt6EagenCfxhqcKfkgA9msrt0",
        "cost": [256, 2, 4],
    },
}


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def folder(store: Store) -> Path:
    """The folder of a closed store."""
    store.close()
    return store.folder


def tampered(folder: Path, change: Any) -> None:
    path = folder / keyring.FILE
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def flip(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[3] ^= 1
    return base64.b64encode(raw).decode()


def opens(folder: Path, secret: str) -> bool:
    try:
        keyring.read(folder).open(secret)
    except WrongPassphrase:
        return False
    return True


def test_a_code_is_easy_to_read_out_and_hard_to_guess() -> None:
    codes = {keyring.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(c) == 29 and c.count("-") == 4 for c in codes)
    assert not set("".join(codes)) & set("0O1IL"), "letters that look alike"


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda c: c.replace("-", ""),
        lambda c: c.replace("-", "").lower(),
        lambda c: f" {c.replace('-', ' ')}\n",
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),
    ],
    ids=["as printed", "lower case", "no hyphens", "neither", "with blanks", "full width"],
)
def test_the_recovery_code_as_people_type_it(folder: Path, code: str, typed: Any) -> None:
    assert opens(folder, typed(code))


def test_a_wrong_code_is_a_wrong_passphrase(folder: Path, code: str) -> None:
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert not opens(folder, wrong)
    assert not opens(folder, code[:-1])
    assert not opens(folder, "")


def test_a_passphrase_is_the_same_in_full_width() -> None:
    """The input method of another PC writes full-width letters, or composes an accent otherwise."""
    key = bytes(range(32))
    ring = keyring.KeyRing().with_entry(keyring.DESK, "Café７７议事", key, QUICK)
    assert ring.open("Café77议事") == key
    assert ring.open(unicodedata.normalize("NFD", "Café77议事")) == key
    with pytest.raises(WrongPassphrase):
        ring.open("café77议事")


@pytest.mark.parametrize("secret", ["桂花里７号 Café", "桂花里7号 Cafe\u0301", "ABCDE-FGHJK-MNPQR-STUVW-XYZ23"])
def test_a_ring_of_the_first_release_opens(secret: str) -> None:
    assert keyring.KeyRing(OF_OLD).open(secret) == bytes(range(32))


def test_a_store_does_not_tell_its_key(folder: Path, store: Store) -> None:
    raw = (folder / keyring.FILE).read_bytes()
    assert store._key not in raw
    assert store._key.hex().encode() not in raw
    assert base64.b64encode(store._key) not in raw


def test_two_stores_with_one_passphrase_share_nothing() -> None:
    (one, first_key, _), (other, second_key, _) = (keyring.create(PASSPHRASE) for _ in range(2))
    assert first_key != second_key
    assert one.entries[keyring.DESK] != other.entries[keyring.DESK]
    with pytest.raises(WrongPassphrase):
        keyring.KeyRing({keyring.RECOVERY: one.entries[keyring.DESK]}).open(PASSPHRASE)


def test_a_guess_costs_what_it_should() -> None:
    """RFC 9106: 64 MiB, three passes, four lanes; a lower price must not slip in."""
    ring, _, _ = keyring.create(PASSPHRASE)
    assert [list(e["cost"]) for e in ring.entries.values()] == [[65536, 3, 4]] * 2


def test_a_lowered_cost_opens_nothing(folder: Path, code: str) -> None:
    """Whoever writes a lower cost into the file gets another wrapping key, not a cheaper guess."""

    def change(content: Any) -> None:
        content["entries"][keyring.DESK]["cost"] = [32, 1, 1]

    tampered(folder, change)
    assert not opens(folder, PASSPHRASE)
    assert opens(folder, code)


@pytest.mark.parametrize("part", ["salt", "nonce", "sealed"])
def test_a_tampered_entry_does_not_open_but_the_others_do(folder: Path, code: str, part: str) -> None:
    def change(content: Any) -> None:
        content["entries"][keyring.DESK][part] = flip(content["entries"][keyring.DESK][part])

    tampered(folder, change)
    assert not opens(folder, PASSPHRASE)
    assert opens(folder, code)


@pytest.mark.parametrize("left", [0, 15, 16, 47])
def test_an_entry_that_was_cut_off_does_not_open(folder: Path, code: str, left: int) -> None:
    def change(content: Any) -> None:
        sealed = base64.b64decode(content["entries"][keyring.DESK]["sealed"])
        content["entries"][keyring.DESK]["sealed"] = base64.b64encode(sealed[:left]).decode()

    tampered(folder, change)
    assert not opens(folder, PASSPHRASE)
    assert opens(folder, code)


def test_entries_cannot_be_swapped(folder: Path) -> None:
    """The name of an entry is sealed with it: nobody makes the recovery code a desk's passphrase."""

    def change(content: Any) -> None:
        content["entries"]["boss"] = content["entries"].pop(keyring.DESK)

    tampered(folder, change)
    assert not opens(folder, PASSPHRASE)


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"salt": 1},
        {"salt": "", "nonce": "", "sealed": "", "cost": CHEAP},
        {"salt": "?", "nonce": "?", "sealed": "?", "cost": CHEAP},
        {"salt": SALT[:8], "nonce": NONCE, "sealed": SALT, "cost": CHEAP},
        {"salt": SALT, "nonce": "", "sealed": SALT, "cost": CHEAP},
        {"salt": SALT, "nonce": SALT, "sealed": SALT, "cost": CHEAP},
        {"salt": SALT, "nonce": NONCE, "sealed": None, "cost": CHEAP},
        {"salt": SALT, "nonce": SALT, "sealed": SALT, "cost": [1 << 30, 3, 4]},
        {"salt": SALT, "nonce": SALT, "sealed": SALT, "cost": "dear"},
        {"salt": SALT, "nonce": SALT, "sealed": SALT, "cost": [64, 0, 1]},
        {"salt": SALT, "nonce": NONCE, "sealed": SALT, "cost": [39, 1, 5]},
        {"salt": SALT, "nonce": NONCE, "sealed": SALT, "cost": [64.0, 1, 1]},
    ],
)
def test_a_damaged_entry_is_told_from_a_wrong_passphrase(folder: Path, code: str, entry: dict[str, object]) -> None:
    def change(content: Any) -> None:
        content["entries"][keyring.DESK] = entry

    tampered(folder, change)
    with pytest.raises(StoreForeign):
        keyring.read(folder).open(PASSPHRASE)
    assert opens(folder, code), "the recovery code is there for just this"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 99, "entries": {}}', b'{"format": 1, "entries": 5}'],
)
def test_a_file_that_is_no_key_ring(folder: Path, content: bytes) -> None:
    (folder / keyring.FILE).write_bytes(content)
    with pytest.raises(StoreForeign):
        keyring.read(folder)
    assert (folder / keyring.FILE).read_bytes() == content


def test_no_key_ring(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        keyring.read(tmp_path)


def test_changing_the_passphrase(store: Store, code: str) -> None:
    store.change_passphrase(PASSPHRASE, "新的口令二〇二六")
    store.close()
    assert not opens(store.folder, PASSPHRASE)
    assert opens(store.folder, "新的口令二〇二六")
    assert opens(store.folder, code)
    opened = Store.open(store.folder, "新的口令二〇二六")
    assert opened.history(opened.centre())[0].reason == "换口令"
    opened.close()


def test_changing_it_needs_the_old_one(store: Store, code: str) -> None:
    before = (store.folder / keyring.FILE).read_bytes()
    with pytest.raises(WrongPassphrase):
        store.change_passphrase("猜的", "新的口令")
    assert (store.folder / keyring.FILE).read_bytes() == before
    store.change_passphrase(code, "忘了以后用恢复码重设")
    assert opens(store.folder, "忘了以后用恢复码重设")


def test_a_new_recovery_code(store: Store, code: str) -> None:
    new = store.new_recovery_code()
    assert not opens(store.folder, code)
    assert opens(store.folder, new)
    assert opens(store.folder, PASSPHRASE)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="modes do not bind this user")
def test_a_folder_that_cannot_be_written_to(store: Store) -> None:
    before = (store.folder / keyring.FILE).read_bytes()
    store.folder.chmod(0o500)
    try:
        with pytest.raises(AppError):
            keyring.write(store.folder, keyring.KeyRing())
    finally:
        store.folder.chmod(0o700)
    assert (store.folder / keyring.FILE).read_bytes() == before


def test_a_ring_that_cannot_be_written_leaves_the_old_one(folder: Path) -> None:
    """The place beside it is taken by a folder: writing breaks off before the rename."""
    before = (folder / keyring.FILE).read_bytes()
    (folder / f"{keyring.FILE}.new").mkdir()
    with pytest.raises(AppError):
        keyring.write(folder, keyring.KeyRing())
    assert (folder / keyring.FILE).read_bytes() == before
    assert opens(folder, PASSPHRASE)


def test_what_a_broken_off_write_left_is_not_read(folder: Path) -> None:
    (folder / f"{keyring.FILE}.new").write_bytes(b'{"format": 1, "ent')
    assert opens(folder, PASSPHRASE)
    keyring.write(folder, keyring.read(folder))
    assert not (folder / f"{keyring.FILE}.new").exists()
    assert opens(folder, PASSPHRASE)
