"""A store as the first release left it, made on this very computer: for trying out that an upgrade works here."""

import json
from pathlib import Path

from sqlite_utils import Database

from db.errors import StoreExists
from db.store import FILE, anchor, audit, driver, files, keyring, migrations
from db.store.driver import in_clerks_words
from db.store.ring_file import FILE as RING

_SECOND_STEP = "m002_search"


def make(folder: Path, passphrase: str, centre: str, resident: str) -> None:
    """Makes an encrypted store that only the first step of the schema has been through.

    Args:
        folder: a new folder.
        passphrase: what opens it.
        centre: the centre's name.
        resident: the name of the one resident in it.

    Raises:
        StoreExists: the folder is there already.
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    if folder.exists():
        raise StoreExists("这个文件夹里已经有一份旧资料", "请另选一个文件夹")
    with files.in_clerks_words("旧资料"):
        folder.mkdir(parents=True)
    ring, key = first_ring(passphrase)
    connection = driver.connect(folder / FILE, key, new=True)
    try:
        with in_clerks_words():
            opened = Database(connection, strict=True)  # type: ignore[arg-type]
            migrations.steps.apply(opened, stop_before=[_SECOND_STEP])
            connection.execute("INSERT INTO centre (id, version, name) VALUES (1, 1, ?)", [centre])
            connection.execute("INSERT INTO resident (id, version, name, state) VALUES (1, 1, ?, '1')", [resident])
        anchor.write(folder, audit.head(connection))
    finally:
        connection.close()
    write_first_format(folder, ring)


def first_ring(passphrase: str) -> tuple[keyring.KeyRing, bytes]:
    """A key ring as that release made it, and its data key."""
    key, secrets = keyring.new_key(), {keyring.DESK: passphrase, keyring.RECOVERY: keyring.new_code()}
    return keyring.KeyRing({i: keyring.seal_without_pair(i, secret, key) for i, secret in secrets.items()}), key


def write_first_format(folder: Path, ring: keyring.KeyRing) -> None:
    """Writes a ring as version 0.1.0 did: for trying out that it is brought up.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    told = {
        i: {name: entry.told(i)[name] for name in ("salt", "nonce", "sealed", "cost")}
        for i, entry in ring.entries.items()
    }
    files.write_whole(folder / RING, json.dumps({"format": 1, "entries": told}, indent=1).encode())
