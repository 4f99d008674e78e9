"""练习小区: a community of our own making to practise in, with three months of work; it can be thrown away and made anew.

Nobody in it is real. Identity numbers have a region that does not exist, telephones a range that nobody has.
"""

import shutil
from datetime import date
from pathlib import Path

from db.disk.parts import BESIDE, RESERVE, is_store
from db.errors import AppError, WrongPassphrase
from db.practice.build import CENTRE, fill_store, first_clerk
from db.practice.progress import Tick, no_tick
from db.store import BACKUPS, LOGS, PARTS, Store

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
_OURS = frozenset({*PARTS, *BESIDE, *LOGS, RESERVE, BACKUPS})


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
    _put(_built(folder, today, tick, seed), folder)


def reset_practice(folder: Path, today: date, tick: Tick = no_tick) -> Store:
    """A new practice community of today in place of the one that was played with; close that one before.

    Raises:
        NotPractice: the folder holds a real store; it is left as it is.
        PracticeInUse: a window still has it open.
        Cancelled: the tick said no; the old one is as it was.
    """
    if is_store(folder):
        _opened(folder).close()
    _put(_built(folder, today, tick, SEED), folder)
    return _opened(folder)


def _opened(folder: Path) -> Store:
    """The store of a folder, if it is a practice community."""
    try:
        store = Store.open(folder, PASSPHRASE)
    except WrongPassphrase as error:
        raise NotPractice from error
    if not store.centre().practice:
        store.close()
        raise NotPractice
    store.go_on()  # nobody's work is lost with it
    return store


def _built(folder: Path, today: date, tick: Tick, seed: int) -> Path:
    """A whole new practice store beside the folder, closed."""
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    store, _ = Store.create(beside, PASSPHRASE, CENTRE, first_clerk())
    try:
        fill_store(store, seed, today, tick)
    except BaseException:
        store.close()
        shutil.rmtree(beside, ignore_errors=True)
        raise
    store.close()
    return beside


def _put(made: Path, folder: Path) -> None:
    """Puts a store that was made beside into its place; files of others in the folder stay."""
    aside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if folder.exists():
            folder.rename(aside)
        made.rename(folder)
    except OSError as error:
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        shutil.rmtree(made, ignore_errors=True)
        raise PracticeInUse from error
    if aside.exists():
        for other in [entry for entry in aside.iterdir() if entry.name not in _OURS]:
            other.rename(folder / other.name)
        shutil.rmtree(aside, ignore_errors=True)
