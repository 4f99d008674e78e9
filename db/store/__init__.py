"""The store: one encrypted file of records, and the only place that speaks SQL.

A folder holds ``centre.db`` (SQLCipher 4), ``keyring.json`` with its second copy, ``audit-head.json``, ``evidence/`` and ``backups/``.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from db.disk.ballast import Ballast
from db.disk.parts import BACKUPS, is_store
from db.disk.parts import DATABASE as FILE
from db.disk.private import keep_private
from db.disk.renaming import settle
from db.disk.switch import finish
from db.disk.workroom import clear_dead, workroom
from db.errors import AppError, ExchangeStuck, LinkGone, RecordInUse, StoreExists, StoreMissing, StoreResting
from db.records.base import Record
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.role import EVERY_ROLE
from db.store import anchor, audit, copies, driver, keyring, loss, resealing, ring_file, upgrade
from db.store.at_work import AtWork
from db.store.drafts import Drafts
from db.store.driver import Connection
from db.store.failures import Failures
from db.store.files import folder_made, in_clerks_words, refuse_long, refuse_remote
from db.store.going_on import GoingOn
from db.store.guard import MoveRefused, NotByMove, Warrant
from db.store.presence import Presence
from db.store.ring_keeper import Change, RingKeeper
from db.store.search_index import Hit
from db.store.vault import Vault
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


class Store(GoingOn):
    """An open store. A connection belongs to its thread: a worker takes its own by `again`.

    Attributes:
        folder: where the store lies.
        actor: the clerk's name, which the audit enters with the account; another one once the account has it.
        drafts: what is typed but not saved.
        ring: its key ring.
        evidence: its photos and scans.
        told: what the clerk should know of its opening: a restore that was finished, a key ring that was healed, a full disk.
        ballast: the room that it has in hand for a full disk.
        loss: what its opening found missing at the end; until a clerk decides to go on, nothing is written.
        kinds: the types of records that it holds.
    """

    def __init__(self, folder: Path, key: bytes, connection: Connection, at_work: AtWork) -> None:
        super().__init__(connection, self.check_there)
        self.folder = folder
        self._at_work = at_work
        self.ballast = Ballast(folder)
        self.told: tuple[str, ...] = ()
        self._writer: Writer | None = None
        self.loss: loss.Loss | None = None
        self.drafts = Drafts(
            connection, self.check_there, self.ballast.given_up_when_full, lambda: self.account, self.types_in
        )
        self._stand_on(key, connection)
        self._desk = self.last_number(DESK_COUNTER)

    def _stand_on(self, key: bytes, connection: Connection) -> None:
        self._presence = Presence(self.folder)
        self._key, self._connection, self._version = key, connection, -1
        self.drafts.stand_on(connection)
        self.ring, self.evidence = RingKeeper(self, key), Vault(self, connection)

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
            key, code = keyring.new_key(), keyring.new_code()
            connection = driver.connect(folder / FILE, key, new=True)
            try:
                upgrade.apply(connection, folder / BACKUPS)
                store = cls(folder, key, connection, AtWork(0, account.name))
                store._desk = desk
                with store.writing("新建资料") as w:
                    w.take_number(DESK_COUNTER, desk)
                    w.save(centre)
                    saved = w.save(account if account.roles else evolve(account, roles=roles_of(EVERY_ROLE)))
                    store._at_work.become(saved.id)
                    ring = store.ring.recoded(store.ring.given(keyring.KeyRing(), saved, passphrase), code)
                    ring = store.ring.hold(w, ring)
                    store.ring.ring = evolve(ring, generation=w.take_number(ring_file.GENERATION))
                store.ring.entry = ring.of(saved.id)
                anchor.write(folder, audit.head(connection))
                ring_file.write(folder, store.ring.ring, key)
                store.ballast.keep()
            except BaseException:
                connection.close()
                raise
        return store, code

    @classmethod
    def open(cls, folder: Path, passphrase: str, entry: str = "", *, counted: bool = True) -> "Store":
        """The store in a folder, brought up to this program after a copy.

        One that ends before the head that was kept outside is neither brought up nor written to: see `loss` and `go_on`.

        Args:
            folder: where it lies.
            passphrase: that of the entry, or the recovery code.
            entry: the id of whose passphrase it is, see `db.store.ring_file.Found.names`; "" tries them all.
            counted: whether a wrong one counts and a right one is noted; not where the program tries one of its own.

        Raises:
            StoreMissing: there is none.
            StoreOpen: another program is restoring it just now.
            ExchangeStuck: a restore that was broken off goes neither forward nor back.
            StoreForeign: the files are not ours or damaged.
            StoreRemote: the folder lies on a network drive.
            StoreNewer: a newer program wrote it.
            WrongPassphrase: neither passphrase nor recovery code.
            TooManyTries: it was typed wrong too often.
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
        failures, now = Failures(folder), datetime.now()
        unlocked = failures.unlock(found, passphrase, entry, now) if counted else found.unlock(passphrase, entry)
        with ballast.given_up_when_full():
            store = cls._with_key(folder, unlocked.key, unlocked.account, unlocked.name)
        try:
            unlocked = found.counting(unlocked, passphrase, store.last_number(ring_file.GENERATION))
            settled = store.ring.settle(found, unlocked, passphrase, folder / BACKUPS)
            store.told = (*filter(None, [finished]), *settled, *freed)
            if counted:
                store.note_opening(failures, now)
            with suppress(AppError):
                store.ring.hold_where_lacking()
            store.ballast.keep()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _with_key(cls, folder: Path, key: bytes, account: int = 0, name: str = "") -> "Store":
        connection = driver.connect(folder / FILE, key)
        try:
            current = upgrade.is_current(connection)
            found = loss.looked_for(folder, connection)  # before anything is written
            if found is not None:
                loss.keep_evidence(folder, folder / BACKUPS, connection, key)
                driver.allow_writing(connection, allowed=False)
            else:
                upgrade.bring_up(connection, folder / BACKUPS)
            store = cls(folder, key, connection, AtWork(account, name))
            store.loss = found
            store._is_behind = not current and found is not None
            if not store._is_behind:
                store._at_work.follow(store)
        except BaseException:
            connection.close()
            raise
        return store

    @property
    def actor(self) -> str:
        """The clerk's name."""
        return self._at_work.name

    @property
    def account(self) -> int:
        """The id of the account that works here; 0 where there is none."""
        return self._at_work.account

    def stand_in(self, account: int) -> None:
        """Lets an account work here, where what opened the store is nobody's passphrase but the recovery code, or the one of before.

        Raises:
            ValueError: it was opened by somebody's passphrase (a bug: whoever else works here opens it by their own).
        """
        if self.ring.entry not in (keyring.RECOVERY, keyring.DESK):
            raise ValueError("it was opened by somebody")
        self._at_work.become(account)
        self._at_work.follow(self)

    def again(self) -> "Store":
        """The same store on a connection of its own, for another thread.

        Raises:
            StoreGone: its files are no longer there.
        """
        self.check_there()
        store = self._with_key(self.folder, self._key, self.account, self.actor)
        store.told, store.kinds = self.told, self.kinds
        store.ring.ring, store.ring.entry = self.ring.ring, self.ring.entry
        return store

    def check_there(self) -> None:
        """Lets pass when the files of the store are where they were; a save and a list ask this by themselves.

        Raises:
            StoreGone: they are not.
            StoreResting: it rests.
        """
        if self.is_resting:
            raise StoreResting
        self._presence.check()

    def close(self) -> None:
        """Writes the log back into the file, if there is room and nobody writes, and lets go of it.

        Raises:
            StoreGone: the files are no longer there; what was saved before went with them.
        """
        if self.is_resting:
            return
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
                self._writer = writer = Writer(self._connection, self, reason, self._desk, warrant=warrant)
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

    def reseal(self, change: Change = lambda _keeper, ring, _w: ring, reason: str = "重新加密") -> str:
        """Seals everything under another data key, so that no key ring of before opens what is here now, nor does any code.

        It either happened or did not, whenever the program is killed. Backups stay as they are, each with its own ring.

        Args:
            change: makes another ring, and writes what goes with it.
            reason: what the audit enters.

        Returns:
            A new recovery code, where the one before has no pair of keys yet and could not be taken over; "" where it holds on.

        Raises:
            StoreOpen: another window has the store open.
            DiskFull: there is no room for another copy; nothing was changed.
            ExchangeStuck: it stopped half way, and goes on at the next opening.
            EntriesMissing: the store ends too early.
        """
        if self.loss is not None:
            raise self.loss.error()
        ring, key = self.ring.now(), keyring.new_key()
        try:
            with in_clerks_words("资料"), workroom(self.folder) as room, driver.alone(self._connection):
                copies.copy(self._connection, room, key, self.kinds, goes_on=True)
                fresh = self._with_key(room, key, self.account, self.actor)
                fresh._lifts = self._lifts  # noqa: SLF001  the same store: what is let through here is let through there
                code = resealing.refit(fresh, ring, change, reason)
                resealing.put_in_place(self.folder, room, self._connection)
        except ExchangeStuck:
            raise
        except BaseException:
            if driver.is_open(self._connection):
                self._presence = Presence(self.folder)  # its log is another one by now
            else:
                self._stand_on_again(self._key, self.ring)
            raise
        self._stand_on_again(key, fresh.ring)
        return code
