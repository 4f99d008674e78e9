"""备份与恢复: one file that holds the encrypted store and its key ring, checked before it counts."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from attrs import frozen

from db.disk.beside import written_beside
from db.disk.parts import AUDIT_HEAD, BESIDE, EVIDENCE, INTENT, LOCK, LOGS, PARTS, WHOLE, is_store, there
from db.disk.switch import Intent, exchange, finish
from db.disk.workroom import workroom
from db.errors import AppError, EntriesMissing, FileUnreadable, FileUnwritable, StoreForeign
from db.records.centre.centre import Centre
from db.records.power import Power
from db.services.backed_pieces import SHARED, SUFFIX, bring, in_folder, pack, pieces_of, share, sound
from db.services.brings_back import again_words, gone_since
from db.services.log_anchors import keep_anchor_if_possible
from db.services.ticks import Tick, never_stop
from db.services.who_restores import Opening, open_to_restore
from db.store import BACKUPS, Store, ring_file
from db.store.anchor import parse
from db.store.audit import Head
from db.store.files import in_clerks_words
from db.store.purge_check import HAD_GONE, RESTORED

_OF_A_STORE = frozenset((*PARTS, *BESIDE, *LOGS, INTENT, LOCK))
_ANOTHER = "请换一份备份；现有资料没有改动"
_HEAD_BYTES = 4096
_PIECE = 1 << 20
_NO_BACKUP = (KeyError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile)
_KEPT_LOG = f"{LOGS[0]}.kept"


@frozen
class Inside:
    """What there is to say of a backup that was looked into.

    Attributes:
        faults: what is wrong with its store.
        lost: names of pieces that it does not have whole; of one with faults nobody looked.
    """

    faults: tuple[str, ...]
    lost: tuple[str, ...] = ()


def backup(store: Store, path: Path, *, shared: Path | None = None, tick: Tick = never_stop) -> tuple[str, ...]:
    """Writes a backup file: a checked copy of the store, its key ring and its photos; beside, then renamed.

    Args:
        store: the open store.
        path: of the file.
        shared: the folder of pieces that it shares with others; None for a file that needs no other.
        tick: told the photos done and all of them; False stops.

    Returns:
        The names of the pieces that are nowhere whole: without them it is a backup still.

    Raises:
        DiskFull: there is no room; no half-written file is left.
        Cancelled: the tick said so; there is no file.
        FileUnwritable: the place cannot be written to, or is a file of a store.
        StoreForeign: the copy is not sound, so the disk or the store is not.
        EntriesMissing: the store ends too early.
        NotAllowed: the clerk may not.
    """
    store.require_power(Power.BACKUP)
    places = (
        path.parent.resolve() / path.name,
        path.resolve(),
    )  # a file of a store may be a link, or a link lead to one
    if any(place.name.lower() in _OF_A_STORE and is_store(place.parent) for place in places):
        raise FileUnwritable("备份不能写到资料自己的文件上", f"请换一个文件名，例如 备份{SUFFIX}；资料没有改动")
    with in_clerks_words("备份"), workroom(path.parent) as folder:
        held = store.copy_to(folder)
        with written_beside(path) as whole, zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
            for part in PARTS:
                archive.write(folder / part, part)
            sources = (in_folder(store.evidence.folder), in_folder(store.folder / BACKUPS / SHARED))
            if shared is None:
                lost = tuple(pack(archive, held, sources, tick))
            else:
                lost = tuple(share(archive, held, sources[0], shared))
    if shared is None:
        enter_backup(store, path)
    keep_anchor_if_possible(store, path.parent)
    return lost


def enter_backup(store: Store, path: Path, why: str = "备份") -> None:
    """Enters that there is a copy of everything, and where; it is there already, so that nothing of this takes it back."""
    with suppress(AppError), store.writing(why) as w:
        w.note("backup", Centre.TABLE, 0, {"file": [None, path.name]})


def head_inside(file: Path) -> Head | None:
    """The last audit entry that a backup says to hold; None when it is no backup of this program. Nothing is opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            head = _parts(archive)[AUDIT_HEAD]
            return parse(archive.read(head)) if head.file_size <= _HEAD_BYTES else None
    except (OSError, *_NO_BACKUP):
        return None


