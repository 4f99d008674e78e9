"""The key ring of an open store: read, replaced, brought up and healed under the write lock, so that no window loses another's."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from attrs import evolve

from db.errors import AppError, StoreForeign
from db.records.centre.centre import Centre
from db.store import keyring, ring_file
from db.store.files import in_clerks_words
from db.store.keyring import KeyRing
from db.store.ring_file import FILE, GENERATION, SECOND, Copy, Found

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store
    from db.store.writing import Writer

_NOT_HEALED = "现在没能修好，请看磁盘是不是满了、文件夹让不让写入"
_HEALED = "已按另一份修好，请检查一下硬盘"
_SAVED = "其余的已救回；请马上到“设置”里修改口令，并换一个恢复码"


class RingKeeper:
    """Keeps the ring of one store.

    Attributes:
        ring: as it was when the store was opened; None when nobody opened it by a secret.
    """

    def __init__(self, store: "Store", key: bytes, ring: KeyRing | None = None) -> None:
        self._store, self._key = store, key
        self.ring = ring

    def now(self) -> KeyRing:
        """The ring that counts; where both files are spoilt, the one with which the store was opened.

        Raises:
            StoreForeign: there is none any more.
        """
        generation = self._generation()
        with suppress(AppError):
            if ring := ring_file.read(self._store.folder).current(self._key, generation):
                return ring
        if self.ring is None or self.ring.generation != generation:
            raise StoreForeign("钥匙文件已损坏", "请用最近的备份恢复")
        return self.ring

    def replace(self, change: Callable[[KeyRing], KeyRing], reason: str) -> None:
        """Puts another ring in place, of the one that counts at that moment.

        The first file comes before the commit, the second after: whenever the program is killed, the file whose number the
        store knows holds the ring that counts.

        Raises:
            AppError: the ring cannot be written; the one before it counts.
        """
        with self._store.writing(reason) as w:
            before = self.now()
            ring_file.write(self._store.folder, before, self._key, [SECOND])
            ring = evolve(change(before), generation=w.take_number(GENERATION))
            self._note(w, "replace_key_ring", before.generation, ring.generation)
            ring_file.write(self._store.folder, ring, self._key, [FILE])
        self._finish(ring)

    def settle(self, found: Found, copy: Copy, backups: "Path") -> list[str]:
        """Leaves two whole files of the ring that counts, in the present format; what the clerk should be told of it.

        Args:
            found: what the files held when the store was opened.
            copy: what opened it and counts.
            backups: where the files of before are kept when anything in them was not as it should be.
        """
        self.ring = copy.ring if copy.whole else evolve(copy.ring, generation=self._generation())
        counts = copy.format == ring_file.FORMAT and copy.ring.generation == self._generation()
        if (counts and found.is_settled) or self._store.loss is not None:
            return []
        if (
            counts and found.copies == (copy,) and not found.faults
        ):  # a restored store: nothing but the second is wanted
            self._finish(copy.ring)
            return []
        outcome = _HEALED if copy.whole else _SAVED
        try:
            self._settle(found, copy, backups)
        except AppError:
            outcome = _NOT_HEALED
        if not found.faults and outcome != _NOT_HEALED:
            return []
        return ["。".join(["；".join(found.faults) or "钥匙文件要整理", outcome])]

    def _settle(self, found: Found, copy: Copy, backups: "Path") -> None:
        folder = self._store.folder
        with self._store.writing("整理钥匙文件") as w:
            if ring_file.read(folder) != found:  # another window was here before
                return
            if found.faults or copy.format < ring_file.FORMAT:
                with in_clerks_words("钥匙文件的副本"):
                    backups.mkdir(mode=0o700, exist_ok=True)
                ring_file.keep_aside(folder, backups)
            ring, before = copy.ring, self._generation()
            if copy.format < ring_file.FORMAT or not copy.whole:
                ring = evolve(ring, generation=w.take_number(GENERATION))
            elif ring.generation > before:
                w.take_number(GENERATION, ring.generation - before)
            self._note(w, "settle_key_ring", before, ring.generation)
            ring_file.write(folder, ring, self._key, [FILE])
        self._finish(ring)

    def copy_to(self, folder: "Path", generation: int) -> None:
        """Writes the ring for a copy of the store, which knows a number of its own.

        Raises:
            DiskFull: there is no room.
            FileUnwritable: the folder cannot be written to.
        """
        ring_file.write(folder, evolve(self.now(), generation=generation), self._key, [FILE])

    def complete(self) -> None:
        """Writes the second file once more, for whoever has to know that it is there.

        Raises:
            DiskFull: there is no room.
            FileUnwritable: the folder cannot be written to.
        """
        ring_file.write(self._store.folder, self.now(), self._key, [SECOND])

    def faults(self) -> list[str]:
        """What is wrong with the two files, every byte considered, whatever entry is in use."""
        return ring_file.faults(self._store.folder, self._key, self._generation())

    def _finish(self, ring: KeyRing) -> None:
        """The second file, once the store has the number; a program that is killed before does it at the next opening."""
        self.ring = ring
        with suppress(AppError):
            ring_file.write(self._store.folder, ring, self._key, [SECOND])

    def _generation(self) -> int:
        return self._store.last_number(GENERATION)

    def _note(self, w: "Writer", action: str, before: int, after: int) -> None:
        w.note(action, Centre.TABLE, self._store.centre().id, {"generation": [before, after]})


def changed(ring: KeyRing, old: str, new: str) -> KeyRing:
    """The ring with another passphrase of the desk.

    Raises:
        WrongPassphrase: the old one does not open it.
    """
    return ring.with_entry(keyring.DESK, new, ring.open(old))
