"""试恢复: once a month the newest backup is restored to try, beside the store and over nothing, and what came of it is told.

It is taken out into a workroom, opened with the store's own key, brought up to this program as a restore would, looked at as a whole, photos
included, and counted: as many records of each kind as the audit says there were. All of it is sealed, and goes afterwards.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from attrs import evolve, frozen

from db.disk.workroom import workroom
from db.errors import Cancelled, FileUnreadable, StoreForeign
from db.records.centre.centre import Centre
from db.records.kind import Room
from db.records.power import Power
from db.services.backed_pieces import SHARED, in_folder, pieces_of, sound
from db.services.backup import backups_in, head_inside, take_out
from db.services.kept import KeptBackup, kept_in, stamp
from db.services.second_place.places import is_there, places
from db.services.ticks import Tick, never_stop
from db.store import BACKUPS, Store, pieces
from db.store.audit import Entry
from db.store.files import in_clerks_words
from db.store.lift import Lift
from db.store.standing import Standing

DEED = "try_restore"
EVERY = timedelta(days=30)
FIRST = timedelta(days=7)
"""A store that is younger has nothing to try yet."""
NAMED = 5
"""Of so many types there is told how many records there are."""


@frozen
class Tried:
    """What a restore to try found.

    Attributes:
        at: when it was.
        file: the name of the backup.
        second: whether it was the one of the second place.
        until: until when what it holds was saved, for the clerk.
        counts: records by the label of their kind, in the order of the kinds; of settings none.
        faults: what is wrong; empty when all is well.
        photos: how many photos and scans it has.
    """

    at: datetime
    file: str
    second: bool
    until: str
    counts: Mapping[str, int]
    faults: tuple[str, ...]
    photos: int = 0

    def sentence(self) -> str:
        """What came of it, for 今日 and the log."""
        where = "第二处最新的备份" if self.second else "这台电脑里最新的备份"
        if self.faults:
            return f"试恢复：{where}（内容到 {self.until}）不能用：{'；'.join(self.faults)}"
        some = sorted((count, label) for label, count in self.counts.items() if count)[::-1][:NAMED]
        told = "、".join(f"{label} {count:,}" for count, label in some)
        more = "等" if sum(map(bool, self.counts.values())) > NAMED else ""
        photos = f"，照片 {self.photos:,} 张都在" if self.photos else ""
        return f"试恢复：{where}（内容到 {self.until}）共 {sum(self.counts.values()):,} 条记录{f'（{told}{more}）' if told else ''}，与操作日志一致{photos}"


def try_restore(store: Store, now: datetime, tick: Tick = never_stop) -> Tried | None:
    """Restores the newest backup to try; None where there is none.

    Args:
        store: the open store.
        now: when it is done.
        tick: told how far it is and of how much; False stops.

    Raises:
        NotAllowed: the clerk may not.
        DiskFull: there is no room beside the store.
        Cancelled: the tick said so; nothing is left, and nothing was entered.
    """
    store.require_power(Power.BACKUP)
    return _try_restore(store, now, tick)


def try_when_due(store: Store, now: datetime, tick: Tick = never_stop) -> Tried | None:
    """The same by the program itself, once a month; None where it is not due. Raises as `try_restore` does, but for the right."""
    return _try_restore(store, now, tick) if is_due(store, now) else None


def is_due(store: Store, now: datetime) -> bool:
    """Whether a month has passed since the last one, or the clock does not tell."""
    if last := last_trial(store):
        return not timedelta(0) <= now - last.at < EVERY
    begun = store.first_entry()
    return begun is not None and now - begun >= FIRST


def last_trial(store: Store) -> Entry | None:
    """What the log has of the last one; None where there was none."""
    return next(iter(store.deeds(Centre.TABLE, [DEED])), None)


def told_of(entry: Entry) -> tuple[str, bool]:
    """What the entry of one says, and whether all was well."""
    return str(entry.told("told")), entry.told("faults") == 0


def _try_restore(store: Store, now: datetime, tick: Tick) -> Tried | None:
    folder, second = _folder(store)
    if not (found := _backups(store, folder)):
        return None
    tried = Tried(now, found[0].name, second, "不明", {}, ())
    if newest := next(iter(kept_in(store, folder)), None):
        with in_clerks_words("备份"), workroom(store.folder / BACKUPS) as room:
            tried = _Trial(store, newest, second, tick).of(room, now)
    if silent := [path for path in found if head_inside(path) is None]:
        tried = evolve(tried, faults=(*tried.faults, f"有 {len(silent)} 个备份文件已损坏（{silent[0].name}）"))
    with store.writing("试恢复") as w:
        change = {"file": tried.file, "told": tried.sentence(), "faults": len(tried.faults)}
        w.note(DEED, Centre.TABLE, 0, {name: [None, value] for name, value in change.items()})
    return tried


def _folder(store: Store) -> tuple[Path, bool]:
    """Where the furthest backup of the second places lies that are there, or else beside the store; whether it is one of the former."""
    there = [place for place in places(store) if is_there(place, store.folder) and _backups(store, place)]
    if not there:
        return store.folder / BACKUPS, False
    return max(there, key=lambda place: max([0, *(one.head.seq for one in kept_in(store, place))])), True


def _backups(store: Store, folder: Path) -> list[Path]:
    """Daily backups in a folder: those of this store, and those that do not even say whose they are."""
    ours = {one.path for one in kept_in(store, folder)}
    found = [path for path, head in backups_in(folder) if path in ours or (head is None and stamp(path))]
    return sorted(found, reverse=True)


class _Trial:
    """One of them."""

    def __init__(self, store: Store, backup: KeptBackup, second: bool, tick: Tick) -> None:
        self._store, self._backup, self._second, self._tick = store, backup, second, tick
        self._counts: Mapping[str, int] = {}
        self._photos = 0

    def of(self, room: Path, now: datetime) -> Tried:
        try:
            faults = self._faults(room)
        except (StoreForeign, FileUnreadable) as error:
            faults = [error.message]
        until = self._backup.head.at[:16].replace("T", " ")
        file = self._backup.path.name
        return Tried(now, file, self._second, until, self._counts, tuple(faults), self._photos)

    def _passed(self, done: int, total: int) -> None:
        if not self._tick(min(done, total), total):
            raise Cancelled

    def _faults(self, room: Path) -> list[str]:
        total = self._backup.head.seq or 1
        self._passed(0, total)
        take_out(self._backup.path, room)
        with self._store.trial_of(room) as trial:
            if faults := trial.faults_by_itself(lambda seq: self._passed(seq, total)):
                return faults
            with trial.lifted(Lift.BACKUP):
                found = {kind.table: trial.count(kind.record) for kind in trial.kinds}
            labels = {kind.table: kind.label for kind in trial.kinds}
            work = [kind.table for kind in trial.kinds if kind.room is not Room.CENTRE]
            self._counts = {labels[table]: found[table] for table in work}
            said = self._store.counts_at(self._backup.head.seq)
            differs = [
                f"{labels[table]}有 {count:,} 条，操作日志说 {said[table]:,} 条"
                for table, count in found.items()
                if said[table] != count
            ]
            return [*differs, *self._lost(trial)]

    def _lost(self, trial: Standing) -> list[str]:
        """Photos that the backup has not whole; in the second place they go, so that the next copy brings them again."""
        held = trial.evidence.holdings()
        beside = self._backup.path.parent / SHARED
        here = [in_folder(self._store.folder / BACKUPS / SHARED), in_folder(self._store.evidence.folder)]
        lost = 0
        with pieces_of(self._backup.path) as sources:
            for number, name in enumerate(sorted(held.named)):
                self._passed(number, len(held.named))
                if sound(held, name, sources) is not None:
                    continue
                lost += 1
                if self._second and sound(held, name, here) is not None:
                    pieces.path_of(beside, name).unlink(missing_ok=True)
        self._photos = len(held.named)
        return [f"缺 {lost:,} 张照片或扫描件"] if lost else []