def backups_in(folder: Path) -> list[tuple[Path, Head | None]]:
    """The files of a folder that are named as backups, each with what `head_inside` says of it."""
    return [(path, head_inside(path)) for path in folder.glob(f"*{SUFFIX}")]


def faults_inside(store: Store, file: Path, beside: Path | None = None) -> tuple[str, ...]:
    """What is wrong with a backup of this store, its photos aside; empty when all is well. Raises as `look_inside` does.

    Args:
        store: the open store.
        file: the backup.
        beside: the folder in which it is taken out for that; None for its own.
    """
    with in_clerks_words("备份"), workroom(beside or file.parent) as room:
        return _faults_inside(store, file, room)


def look_inside(store: Store, file: Path, *, every: bool) -> Inside:
    """What there is to say of a backup of this store, which is taken out and looked at as a whole.

    Args:
        store: the open store.
        file: the backup.
        every: whether each of its photos is opened, too, or only looked for.

    Raises:
        DiskFull: there is no room to take it out.
        FileUnwritable: the place beside it cannot be written to.
    """
    with in_clerks_words("备份"), workroom(file.parent) as room:
        if faults := _faults_inside(store, file, room):
            return Inside(faults)
        held = store.evidence_of(room)
        with pieces_of(file) as sources:
            if every:
                lost = {name for name in held.named if sound(held, name, sources) is None}
            else:
                lost = held.named.keys() - {name for source in sources for name in source.names()}
            return Inside((), tuple(sorted(lost)))


def _faults_inside(store: Store, file: Path, room: Path) -> tuple[str, ...]:
    try:
        take_out(file, room)
    except FileUnreadable as error:
        return (error.message,)
    return tuple(store.faults_of(room))


