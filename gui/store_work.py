"""What questions about a passphrase or a whole store do in a worker's thread.

The store is imported there: the first window is painted long before it is wanted. A connection belongs to its thread: every store comes back closed, to be taken over by `Store.again`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.services.kept_backups import KeptBackup
    from db.store import Store


def open_store(folder: Path, secret: str) -> "Store":
    """The store of a folder, by passphrase or recovery code.

    Raises:
        WrongPassphrase: neither opens it.
        AppError: what else `Store.open` says.
    """
    from db.store import Store

    store = Store.open(folder, secret)
    store.close()
    return store


def make_store(folder: Path, centre: str, clerk: str, passphrase: str) -> tuple["Store", str]:
    """A new store and its recovery code.

    Raises:
        RecordInvalid: a name is missing or the passphrase is too short.
        AppError: the folder cannot take a store.
    """
    from db.services.centre.set_up import set_up

    made = set_up(folder, centre, clerk, passphrase)
    made.store.close()
    return made.store, made.recovery_code


def restore_store(backup: Path, folder: Path, secret: str) -> "Store":
    """The store of a backup, put in place of the one in a folder.

    Raises:
        AppError: what `restore` says; the one in the folder is as it was.
    """
    from db.services.backup import restore

    store = restore(backup, folder, secret)
    store.close()
    return store


def go_on(closed: "Store") -> "Store":
    """The store that ends too early, after a clerk chose to go on with what is left.

    Raises:
        AppError: it cannot be written to; nothing was changed.
    """
    own = closed.again()
    try:
        own.go_on()
    finally:
        own.close()
    return own


def newest_sound(closed: "Store") -> "KeptBackup | None":
    """The backup beside the store that goes furthest and is whole.

    Raises:
        AppError: there is no room to look into one.
    """
    from db.services.kept_backups import newest_sound as newest

    own = closed.again()
    try:
        return newest(own)
    finally:
        own.close()


def refuse_foreign(folder: Path) -> None:
    """Lets folders pass whose key ring is one of ours, or whose files were being exchanged when a program was killed.

    Raises:
        StoreMissing: there is none in the folder.
        StoreForeign: the file is not a key ring of this program.
    """
    from db.disk.parts import is_in_pieces
    from db.store import ring_file

    if is_in_pieces(folder):
        return
    ring_file.read(folder)
