"""Opening a store in the name of a clerk: for commands, which know names and no entries of a key ring."""

from collections.abc import Iterable
from pathlib import Path

from db.errors import AppError
from db.records.centre.account import Account, without_what_tells_apart
from db.services.centre.accounts import claim, stand_in
from db.store import Store, eq, keyring, ring_file
from db.values import person_name


class NoSuchClerk(AppError):
    """A name under which nobody can open the store, or several can."""

    code = "no_such_clerk"


class MustChange(AppError):
    """A passphrase that an administrator gave, and that is to be changed before anything else."""

    code = "must_change"

    def __init__(self) -> None:
        super().__init__("这个口令是管理员给的，要先换成自己的", "请在窗口里打开一次，按提示换口令")


def open_as(folder: Path, passphrase: str, clerk: str = "") -> Store:
    """The store of a folder, opened by a clerk; by whom the passphrase is where nobody is named.

    The recovery code opens it for an administrator of that name. The one passphrase that a store had before the clerks had their own becomes
    that of who is named.

    Raises:
        NoSuchClerk: nobody of that name can open it.
        NotAdministrator: the recovery code is not for the clerk.
        WrongPassphrase: it is not the clerk's.
        AppError: what else `Store.open` says.
    """
    if not clerk:
        return Store.open(folder, passphrase)
    names = ring_file.read(folder).names()
    known = {entry: name for entry, name in names.items() if entry != keyring.DESK}
    plain = {entry: without_what_tells_apart(name) for entry, name in known.items()}
    named = [entry for entry, name in known.items() if name == clerk]
    own = named or [entry for entry, name in plain.items() if person_name.key(name) == person_name.key(clerk)]
    if not own and keyring.DESK not in names and not keyring.is_code(passphrase):
        raise _nobody(clerk, known.values())
    store = Store.open(folder, passphrase, own[0] if len(own) == 1 else "")
    try:
        _stands_in(store, clerk, passphrase)
    except BaseException:
        store.close()
        raise
    return store


def _stands_in(store: Store, clerk: str, passphrase: str) -> None:
    """Makes sure that it is the clerk who works here."""
    if store.ring.entry not in (keyring.DESK, keyring.RECOVERY):
        if person_name.key(store.actor) != person_name.key(without_what_tells_apart(clerk)):
            raise _nobody(clerk, ring_file.read(store.folder).names().values())
        return
    at_work = store.select(Account, eq("left", None), order=("id",))
    found = [account for account in at_work if person_name.key(account.name) == person_name.key(clerk)]
    if len(found) > 1:
        raise NoSuchClerk(f"叫“{clerk}”的工作人员有 {len(found)} 位，不知道是哪一位", "请在窗口里打开，选出是哪一位")
    if not found:
        raise _nobody(clerk, (account.name for account in at_work))
    if store.ring.is_unclaimed:
        claim(store, found[0], passphrase)
    else:
        stand_in(store, found[0])


def _nobody(clerk: str, names: Iterable[str]) -> NoSuchClerk:
    told = "、".join(dict.fromkeys(names))
    return NoSuchClerk(f"没有叫“{clerk}”的工作人员能打开这份资料", f"能打开的有：{told}" if told else "请核对姓名")
