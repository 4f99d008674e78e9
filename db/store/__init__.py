"""The store: one encrypted file of records, and the only place that speaks SQL.

A folder holds ``centre.db`` (SQLCipher 4), ``keyring.json`` with its second copy, ``audit-head.json``, ``evidence/`` and ``backups/``.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from db.disk.ballast import Ballast
from db.disk.parts import BACKUPS, is_store
from db.disk.parts import DATABASE as FILE
from db.disk.private import keep_private
from db.disk.renaming import settle
from db.disk.switch import finish
from db.disk.workroom import clear_dead
from db.errors import AppError, LinkGone, RecordInUse, StoreExists, StoreForeign, StoreGone, StoreMissing
from db.records.base import Record
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.role import EVERY_ROLE
from db.store import anchor, audit, copies, driver, keyring, loss, ring_file, soundness, stages, upgrade
from db.store.at_work import AtWork
from db.store.drafts import Drafts
from db.store.driver import Connection
from db.store.files import folder_made, in_clerks_words, refuse_long, refuse_remote
from db.store.guard import MoveRefused, NotByMove, Warrant
from db.store.presence import Presence
from db.store.reading import Reader
from db.store.ring_keeper import RingKeeper, changed
from db.store.search_index import Hit
from db.store.vault import Holdings, Vault
from db.store.where import Where, among, eq, ge, gt, le, like, lt, ne, none_of
from db.store.writing import Writer

__all__ = [
    "Hit",
    "MoveRefused",
    "NotByMove",
    "Store",
    "Warrant",
    "Where",
    "Writer",
    "among",
    "eq",
    "ge",
    "gt",
    "le",
    "like",
    "lt",
    "ne",
    "none_of",
]

R = TypeVar("R", bound=Record)
DESK_COUNTER = "desk"


class Store(Reader):
    """An open store. A connection belongs to its thread: a worker takes its own by `again`.

    Attributes:
        folder: where the store lies.
        actor: the clerk's name, which the audit enters; another one once the account has it.
        drafts: what is typed but not saved.
        ring: its key ring.
        evidence: its photos and scans.
        told: what the clerk should know of its opening: a restore that was finished, a key ring that was healed, a full disk.
        ballast: the room that it has in hand for a full disk.
        loss: what its opening found missing at the end; until a clerk decides to go on, nothing is written.
        kinds: the types of records that it holds.
    """

    def __init__(self, folder: Path, key: bytes, connection: Connection, actor: str) -> None:
        self._presence = Presence(folder)
        super().__init__(connection, self.check_there)
        self.folder = folder
        self._at_work = AtWork(actor)
        self.ballast = Ballast(folder)
        self.drafts = Drafts(connection, self.check_there, self.ballast.given_up_when_full)
        self._key = key
        self.ring = RingKeeper(self, key)
        self.evidence = Vault(self, connection)
        self.told: tuple[str, ...] = ()
        self._desk = self.last_number(DESK_COUNTER)
        self._writer: Writer | None = None
        self.loss: loss.Loss | None = None

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, centre: Centre, account: Account, desk: int = 1
    ) -> tuple["Store", str]:
        """A new store and its recovery code, which nobody can ask for again.

        Args:
            folder: an empty or new folder on a disk of this computer.
            passphrase: what the clerk will type to open it.
            centre: the centre, whose name the papers carry.
            account: that of the first clerk; where it has no roles yet it gets every one.
            desk: 1 to 255, different for desks that will exchange records.

        Raises:
            StoreExists: there is a store already.
            StoreRemote: the folder lies on a network drive.
            PathTooLong: Windows could not open the files in it.
        """
        refuse_remote(folder)
        refuse_long(folder)
        if is_store(folder):
            raise StoreExists("这个文件夹里已经有一份资料", "请直接打开它，或另选一个文件夹")
        with folder_made(folder):
            keep_private(folder)
            ring, key, code = keyring.create(passphrase)
            connection = driver.connect(folder / FILE, key, new=True)
            try:
                upgrade.apply(connection, folder / BACKUPS)
                store = cls(folder, key, connection, account.name)
                store._desk = desk
                with store.writing("新建资料") as w:
                    w.take_number(DESK_COUNTER, desk)
                    w.save(centre)
                    w.save(account if account.roles else evolve(account, roles=roles_of(EVERY_ROLE)))
                    store.ring.ring = evolve(ring, generation=w.take_number(ring_file.GENERATION))
                anchor.write(folder, audit.head(connection))
                ring_file.write(folder, store.ring.ring, key)
                store.ballast.keep()
            except BaseException:
                connection.close()
                raise
        return store, code

    @classmethod
    def open(cls, folder: Path, passphrase: str, actor: str = "") -> "Store":
        """The store in a folder, brought up to this program after a copy.

        One that ends before the head that was kept outside is neither brought up nor written to: see `loss` and `go_on`.

        Raises:
            StoreMissing: there is none.
            StoreOpen: another program is restoring it just now.
            ExchangeStuck: a restore that was broken off goes neither forward nor back.
            StoreForeign: the files are not ours or damaged.
            StoreRemote: the folder lies on a network drive.
            StoreNewer: a newer program wrote it.
            WrongPassphrase: neither passphrase nor recovery code.
        """
        refuse_remote(folder)
        with in_clerks_words("资料"):
            finished = finish(folder)
            for place in (folder, folder / BACKUPS):
                clear_dead(place)
            keep_private(folder)
        ballast = Ballast(folder)
        freed = ballast.given_up_at_the_brim()
        found = ring_file.read(folder)
        if not (folder / FILE).exists():
            raise StoreMissing("钥匙文件在，资料文件不见了", "请用最近的备份恢复")
        copy, key = found.unlock(passphrase)
        with ballast.given_up_when_full():
            store = cls._with_key(folder, key, actor)
        try:
            copy = found.counting(copy, key, passphrase, store.last_number(ring_file.GENERATION))
            store.told = (*filter(None, [finished]), *store.ring.settle(found, copy, folder / BACKUPS), *freed)
            store.ballast.keep()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _with_key(cls, folder: Path, key: bytes, actor: str) -> "Store":
        connection = driver.connect(folder / FILE, key)
        try:
            current = upgrade.is_current(connection)
            found = loss.looked_for(folder, connection)  # before anything is written
            if found is not None:
                loss.keep_evidence(folder, folder / BACKUPS, connection, key)
                driver.allow_writing(connection, allowed=False)
            elif not current:
                upgrade.apply(connection, folder / BACKUPS)
            store = cls(folder, key, connection, actor)
            store.loss = found
            if current or found is None:
                store._at_work.follow(store)
        except BaseException:
            connection.close()
            raise
        return store

    @property
    def actor(self) -> str:
        """The clerk's name."""
        return self._at_work.name

    @actor.setter
    def actor(self, name: str) -> None:
        self._at_work = AtWork(name)

    @property
    def account(self) -> int:
        """The id of the account that works here; 0 where there is none."""
        return self._at_work.account

    def go_on(self) -> None:
        """Goes on with what is left, by a clerk who was told of the loss: enters it in the audit, then moves the head.

        The old head, the log and the database as they were found stay in a folder of the backups.

        Raises:
            StoreBusy: another window is writing.
            DiskFull: there is no room; nothing was changed.
        """
        if (known := self.loss) is None:
            return
        evidence = loss.keep_evidence(self.folder, self.folder / BACKUPS, self._connection, self._key)
        driver.allow_writing(self._connection, allowed=True)
        self.loss = None
        try:
            if not upgrade.is_current(self._connection):
                upgrade.apply(self._connection, self.folder / BACKUPS)
            self._at_work.follow(self)
            with self.writing("确认后继续使用") as w:
                w.note(loss.DEED, Centre.TABLE, 0, known.told(evidence.name))
        except BaseException:
            self.loss = known
            driver.allow_writing(self._connection, allowed=False)
            raise
        anchor.write(self.folder, audit.head(self._connection))

    def again(self) -> "Store":
        """The same store on a connection of its own, for another thread.

        Raises:
            StoreGone: its files are no longer there.
        """
        self.check_there()
        store = self._with_key(self.folder, self._key, self.actor)
        store.told, store.ring.ring, store.kinds = self.told, self.ring.ring, self.kinds
        return store

    def check_there(self) -> None:
        """Lets pass when the files of the store are where they were; a save and a list ask this by themselves.

        Raises:
            StoreGone: they are not.
        """
        self._presence.check()

    def close(self) -> None:
        """Writes the log back into the file, if there is room and nobody writes, and lets go of it.

        Raises:
            StoreGone: the files are no longer there; what was saved before went with them.
        """
        try:
            self.check_there()
            # The next one to open the store finds the log.
            with suppress(AppError, OSError), self.ballast.given_up_when_full(), driver.in_clerks_words():
                if self.loss is None:
                    driver.checkpoint(self._connection)
                    self._keep_head()
                    settle(self.folder / anchor.FILE)
        finally:
            self._connection.close()
            self._presence = Presence(self.folder)  # for `again`: the log has gone with the last connection

    def leave(self) -> None:
        """Lets go of a connection by `again` that has only read: nothing is written back for it."""
        self._connection.close()

    @contextmanager
    def writing(self, reason: str = "", warrant: Warrant | None = None) -> Generator[Writer]:
        """One transaction that holds the write lock from its start; any exception undoes all of it.

        Inside another one it is a step of that: an exception undoes the step, and the rest if nobody catches it. A warrant lets
        pass what is no move, and is named in the audit; inside another transaction it counts only where that has it, too.

        Raises:
            StoreBusy: another window wrote for longer than five seconds.
            DiskFull: there was no room.
            StoreGone: the files of the store are no longer there.
            LinkGone: a saved record links to one that is not there.
            RecordInUse: others link to a deleted record.
            EntriesMissing: the store ends too early, and nobody has decided yet to go on with what is left.
        """
        if self.loss is not None:
            raise self.loss.error()
        if self._writer:
            with driver.in_clerks_words(), self._writer.step():
                yield self._writer
            return
        writer: Writer | None = None
        try:
            with self.ballast.given_up_when_full(), driver.in_clerks_words():
                self._connection.execute("BEGIN IMMEDIATE")
                self.check_there()
                self._at_work.follow(self)
                self._writer = writer = Writer(
                    self._connection, self.actor, reason, self._desk, kinds=self.kinds, warrant=warrant
                )
                yield writer
                self.drafts.go()
                writer.finish()
                self._connection.execute("COMMIT")
        except RecordInUse as error:
            if writer is None or writer.has_deleted:
                raise
            raise LinkGone from error
        finally:
            self._writer = None
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        self.check_there()  # they may have gone meanwhile: nothing is acknowledged into nothing
        self._at_work.follow(self)
        self._keep_head()
        self.ballast.keep_again()

    def _keep_head(self) -> None:
        with suppress(AppError):  # what is committed stays committed; an older head is still a true one
            anchor.follow(self.folder, self._connection)

    def save(self, record: R, reason: str = "") -> R:
        """The record as saved, in a transaction of its own; see `Writer.save`."""
        with self.writing(reason) as w:
            return w.save(record)

    def change_passphrase(self, old: str, new: str) -> None:
        """Wraps the data key anew; the recovery code stays as it is, and opens here too in place of the old one.

        Raises:
            WrongPassphrase: the old one is wrong.
        """
        self.ring.replace(lambda ring: changed(ring, old, new), "换口令")

    def new_recovery_code(self) -> str:
        """A new recovery code; the one before no longer opens the store."""
        code = keyring.new_code()
        self.ring.replace(lambda ring: ring.with_entry(keyring.RECOVERY, code, self._key), "换恢复码")
        return code

    def verify(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong with the store: that of `faults`, stages that nobody knows, photos and scans.

        Args:
            passed: hears now and then how many entries of the audit and pieces of evidence were looked at; what it raises ends it.
        """
        if found := self.faults(passed):
            return found
        entries = self.last_entry().seq
        lost = self.evidence.faults(lambda count: passed(entries + count))
        return [*stages.unknown(self._connection, self.kinds), *lost]

    def faults(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong with the files of the store themselves: pages, structure, links, audit chain and its end, key ring."""
        return [*soundness.faults_with_end(self.folder, self._connection, passed), *self.ring.faults()]

    def losses(self) -> list[str]:
        """What was missing at earlier openings after which a clerk went on, the newest first."""
        return [loss.sentence_of(deed) for deed in self.deeds(Centre.TABLE, [loss.DEED])]

    def copy_to(self, folder: Path) -> Holdings:
        """Copies the store to another folder, in one step while others may write: database, key ring, audit head.

        Returns:
            The photos and scans of the copy, whose pieces are not copied with it.

        Raises:
            DiskFull: there is no room.
            StoreForeign: the copy is not sound.
            EntriesMissing: the store ends too early; a copy of it must not pass for a good one.
        """
        with suppress(StoreGone):  # what the engine still holds of files that are gone is kept all the more
            self.check_there()
            if missing := loss.looked_for(self.folder, self._connection):
                raise missing.error()
        copied = copies.copy(self._connection, folder, self._key, self.kinds)
        self.ring.copy_to(folder, copied.generation)
        return copied.evidence

    def faults_of(self, folder: Path) -> list[str]:
        """What is wrong with a copy of this store in another folder; empty when all is well. Nothing is written to it."""
        return copies.faults(folder, self._key)

    def evidence_of(self, folder: Path) -> Holdings:
        """The photos and scans of a copy of this store that is sound."""
        return copies.holdings(folder, self._key, self.kinds)

    def take_over(self, folder: Path) -> None:
        """Makes sure that nobody has the store in another folder open, and writes its log back into its file.

        A store of another key, or a damaged one, cannot be asked and counts as free.

        Raises:
            StoreOpen: a window has it open.
        """
        with suppress(StoreForeign):
            driver.take_over(folder / FILE, self._key)
