"""第二处跟上: what lies beside the store and is missing in the second place is copied there, the newest first.

Killed, pulled out or full at any moment: a backup there is whole or it is not there, and all that it needs came before it. The next attempt
goes on with what is missing. A copy counts once it was read back from that disk and opened with the store's own key; one from before the
store was sealed anew lies under a key of then, and counts once every byte of it came back.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.disk.beside import written_beside
from db.disk.choice import MEGABYTE
from db.disk.volumes import volume_of
from db.disk.workroom import clear_dead, workroom
from db.errors import AppError, Cancelled, DiskFull, FileUnreadable, FileUnwritable, StoreForeign
from db.services.backed_pieces import SHARED, clear_shared, in_folder, listed_in, sound
from db.services.backup import SUFFIX, faults_inside, take_out
from db.services.kept import KeptBackup, kept_in
from db.services.second_place.places import is_there, mark
from db.services.second_place.standing import note_carried
from db.services.thinning import keep_of, superfluous
from db.services.ticks import Tick, never_stop
from db.store import BACKUPS, Store, pieces
from db.store.files import in_clerks_words

_PIECE = 1 << 20
_ANOTHER = "请换一个U盘，这一个不能再用来备份"
_MARGIN = 8 * MEGABYTE
"""Bytes that a disk needs beside a file for its own keeping."""
_SPARE = 2
"""So many backups more must find room where older ones are caught up with: tomorrow's needs it."""


class SecondPlaceAway(AppError):
    """The second place is not there just now: a stick that is not plugged in, a net that is down.

    Attributes:
        place: which.
    """

    code = "second_place_away"

    def __init__(self, place: Path) -> None:
        self.place = place
        super().__init__(f"备份的第二处不在：{place}", "请插上U盘（或接通网络），程序会自己存过去")


class SecondPlaceFull(AppError):
    """There is no room in the second place; what was there is as it was."""

    code = "second_place_full"

    def __init__(self, place: Path, needed: int, free: int) -> None:
        text = f"备份的第二处满了：{place} 只剩 {free // MEGABYTE:,} MB，还要 {needed // MEGABYTE + 1:,} MB"
        super().__init__(text, "请腾出空间，或换一个大的U盘；那里原有的备份没有动")


@frozen
class Carried:
    """What came of it.

    Attributes:
        place: the folder.
        newest: the furthest backup there, which was opened.
        copied: how many were copied.
        gone: how many were too many, and went.
        left: how many older ones found no room.
    """

    place: Path
    newest: KeptBackup
    copied: int = 0
    gone: int = 0
    left: int = 0


def carry(store: Store, place: Path, now: datetime, tick: Tick = never_stop) -> Carried | None:
    """Brings a second place up to date; None where nothing was backed up yet. The program's own keeping: no power is asked.

    Args:
        store: the open store.
        place: one of `places.places`.
        now: when it is done.
        tick: told the megabytes done and all of them; False stops.

    Raises:
        SecondPlaceAway: it is not there, or was pulled out.
        SecondPlaceFull: there is no room for the newest one.
        FileUnwritable: it cannot be written to.
        StoreForeign: what was written does not come back as it was.
        Cancelled: the tick said so; what was copied whole stays.
    """
    if not is_there(place, store.folder):
        raise SecondPlaceAway(place)
    try:
        with in_clerks_words("第二处备份"):
            return _Carrying(store, place, tick).bring_up_to_date(now)
    except FileUnwritable as error:
        if not is_there(place, store.folder):
            raise SecondPlaceAway(place) from error
        raise FileUnwritable(f"备份写不到第二处：{place}", "请检查U盘的写保护开关，或换一个U盘") from error


