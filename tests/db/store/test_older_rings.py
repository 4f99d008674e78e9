"""Key rings of older formats: one passphrase for all becomes that of an account, after a copy, once."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.errors import StoreForeign, WrongPassphrase
from db.records.centre.account import Account
from db.store import BACKUPS, Store, first_release, keyring, ring_file
from db.store.ring_file import FILE
from tests.conftest import ACCOUNT, PASSPHRASE, ring_of_before
from tests.db.store.test_ring_file import code, folder, laid

__all__ = ["code", "folder"]

# Format 1.


@pytest.fixture
def old(folder: Path, store: Store, code: str) -> Path:
    """A store as version 0.1.0 left it, as far as its key ring goes."""
    laid(folder, None, None)
    first_release.write_first_format(folder, ring_of_before(store._key, PASSPHRASE, code))
    connection = Store._with_key(folder, store._key)
    connection._connection.execute("DELETE FROM counter WHERE name = ?", (ring_file.GENERATION,))
    connection.close()
    return folder


def test_a_ring_of_the_first_format_is_brought_up_once_after_a_copy(old: Path, code: str) -> None:
    before = (old / FILE).read_bytes()
    assert set(json.loads(before)) == {"format", "entries"}
    opened = Store.open(old, PASSPHRASE)
    assert opened.told == (), "nothing was wrong"
    assert opened.verify() == []
    opened.close()
    (kept,) = (old / BACKUPS).glob(f"before-*-{FILE}")
    assert kept.read_bytes() == before
    assert json.loads((old / FILE).read_bytes())["format"] == 3
    Store.open(old, code).close()
    after = (old / FILE).read_bytes()
    for secret in (code, PASSPHRASE):
        Store.open(old, secret).close()
    assert (old / FILE).read_bytes() == after, "each entry gets its pair of keys once"
    assert len(list((old / BACKUPS).glob("before-*"))) == 1


def test_an_old_ring_put_back_after_that_opens_nothing(old: Path) -> None:
    before = (old / FILE).read_bytes()
    Store.open(old, PASSPHRASE).close()
    laid(old, before, None)
    with pytest.raises(StoreForeign, match="以前的钥匙"):
        Store.open(old, PASSPHRASE)


@pytest.mark.parametrize("entry", [{}, {"salt": "?"}, None])
def test_a_damaged_entry_of_the_first_format_is_no_wrong_passphrase(old: Path, code: str, entry: object) -> None:
    content: Any = json.loads((old / FILE).read_bytes())
    content["entries"][keyring.DESK] = entry
    (old / FILE).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StoreForeign, match="损坏"):
        Store.open(old, PASSPHRASE)
    opened = Store.open(old, code)
    assert any("口令已经失效" in text for text in opened.told)
    opened.close()


# Format 2.


def in_the_second_format(ring: keyring.KeyRing, key: bytes) -> bytes:
    """The bytes of a file as the versions between wrote it: one passphrase for all, and an empty role in each entry."""
    lines: list[str] = []
    for entry_id, entry in ring.entries.items():
        one = {**entry.told(entry_id), "role": ""}
        del one["check"]
        lines.append(f"{ring_file._json(entry_id)}: {ring_file._json({**one, 'check': keyring._check(entry_id, one)})}")
    entries = ",\n".join(lines)
    body = f'{{\n"format": 2,\n"generation": {ring.generation},\n"entries": {{\n{entries}\n}},\n'
    summed = body + f'"mac": "{ring_file._mac(key, body.encode(), 2)}",\n'
    return f'{summed}"sum": "{ring_file.hashlib.sha256(summed.encode()).hexdigest()}"\n}}\n'.encode()


@pytest.fixture
def second(folder: Path, store: Store, code: str) -> Path:
    """A store as the versions between left it, as far as its key ring goes."""
    raw = in_the_second_format(ring_of_before(store._key, PASSPHRASE, code), store._key)
    return laid(folder, raw, raw)


def test_a_ring_of_the_second_format_is_brought_up_once_after_a_copy(second: Path, code: str) -> None:
    """The one passphrase becomes that of the only account; the recovery code gets its pair of keys when it is typed."""
    before = (second / FILE).read_bytes()
    opened = Store.open(second, PASSPHRASE)
    assert (opened.told, opened.verify(), opened.account) == ((), [], ACCOUNT)
    opened.close()
    assert {path.read_bytes() for path in (second / BACKUPS).glob("before-*")} == {before}
    ring = ring_file.read(second).copies[0].ring
    assert [(entry.name, entry.account, bool(entry.public)) for entry in ring.entries.values()] == [
        ("恢复码", 0, False), ("卢清", ACCOUNT, True),
    ]  # fmt: skip
    Store.open(second, code).close()
    after = (second / FILE).read_bytes()
    ring = ring_file.read(second).copies[0].ring
    assert all(entry.public for entry in ring.entries.values())
    for secret in (code, PASSPHRASE):
        Store.open(second, secret).close()
    assert (second / FILE).read_bytes() == after
    with pytest.raises(WrongPassphrase):
        Store.open(second, "猜的")


def test_a_forged_ring_of_the_second_format_is_refused(second: Path, store: Store, code: str) -> None:
    """Its seal is of another label than that of today, so that neither passes for the other."""
    ring = ring_of_before(store._key, PASSPHRASE, code)
    for raw in (
        in_the_second_format(ring, bytes(32)),
        in_the_second_format(ring, store._key).replace(b'"format": 2', b'"format": 3'),
    ):
        summed = raw[: raw.index(b'"sum"')]
        whole = summed + b'"sum": "%s"\n}\n' % ring_file.hashlib.sha256(summed).hexdigest().encode()
        with pytest.raises(StoreForeign, match="改动过"):
            Store.open(laid(second, whole, whole), PASSPHRASE)


def test_of_several_accounts_nobody_is_guessed_until_one_claims_the_passphrase(second: Path, store: Store) -> None:
    opened = Store._with_key(second, store._key)
    other = opened.save(Account(name="王敏"))
    opened.close()
    opened = Store.open(second, PASSPHRASE)
    assert (opened.ring.is_unclaimed, opened.account, opened.verify()) == (True, ACCOUNT, [])
    with pytest.raises(WrongPassphrase):
        opened.ring.claim(other, "猜的")
    opened.ring.claim(other, PASSPHRASE)
    assert not opened.ring.is_unclaimed
    assert opened.verify() == []
    opened.close()
    opened = Store.open(second, PASSPHRASE)
    assert (opened.account, opened.actor, opened.ring.is_unclaimed) == (other.id, "王敏", False)
    assert ring_file.read(second).names() == {opened.ring.entry: "王敏"}
    opened.close()
