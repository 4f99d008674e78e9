"""Who may put a backup in the place of a store: somebody who may do that in the store that is there, not only in what it once was.

Else whoever left, or whose roles were taken, would come back by a backup of before and the passphrase of then. Where nobody can open the
store that is there, as its key ring or its database is damaged, there is nobody to be asked.
"""

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from db.disk.parts import LOGS, PARTS, SECOND_RING, is_store, there
from db.disk.workroom import workroom
from db.errors import AppError, EntriesMissing, NotAllowed, StoreForeign, StoreMissing, StoreNewer, WrongPassphrase
from db.store import Store
from db.store.failures import Failures

_NOBODYS = (StoreForeign, StoreMissing, StoreNewer, EntriesMissing)


class PresentAsked(AppError):
    """A backup is to take the place of a store by a passphrase of nobody who may do that in it."""

    code = "present_asked"

    def __init__(self) -> None:
        super().__init__(
            "备份的口令在现有的资料里不是管理员的，不能用它换掉现有的资料",
            "请再输现在一位管理员的口令，或现在的恢复码；谁也打不开现有资料的，先把它的文件夹改名，再恢复",
        )


def refuse_replacing(folder: Path, passphrase: str, present: str, allowed: Callable[[Store], None]) -> None:
    """Lets pass whoever may restore in the store of a folder, which is opened as a copy: nothing of it is changed.

    Args:
        folder: of the store.
        passphrase: what opened the backup; where it opens nothing here, that is no slip and is not counted.
        present: what was typed for the store that is there; "" for nothing.
        allowed: lets pass whoever may, in an open store.

    Raises:
        PresentAsked: neither is of somebody who may.
        WrongPassphrase: what was typed for it opens nothing.
        TooManyTries: passphrases were typed wrong too often.
        DiskFull: there is no room for the copy.
    """
    if not is_store(folder):
        return
    tries = Failures(folder).counting(present, "", datetime.now()) if present else nullcontext()
    with workroom(folder) as room:
        for name in there(folder, (*PARTS, SECOND_RING, LOGS[0])):
            shutil.copyfile(folder / name, room / name)
        try:
            with tries:
                own = Store.open(room, present or passphrase, counted=False)
        except WrongPassphrase:
            if present:
                raise
            raise PresentAsked from None
        except _NOBODYS:
            return
        try:
            allowed(own)
        except NotAllowed as error:
            raise PresentAsked from error
        finally:
            own.close()