class _Carrying:
    """One attempt."""

    def __init__(self, store: Store, place: Path, tick: Tick) -> None:
        self._store, self._place, self._tick = store, place, tick
        self._beside = store.folder / BACKUPS
        self._keep = keep_of(store)
        self._done = self._total = 0

    def bring_up_to_date(self, now: datetime) -> Carried | None:
        with self._writing():
            mark(self._place)
            clear_dead(self._place)
            if (self._place / SHARED).is_dir():
                clear_dead(self._place / SHARED)
        own = [one for one in kept_in(self._store, self._beside) if one.made is not None]
        if not own:
            return None
        too_many = {one.path for one in superfluous(own, self._keep)}
        wanted = [one for one in own if one.path not in too_many]
        missing = self._missing(wanted)
        self._total = sum(one.path.stat().st_size for one in missing)
        copied, left = self._copy_all(missing, wanted[0])
        there = kept_in(self._store, self._place)
        note_carried(self._store, there[0], now)
        return Carried(self._place, there[0], copied, self._thin(there), left)

    def _copy_all(self, missing: list[KeptBackup], newest: KeptBackup) -> tuple[int, int]:
        """How many were copied, and how many older ones found no room."""
        copied = 0
        for one in missing:
            try:
                self._copy(one, spare=0 if one is newest else _SPARE * one.path.stat().st_size)
            except SecondPlaceFull:
                if one is not newest:
                    return copied, len(missing) - copied
                if not self._made_room(one):
                    raise
                self._copy(one)
            copied += 1
        return copied, 0

    def _made_room(self, newest: KeptBackup) -> bool:
        """Removes what will be too many once the newest is there, but the one that is the newest till then; whether there was any."""
        there = kept_in(self._store, self._place)
        gone = [one for one in superfluous([newest, *there], self._keep) if one in there[1:]]
        for one in gone:
            one.path.unlink(missing_ok=True)
        return bool(gone)

    @contextmanager
    def _writing(self) -> Generator[None]:
        """What the second place refuses for lack of room is told of it, and not of this computer's own disk."""
        try:
            with in_clerks_words("第二处备份"):
                yield
        except DiskFull as error:
            raise SecondPlaceFull(self._place, _MARGIN, volume_of(self._place).free or 0) from error

    def _missing(self, wanted: list[KeptBackup]) -> list[KeptBackup]:
        """What is to be copied, the newest first: what is not there, and the newest where the one there cannot be opened any more."""
        there = kept_in(self._store, self._place)
        ends = {one.head.seq for one in there}
        missing: list[KeptBackup] = []
        for one in wanted:
            if one.head.seq not in ends:
                missing.append(one)
                ends.add(one.head.seq)
        newest = wanted[0]
        same = [one for one in there if one.head.seq == newest.head.seq]
        if same and not any(self._came_back(newest.path, one.path) for one in same):
            for one in same:
                one.path.unlink(missing_ok=True)
            missing.insert(0, newest)
        return missing

    def _came_back(self, source: Path, copied: Path) -> bool:
        """Whether a copy is whole: it opens, or is the same as one that is whole and opens no more since the store was sealed anew."""
        _drop_from_memory(copied)
        if not faults_inside(self._store, copied, self._beside):
            return True
        return _is_packed_whole(source, self._beside) and _are_alike(source, copied)

    def _copy(self, one: KeptBackup, spare: int = 0) -> None:
        """Copies one, if so many bytes are left besides."""
        with self._writing():
            self._copy_pieces(one)
            target = self._free_name(one.path.name)
            self._ask_room(one.path.stat().st_size + spare)
            with written_beside(target) as fresh, one.path.open("rb") as source, fresh.open("wb") as written:
                while block := source.read(_PIECE):
                    written.write(block)
                    self._done += len(block)
                    if not self._tick(self._done // MEGABYTE, self._total // MEGABYTE + 1):
                        raise Cancelled
        if not self._came_back(one.path, target):
            self._refuse_pulled_out()
            target.unlink(missing_ok=True)
            raise StoreForeign(f"刚写到第二处的备份读不回来：{self._place}", _ANOTHER)

    def _refuse_pulled_out(self) -> None:
        if not is_there(self._place, self._store.folder):
            raise SecondPlaceAway(self._place)

    def _copy_pieces(self, one: KeptBackup) -> None:
        """Copies the photos that a backup lists, each whole; it is opened here before, and read back there after."""
        listed = listed_in(one.path) or frozenset()
        new = sorted(listed - pieces.names_in(self._place / SHARED))
        if not new:
            return
        held, there = self._store.evidence.holdings(), self._place / SHARED
        sources = [in_folder(self._beside / SHARED), in_folder(self._store.evidence.folder)]
        with pieces.written_into(there) as write:
            for number, name in enumerate(new):
                if not self._tick(number, len(new)):
                    raise Cancelled
                if (raw := sound(held, name, sources)) is None:  # looked after every day, and told of there
                    continue
                self._ask_room(len(raw))
                write(name, raw)
                _drop_from_memory(pieces.path_of(there, name))
                if in_folder(there).take(name) != raw:
                    self._refuse_pulled_out()
                    raise StoreForeign(f"刚写到第二处的照片读不回来：{self._place}", _ANOTHER)

    def _ask_room(self, size: int) -> None:
        free = volume_of(self._place).free
        if free is not None and free < size + _MARGIN:
            raise SecondPlaceFull(self._place, size + _MARGIN, free)

    def _free_name(self, name: str) -> Path:
        """The name that a backup has beside the store; another one where that is taken by something else."""
        path, number = self._place / name, 1
        while path.exists():
            number += 1
            path = self._place / f"{name.removesuffix(SUFFIX)}-{number}{SUFFIX}"
        return path

    def _thin(self, there: list[KeptBackup]) -> int:
        """Removes what is too many, after the newest was opened; then the photos that nothing there lists any more."""
        gone = superfluous(there, self._keep)
        for one in gone:
            one.path.unlink(missing_ok=True)
        shared = self._place / SHARED
        clear_shared(self._place, pieces.names_in(shared) - set(self._store.evidence.holdings().named))
        return len(gone)


def _is_packed_whole(path: Path, beside: Path) -> bool:
    """Whether the parts of a backup are what was packed, whatever key they lie under."""
    with workroom(beside) as room:
        try:
            take_out(path, room)
        except FileUnreadable:
            return False
    return True


def _are_alike(one: Path, other: Path) -> bool:
    """Whether two files are the same, byte for byte; asked of the disk, and of no memory of what it held."""
    with one.open("rb") as first, other.open("rb") as second:
        while (piece := first.read(_PIECE)) == second.read(_PIECE):
            if not piece:
                return True
    return False


def _drop_from_memory(path: Path) -> None:
    """Asks the system to forget what it holds of a file, so that what is read next comes from the disk."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            opened = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(opened)
