"""What questions about a passphrase or a whole store do in a worker's thread.

The store is imported there: the first window is painted long before it is wanted. A connection belongs to its thread: every store comes back closed, to be taken over by `Store.again`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.services.kept_backups import KeptBackup
    from db.services.look_before import Before
    from db.store import Store


def open_store(folder: Path, secret: str, entry: str = "") -> "Store":
    """The store of a folder, by the passphrase of an entry or by the recovery code; without an entry by that of anybody.

    Raises:
        WrongPassphrase: neither opens it.
        AppError: what else `Store.open` says.
    """
    from db.store import Store

    store = Store.open(folder, secret, entry)
    store.close()
    return store


def claim_for(closed: "Store", account: int, passphrase: str) -> "Store":
    """The store whose one passphrase of before becomes that of an account.

    Raises:
        AppError: it cannot be written to; nothing was changed.
    """
    from db.records.centre.account import Account
    from db.services.centre.accounts import claim

    own = closed.again()
    try:
        claim(own, own.get(Account, account), passphrase)
    finally:
        own.close()
    return own


def own_passphrase(closed: "Store", account: int, secret: str, new: str) -> tuple["Store", str]:
    """The store in which an account has a passphrase of its own, and a new recovery code where the one before could not be taken over.

    What came of it is told with what is told of the opening.

    Args:
        closed: the store, opened by what somebody else chose: an administrator's passphrase or the recovery code.
        account: who works here.
        secret: what opened it.
        new: the new passphrase.

    Raises:
        RecordInvalid: it is too short or too easy.
        AppError: it cannot be written to; what opened it opens it still.
    """
    from db.records.centre.account import Account
    from db.services.centre.accounts import change_own, stand_in
    from db.store import keyring

    own = closed.again()
    try:
        if own.ring.entry == keyring.RECOVERY:
            stand_in(own, own.get(Account, account))
        sealed = change_own(own, secret, new)
        own.told = (*own.told, *sealed.told())
    finally:
        own.close()
    return own, sealed.code


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


def look_before(backup: Path, folder: Path, secret: str) -> "Before":
    """What is in a backup, and what the store in a folder has beyond it.

    Raises:
        AppError: what `db.services.look_before` says.
    """
    from db.services.look_before import look_before as look

    return look(backup, folder, secret)


def restore_store(backup: Path, folder: Path, secret: str, present: str = "") -> "Store":
    """The store of a backup, put in place of the one in a folder; ``present`` is an administrator's passphrase of that, where it is asked for.

    Raises:
        AppError: what `restore` says; the one in the folder is as it was.
    """
    from db.services.backup import restore

    store = restore(backup, folder, secret, present=present)
    store.close()
    return store


def go_on(closed: "Store", reason: str) -> "Store":
    """The store that ends too early, after a clerk chose to go on with what is left, for a reason.

    Raises:
        AppError: it cannot be written to; nothing was changed.
    """
    own = closed.again()
    try:
        own.go_on(reason)
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