def restore(file: Path, folder: Path, passphrase: str, opening: Opening = Store.open, *, present: str = "") -> Store:
    """The store of a backup file, put into a folder; what was there before is kept in its backups folder.

    The backup is opened, upgraded and checked elsewhere first, so a bad one changes nothing. A process that is killed
    meanwhile leaves the store as it was or restored: see `db.disk.switch`. The caller has closed its own store of the folder.

    Args:
        file: the backup.
        folder: of the store.
        passphrase: one that opened the store when the backup was made.
        opening: what opens a store with it.
        present: one of an administrator of the store that is there now, or its recovery code; "" where the other is that, too.

    Raises:
        FileUnreadable: the file is no backup of this program, or it is damaged.
        WrongPassphrase: the passphrase is not the one of the time of the backup.
        NotAllowed: it is of somebody who was no administrator then, or is none now; see `db.services.who_restores`.
        PresentAsked: it opens nothing in the store that is there now, and nobody who may restore that was asked.
        TooManyTries: the passphrase was typed wrong too often.
        StoreNewer: a newer program made the backup.
        StoreOpen: another window has the present store open.
        DiskFull: there is no room.
        ExchangeStuck: it stopped half way, and goes on at the next opening.
    """
    with in_clerks_words("资料"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        finished, could_open = finish(folder), names_of(folder)
        with workroom(folder) as trial:
            take_out(file, trial)
            secrets = present or passphrase
            lost = _check(
                folder, lambda: open_to_restore(trial, folder, passphrase, opening, present), file, (trial, secrets)
            )
            aside = f"{BACKUPS}/before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"
            out = there(folder, (*LOGS, _KEPT_LOG, *BESIDE, *WHOLE))
            exchange(folder, Intent(trial.name, aside, out, there(trial, WHOLE), file.name))
    store = opening(folder, passphrase)
    store.told = (*filter(None, [finished]), *store.told, *lost, *back_again(could_open, names_of(folder)))
    return store


def names_of(folder: Path) -> Mapping[str, str]:
    """Whose passphrases open the store of a folder, by the ids of their entries; none where there is no whole key ring."""
    try:
        return ring_file.read(folder).names()
    except AppError:
        return {}


def back_again(present: Mapping[str, str], restored: Mapping[str, str]) -> list[str]:
    """That the passphrases of some open the restored store which did not open the one before it, where both are of one centre."""
    back = [name for entry, name in restored.items() if entry not in present]
    if not back or not present.keys() & restored.keys():
        return []
    return [f"备份里还有{'、'.join(back)}的口令，恢复以后又能打开：不该再打开的，请重新办理离开"]


def take_out(file: Path, folder: Path) -> None:
    """Takes the parts of a backup out into a folder, its photos aside.

    Raises:
        FileUnreadable: it is no backup of this program, or damaged.
        DiskFull: there is no room.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            for part, info in _parts(archive).items():
                with archive.open(info) as packed:
                    _take_out(packed, folder / part)
    except (OSError, *_NO_BACKUP) as error:
        remedy = f"请选择扩展名为 {SUFFIX} 的文件；现有资料没有改动"
        raise FileUnreadable("这不是本程序的备份文件，或者文件已损坏", remedy) from error


def _take_out(packed: IO[bytes], path: Path) -> None:
    """Copies a part out of a backup. What the disk refuses is no fault of the backup, and is not told as one.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the place cannot be written to.
    """
    with in_clerks_words("备份里的资料"):
        target = path.open("wb", buffering=0)
    with target:
        while piece := memoryview(packed.read(_PIECE)):
            with in_clerks_words("备份里的资料"):
                while piece:
                    piece = piece[target.write(piece) :]


def _parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts of a backup, as this program packs them: as they are, so that none is larger than the file that holds it.

    Raises:
        BadZipFile: one is missing, packed or larger: nothing of it is taken out, whatever it would become.
    """
    found = {info.filename: info for info in archive.infolist()}
    size = Path(str(archive.filename)).stat().st_size
    if any(found[part].compress_type or found[part].file_size > size for part in PARTS):
        raise zipfile.BadZipFile
    return {part: found[part] for part in PARTS}


def _check(folder: Path, opening: Callable[[], Store], file: Path, present: tuple[Path, str]) -> list[str]:
    """Makes sure that the store that ``opening`` opens may take the place of the one in the folder, and enters that it does.

    Returns:
        What the clerk should know: which photos are nowhere, and what had gone for good and is there again.
    """
    try:
        store = opening()
        try:
            store.ring.complete()  # a backup has the first file only; that the disk takes no second is no fault of it
            if faults := store.faults():
                raise StoreForeign(faults[0])
            with pieces_of(file) as sources:
                bring(store, [*sources, in_folder(folder / EVIDENCE), in_folder(folder / BACKUPS / SHARED)])
            _take_over(store, folder)
            back = gone_since(store, folder, *present)
            with store.writing("恢复备份") as w:
                told = {"file": [None, file.name], **({HAD_GONE: [None, back]} if back else {})}
                w.note(RESTORED, Centre.TABLE, store.centre().id, told)
            return [*store.evidence.faults(), *again_words(store, back)]
        finally:
            store.close()
    except (StoreForeign, EntriesMissing) as error:
        raise FileUnreadable(f"备份已损坏：{error.message}", _ANOTHER) from error


def _take_over(store: Store, folder: Path) -> None:
    """Makes sure that nobody has the present store open; its log is copied first, for the engine drops what is damaged in it."""
    log, kept = folder / LOGS[0], folder / _KEPT_LOG
    if log.exists() and log.stat().st_size:
        with written_beside(kept) as beside:
            shutil.copyfile(log, beside)
    try:
        store.take_over(folder)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
