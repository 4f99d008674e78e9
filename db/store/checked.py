"""Looking into an open store and its copies: what is wrong with them, and making a copy."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from db.disk.parts import DATABASE
from db.errors import AppError, StoreForeign, StoreGone, WrongPassphrase
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.store import audit, copies, driver, log_check, loss, openings, seal, soundness, stages
from db.store.beyond import Beyond, account_in, beyond
from db.store.clerk import ClerkReader
from db.store.failures import Failures
from db.store.ring_keeper import RingKeeper
from db.store.vault import Holdings, Vault


class Checked(ClerkReader):
    """What a store says of its own state; see `db.store.Store`."""

    folder: Path
    ring: RingKeeper
    evidence: Vault
    loss: loss.Loss | None
    _key: bytes

    def check_there(self) -> None:
        """Lets pass when the files of the store are where they were; see `db.store.Store`."""
        raise NotImplementedError

    def opened_on(self) -> Mapping[int, date]:
        """The day on which each account opened the store last, by its id; nothing of those who never did."""
        return openings.days(self._connection)

    def has_deeds(self, account: int) -> bool:
        """Whether the audit tells of anything that an account did."""
        with driver.in_clerks_words():
            return audit.has_deeds(self._connection, account)

    def note_opening(self, failures: Failures, now: datetime) -> None:
        """Notes that the account that works here has opened it by its own passphrase, and enters what was typed wrong before.

        One that somebody else chose opens nothing but the question for another one: it counts once that is answered.
        """
        ring = self.ring.ring
        if self.loss is not None or ring is None:
            return
        if ring.of(self.account) == self.ring.entry and not self.ring.must_change:
            self.note_opened(now.date())
        self.ring.enter(failures, now)

    def note_opened(self, day: date) -> None:
        """Notes that the account that works here came in on a day."""
        openings.note(self._connection, self.account, day)

    def verify(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong with the store: that of `faults` and `db.store.log_check`, stages that nobody knows, photos and scans.

        Args:
            passed: hears now and then how many entries of the audit, each of them twice, and pieces of evidence were looked at; what it raises ends it.
        """
        return self.faults(passed) or self.inner_faults(passed)

    def inner_faults(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong inside a store whose files are sound; ``passed`` goes on from the entries that `faults` looked at."""
        entries = self.last_entry().seq
        done = entries

        def looked(count: int) -> None:
            nonlocal done
            done += count
            passed(min(done, 2 * entries))

        with driver.in_clerks_words(), driver.at_one_moment(self._connection):
            found = log_check.faults(self._connection, self.kinds, self.titles, looked)
        lost = self.evidence.faults(lambda count: passed(2 * entries + count))
        return [*found, *stages.unknown(self._connection, self.kinds), *lost]

    def unseal(self, secret: str, passed: Callable[[int], None] = lambda _seq: None) -> log_check.Unsealed:
        """What the log is by its seal, as whoever holds the recovery code or is an auditor can tell; boxes that were right get their proof.

        Raises:
            WrongPassphrase: it is neither the recovery code nor the passphrase of somebody for whom the log is sealed.
            TooManyTries: it was typed wrong too often.
        """
        privates = self._privates(secret)
        with driver.in_clerks_words(), driver.at_one_moment(self._connection):
            found = log_check.unsealed(self._connection, privates, passed)
        if found.sound and not found.faults and self.loss is None:
            self.ring.prove(found.sound, privates)
        return found

    def seal_tag(self) -> str:
        """What the seal is behind the last entry, 64 hexadecimal digits; "" while nothing is sealed."""
        run = seal.last_run(self._connection) if seal.is_kept(self._connection) else None
        return run.tag.hex() if run and run.key and run.seq == self.last_entry().seq else ""

    def seal_tags(self, secret: str, seqs: Collection[int]) -> Mapping[int, set[str]]:
        """What the seal was behind entries, by a secret that opens it; see `log_check.tags_at`.

        Raises:
            WrongPassphrase: it is neither the recovery code nor the passphrase of somebody for whom the log is sealed.
            TooManyTries: it was typed wrong too often.
        """
        privates = self._privates(secret)
        with driver.in_clerks_words(), driver.at_one_moment(self._connection):
            return log_check.tags_at(self._connection, privates, seqs)

    def _privates(self, secret: str) -> dict[str, bytes]:
        """What opens the seal, by a secret; a wrong one counts as at the door."""
        boxes = {(one.entry, one.public) for one in seal.holders(self._connection)}
        with Failures(self.folder).counting(secret, "", datetime.now()):
            if not (found := self.ring.privates(secret, boxes)):
                raise WrongPassphrase
        return found

    def faults(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong with the files of the store themselves: pages, structure, links, audit chain and its end, key ring."""
        return [*soundness.faults_with_end(self.folder, self._connection, passed), *self.ring.faults()]

    def write_back(self) -> None:
        """Writes the engine's log back into the file and empties it, so that no page of before is left; not while another window reads."""
        with suppress(AppError):
            driver.checkpoint(self._connection)

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

    def faults_by_itself(self, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
        """What is wrong with a store of which only the parts of a backup are there, photos aside; see `faults`."""
        found = soundness.faults_with_end(self.folder, self._connection, passed)
        return found or stages.unknown(self._connection, self.kinds)

    def counts_at(self, seq: int) -> Mapping[str, int]:
        """How many records of each type there were after an entry of the audit, by table: those of now, less what came since.

        Nothing is told of any of them; whoever may see none of a type is told their number all the same.
        """
        with driver.in_clerks_words():
            return copies.counts_at(self._connection, self.kinds, seq)

    def beyond(self, folder: Path, room: Path, secret: str) -> Beyond | None:
        """What the store of another folder has beyond this one, which is a backup of it; see `db.store.beyond`.

        Args:
            folder: of that store.
            room: a folder for a copy of it.
            secret: a passphrase that opens this one, and perhaps that one.
        """
        return beyond(folder, room, self._key, secret, self.last_entry(), self.kinds)

    def now_in(self, folder: Path, room: Path, secret: str) -> Account | None:
        """The account that works here as the store of another folder has it, which this one is a backup of; None where nobody can tell.

        Args:
            folder: of that store.
            room: a folder for a copy of it.
            secret: a passphrase that opens this one, and perhaps that one.
        """
        return account_in(folder, room, self._key, secret, self.account)

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
            driver.take_over(folder / DATABASE, self._key)
