"""练习小区: a community of our own making to practise in, with three months of work; it can be thrown away and made anew.

Nobody in it is real. Identity numbers have a region that does not exist, telephones a range that nobody has.
"""

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from db.disk.parts import BESIDE, LOGS, WHOLE, is_store, there
from db.disk.switch import Intent, exchange
from db.disk.workroom import workroom
from db.errors import AppError, StoreOpen, WrongPassphrase
from db.practice.build import CENTRE, fill_store, first_clerk
from db.practice.progress import Tick, no_tick
from db.records.centre.account import Account
from db.records.role import EVERY_ROLE
from db.services.centre.accounts import claim, give_every_role
from db.store import BACKUPS, Store
from db.store.files import in_clerks_words
from db.store.lift import Lift

__all__ = [
    "PASSPHRASE",
    "NotPractice",
    "PracticeInUse",
    "Tick",
    "make_practice",
    "open_practice",
    "reset_practice",
]

# No secret: nobody in the practice community is real, and every clerk has to get in.
PASSPHRASE = "练习"  # noqa: S105
SEED = 1


class NotPractice(AppError):
    """The store is a real one: it is not for throwing away."""

    code = "not_practice"

    def __init__(self) -> None:
        super().__init__("这里存的不是练习小区，没有改动", "重来只对练习小区有效；请从菜单打开练习小区后再试")


class PracticeInUse(AppError):
    """The files of the practice community cannot be exchanged now."""

    code = "practice_in_use"

    def __init__(self) -> None:
        super().__init__("练习小区的文件正在使用，没有改动", "请关闭其他打开练习小区的窗口，再试一次")


def open_practice(folder: Path, today: date, tick: Tick = no_tick) -> Store:
    """The practice community, made first when the folder has none; a matter of seconds.

    Raises:
        Cancelled: the tick said no while it was being made; the folder is as it was.
        NotPractice: the folder holds a real store.
    """
    if not is_store(folder):
        make_practice(folder, today, tick)
    return _opened(folder)


def make_practice(folder: Path, today: date, tick: Tick = no_tick, seed: int = SEED) -> None:
    """Makes the practice community of a day in a folder that holds no store; whole or not at all.

    Raises:
        Cancelled: the tick said no; the folder is as it was.
        NotPractice: the folder holds a store already.
    """
    if is_store(folder):
        raise NotPractice
    _put(folder, today, tick, seed)


def reset_practice(folder: Path, today: date, tick: Tick = no_tick) -> Store:
    """A new practice community of today in place of the one that was played with; close that one before.

    Raises:
        NotPractice: the folder holds a real store; it is left as it is.
        PracticeInUse: a window still has it open.
        Cancelled: the tick said no; the old one is as it was.
    """
    played = is_store(folder)
    if played:
        old = _opened(folder)
        old.close()
        try:
            old.take_over(folder)
        except StoreOpen as error:
            raise PracticeInUse from error
    _put(folder, today, tick, SEED)
    if played:
        shutil.rmtree(folder / BACKUPS, ignore_errors=True)  # of the one that was played with
    return _opened(folder)


def _opened(folder: Path) -> Store:
    """The store of a folder, if it is a practice community."""
    try:
        store = Store.open(folder, PASSPHRASE, counted=False)
    except WrongPassphrase as error:
        raise NotPractice from error
    if not store.centre().practice:
        store.close()
        raise NotPractice
    if store.loss is not None:
        with store.lifted(Lift.PRACTISING):
            store.go_on("练习小区")
    store.told = ()
    _may_everything(store)
    return store


def _may_everything(store: Store) -> None:
    """Whoever practises does everything, also in a community that was made before there were roles, or tried out with fewer of them."""
    account = store.get(Account, store.account)
    if store.ring.is_unclaimed:
        claim(store, account, PASSPHRASE)
    elif not store.rights.roles >= EVERY_ROLE:
        give_every_role(store, account, "练习小区")


def _put(folder: Path, today: date, tick: Tick, seed: int) -> None:
    """Makes a store in a room of the folder, and exchanges it for the one that is there; files of others stay where they are."""
    shutil.rmtree(folder.with_name(f".{folder.name}.new"), ignore_errors=True)  # what version 0.1.0 worked in
    fresh = not folder.exists()
    try:
        with in_clerks_words("练习小区"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with workroom(folder) as room:
                _build(room, today, tick, seed)
                aside = f"{BACKUPS}/{room.name}"
                present = there(folder, (*LOGS, *BESIDE, *WHOLE))
                _exchange(folder, Intent(room.name, aside, present, there(room, WHOLE), CENTRE.name))
    except BaseException:
        if fresh:
            with suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(folder / aside, ignore_errors=True)


def _build(room: Path, today: date, tick: Tick, seed: int) -> None:
    store, _ = Store.create(room, PASSPHRASE, CENTRE, first_clerk())
    try:
        fill_store(store, seed, today, tick)
    finally:
        store.close()


def _exchange(folder: Path, intent: Intent) -> None:
    try:
        exchange(folder, intent)
    except OSError as error:
        raise PracticeInUse from error
