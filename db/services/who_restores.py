"""谁可以恢复: who puts a backup in the place of a store, by what he might at the time of the backup and may now."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from db.disk.parts import is_store
from db.disk.workroom import workroom
from db.errors import AppError, NotAllowed
from db.records.power import WHO_CAN, Power
from db.services.replacing import refuse_replacing
from db.store import Store, keyring, ring_file
from db.store.failures import Failures

Opening = Callable[[Path, str], Store]
"""Opens the store of a folder by a passphrase."""
_REMEDY = "请现在的管理员来恢复，或用恢复码"


def open_to_restore(place: Path, folder: Path, passphrase: str, opening: Opening, present: str | None = None) -> Store:
    """A backup that was taken out, opened by somebody who may put it in the place of the store of a folder; the recovery code always may.

    A wrong passphrase counts there, for a backup of yesterday opens by those of today.

    Args:
        place: where it was taken out.
        folder: of the store that is there, if any; of one that is too damaged nobody knows who may what by now.
        passphrase: one that opened the store when the backup was made.
        opening: what opens a store with it.
        present: what was typed for the store that is there, where the passphrase opens nothing in it; "" for nothing, None to look alone.

    Raises:
        NotAllowed: he might not then, or may not any more.
        PresentAsked: nobody knows what he may now, and nobody who may has said yes.
        WrongPassphrase: the passphrase is not one of the time of the backup.
        TooManyTries: it was typed wrong too often.
        AppError: what else ``opening`` says.
    """
    with Failures(folder).counting(passphrase, "", datetime.now()) if is_store(folder) else nullcontext():
        store = opening(place, passphrase)
    try:
        known = False
        if store.ring.entry != keyring.RECOVERY:
            store.require_power(Power.RESTORE)
            known = _refuse_by_now(store, folder, passphrase)
        if present is not None and not known:
            refuse_replacing(folder, passphrase, present, _refuse_restoring)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_restoring(store: Store) -> None:
    if store.ring.entry != keyring.RECOVERY:
        store.require_power(Power.RESTORE)


def _refuse_by_now(backup: Store, folder: Path, passphrase: str) -> bool:
    """Lets pass whoever may still restore as the present store has it; whether that is known: not where it has nobody of that account, or cannot be asked.

    Raises:
        NotAllowed: he has left, is no administrator any more, or has no passphrase.
    """
    if not is_store(folder):
        return False
    with workroom(folder) as room:
        now = backup.now_in(folder, room, passphrase)
    if now is not None and (now.left or not now.roles_on(backup.day()) & WHO_CAN[Power.RESTORE]):
        raise NotAllowed(f"{now.name}现在不是管理员了，不能恢复备份", _REMEDY)
    if now is None and _is_let_in_no_more(backup, folder):
        raise NotAllowed("现在的资料里已经没有您的口令，不能用旧备份替换它", _REMEDY)
    return now is not None


def _is_let_in_no_more(backup: Store, folder: Path) -> bool:
    """Whether the key ring of a store is one of the same centre, and has no entry any more for whoever opened the backup."""
    try:
        present = ring_file.read(folder).names().keys() - {keyring.DESK}
    except AppError:
        return False
    then = backup.ring.now().entries.keys() - {keyring.RECOVERY, keyring.DESK}
    return backup.ring.entry not in present and bool(present & then)
