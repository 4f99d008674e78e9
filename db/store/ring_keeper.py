"""The key ring of an open store: read, replaced, brought up and healed under the write lock, so that no window loses another's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import evolve

from db.errors import AppError, StoreForeign, WrongPassphrase
from db.records.centre.account import Account, told_apart
from db.records.centre.centre import Centre
from db.records.role import Role
from db.store import keyring, ring_file
from db.store.failures import Failures
from db.store.files import in_clerks_words
from db.store.keyring import DESK, RECOVERY, KeyRing
from db.store.ring_file import FILE, GENERATION, SECOND, Found, Unlocked

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store
    from db.store.reading import Reader
    from db.store.seal import Holder
    from db.store.writing import Writer

Change = Callable[["RingKeeper", KeyRing, "Writer"], KeyRing]
"""Makes another ring of one, with the keeper of the store whose ring it becomes, and writes what goes with it."""
FAILED = "failed_openings"
"""The deed under which the audit enters passphrases that were typed wrong."""
_NOT_HEALED = "现在没能修好，请看磁盘是不是满了、文件夹让不让写入"
_HEALED = "已按另一份修好，请检查一下硬盘"
_SAVED = "其余的已救回；请马上到“设置”里修改口令，并换一个恢复码"


class RingKeeper:
    """Keeps the ring of one store.

    Attributes:
        ring: as it was when the store was opened; None when nobody opened it by a secret.
        entry: the id of the entry by which the store was opened; "" when nobody opened it by a secret.
    """

    def __init__(self, store: "Store", key: bytes, entry: str = "") -> None:
        self._store, self._key = store, key
        self.ring: KeyRing | None = None
        self.entry = entry

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

    def has_entry(self, account: int) -> bool:
        """Whether an account has an entry of its own."""
        return bool(self.now().of(account))

    @property
    def is_unclaimed(self) -> bool:
        """Whether the store was opened by the one passphrase that it had before, and nobody has said whose that is."""
        return self.entry == DESK

    @property
    def must_change(self) -> bool:
        """Whether the passphrase is to be changed at once: somebody else chose it, or the store was opened by the recovery code."""
        if self.entry == RECOVERY:
            return True
        known = self.ring.entries.get(self.entry) if self.ring else None
        return known is not None and known.must_change

    def given(self, ring: KeyRing, account: Account, secret: str, *, must_change: bool = False) -> KeyRing:
        """A ring with an entry for an account, or with another secret in the one that it has."""
        entry = ring.of(account.id) or keyring.new_id()
        ring = ring.with_entry(entry, secret, self._key, name=account.name, account=account.id)
        return ring.having(entry, evolve(ring.entries[entry], must_change=must_change))

    def give(self, account: Account, secret: str, reason: str) -> None:
        """Gives an account a passphrase that is to be changed at once; whoever waits because of wrong ones waits no more."""
        self.replace(lambda keeper, ring, _w: keeper.given(ring, account, secret, must_change=True), reason)
        Failures(self._store.folder).given(self.now().of(account.id), datetime.now())

    def recoded(self, ring: KeyRing, code: str) -> KeyRing:
        """A ring with another recovery code."""
        return ring.with_entry(RECOVERY, code, self._key)

    def taken_over(self, ring: KeyRing) -> KeyRing:
        """A ring of the same store under another data key: with this one in each box."""
        return ring.holding(self._key)

    def changing(self, old: str, new: str) -> Change:
        """What gives the account that works here another passphrase in a ring; the recovery code stays, and does in place of the old one.

        Whoever uses what is made of it hears WrongPassphrase where the old one is wrong.
        """
        account = self._store.get(Account, self._store.account)

        def changed(keeper: RingKeeper, ring: KeyRing, _w: "Writer") -> KeyRing:
            entry = ring.of(account.id) or DESK
            with Failures(self._store.folder).counting(old, entry, datetime.now()):
                ring.open(old, entry)
            return keeper.given(ring.without(DESK) if self.entry in (DESK, RECOVERY) else ring, account, new)

        return changed

    def replace(self, change: Change, reason: str) -> None:
        """Puts another ring in place, of the one that counts at that moment; whether the clerk may is asked by whoever calls it.

        The first file comes before the commit, the second after: whenever the program is killed, the file whose number the
        store knows holds the ring that counts. It is no step of another transaction: see `Store.writing`.

        Raises:
            AppError: the ring cannot be written; the one before it counts.
        """
        with self._store.writing(reason) as w:
            before = self.now()
            ring_file.write(self._store.folder, before, self._key, [SECOND])
            ring = self._renamed(evolve(change(self, before, w), generation=w.take_number(GENERATION)))
            self._note(w, "replace_key_ring", before.generation, ring.generation)
            ring = self.hold(w, ring)
            ring_file.write(self._store.folder, ring, self._key, [FILE])
        self._finish(ring)

    def hold(self, w: "Writer", ring: KeyRing) -> KeyRing:
        """Lets the recovery code and auditors check the log from here on, where they cannot yet; the ring without private keys.

        Of auditors those who do nothing else: whoever checks can make every seal from there on.
        """
        for entry_id in self._lacking(w.read, ring):
            entry = ring.entries[entry_id]
            w.hold_seal(entry_id, entry.public, entry.private)
        return ring.written()

    def hold_where_lacking(self) -> None:
        """Does that for what came without this program, such as a store of before.

        Raises:
            AppError: nothing can be written now; the next opening tries again.
        """
        ring = self.ring
        if ring is not None and self._lacking(self._store, ring):
            with self._store.writing("封存操作日志") as w:
                self.hold(w, ring)

    def _lacking(self, reader: "Reader", ring: KeyRing) -> list[str]:
        held = reader.sealed_for()
        lacking = {i: e.account for i, e in ring.entries.items() if e.public and (i, e.public) not in held}
        accounts = reader.get_many(Account, filter(None, lacking.values()))
        today = date.today()
        return [
            i
            for i, account in lacking.items()
            if i == RECOVERY or (account in accounts and accounts[account].roles_on(today) == frozenset({Role.AUDITOR}))
        ]

    def privates(self, secret: str, of: Collection[tuple[str, bytes]]) -> dict[str, bytes]:
        """The private keys that a secret opens, by the ids of their entries; of those entries and public keys alone."""
        found = ((i, e.sealed_by(i, secret)) for i, e in self.now().entries.items() if (i, e.public) in of)
        return {i: private for i, private in found if private}

    def prove(self, boxes: "Sequence[Holder]", privates: Mapping[str, bytes]) -> None:
        """Adds their proofs to boxes that were found right.

        Raises:
            AppError: nothing can be written now.
        """
        with self._store.writing("核对操作日志") as w:
            for box in boxes:
                w.prove_seal(box, privates[box.entry])

    def claim(self, account: Account, secret: str, also: Callable[["Writer"], None] = lambda _w: None) -> None:
        """Makes the one passphrase of before the entry of an account; ``also`` writes what goes with it.

        Raises:
            WrongPassphrase: it is not the passphrase.
            AppError: the ring cannot be written; the one before it counts.
        """

        def claimed(keeper: RingKeeper, ring: KeyRing, w: "Writer") -> KeyRing:
            if DESK not in ring.entries or ring.entries[DESK].key(DESK, secret) is None:
                raise WrongPassphrase
            also(w)
            return keeper.given(ring.without(DESK), account, secret)

        self.replace(claimed, "认领口令")
        self.entry = self.ring.of(account.id) if self.ring else self.entry

    def settle(self, found: Found, unlocked: Unlocked, secret: str, backups: "Path") -> list[str]:
        """Leaves two whole files of the ring that counts, in the present format; what the clerk should be told of it.

        Args:
            found: what the files held when the store was opened.
            unlocked: what opened it and counts.
            secret: what was typed.
            backups: where the files of before are kept when anything in them was not as it should be.
        """
        copy = unlocked.copy
        self.entry = unlocked.entry
        self.ring = copy.ring if copy.whole else evolve(copy.ring, generation=self._generation())
        if self._store.loss is not None:
            return []
        is_up = self._is_up(copy.ring)
        counts = copy.format == ring_file.FORMAT and copy.ring.generation == self._generation()
        if counts and is_up and found.is_settled:
            return []
        if counts and is_up and found.copies == (copy,) and not found.faults:
            self._finish(copy.ring)  # a restored store: nothing but the second is wanted
            return []
        outcome = _HEALED if copy.whole else _SAVED
        try:
            self._settle(found, unlocked, secret, backups)
        except AppError:
            outcome = _NOT_HEALED
        faults = [*found.faults, *([] if copy.whole else self._lost(copy.ring))]
        if not faults and outcome != _NOT_HEALED:
            return []
        return ["。".join(["；".join(faults) or "钥匙文件要整理", outcome])]

    def _settle(self, found: Found, unlocked: Unlocked, secret: str, backups: "Path") -> None:
        folder, copy = self._store.folder, unlocked.copy
        with self._store.writing("整理钥匙文件") as w:
            if ring_file.read(folder) != found:  # another window was here before
                ring = self.now()
            else:
                if found.faults or copy.format < ring_file.FORMAT:
                    with in_clerks_words("钥匙文件的副本"):
                        backups.mkdir(mode=0o700, exist_ok=True)
                    ring_file.keep_aside(folder, backups)
                ring, before = self._brought_up(copy.ring, secret), self._generation()
                if copy.format < ring_file.FORMAT or not copy.whole or ring is not copy.ring:
                    ring = evolve(ring, generation=w.take_number(GENERATION))
                elif ring.generation > before:
                    w.take_number(GENERATION, ring.generation - before)
                self._note(w, "settle_key_ring", before, ring.generation)
                ring = self.hold(w, ring)
                ring_file.write(folder, ring, self._key, [FILE])
        self._finish(ring)
        if self.entry not in ring.entries:
            self.entry = ring.of(self._store.account)

    def _is_up(self, ring: KeyRing) -> bool:
        """Whether nothing is to be done to a ring that was opened; see `_brought_up`."""
        return bool(ring.entries[self.entry].public) and self._only() is None and self._renamed(ring) is ring

    def _only(self) -> Account | None:
        """The account whose the one passphrase of before must be, as there is no other."""
        if self.entry != DESK or self._store.count(Account) != 1:
            return None
        return self._store.select(Account)[0]

    def _brought_up(self, ring: KeyRing, secret: str) -> KeyRing:
        """A ring in which the entry that was opened has a pair of keys, belongs to the only account, and each bears its account's name."""
        own, only = ring.entries[self.entry], self._only()
        if only or not own.public:
            entry, name = (keyring.new_id(), only.name) if only else (self.entry, own.name)
            made = keyring.seal(entry, secret, self._key, own.cost, name, only.id if only else own.account)
            ring = ring.without(self.entry).having(entry, evolve(made, more=own.more))
        return self._renamed(ring)

    def rename(self) -> None:
        """Lets each entry bear the name that its account has by now, for the door shows it before the store is open.

        Raises:
            AppError: the ring cannot be written; the one before it counts.
        """
        if self._renamed(ring := self.now()) is not ring:
            self.replace(lambda _keeper, now, _w: self._renamed(now), "改姓名")

    def _renamed(self, ring: KeyRing) -> KeyRing:
        accounts = self._store.get_many(Account, (entry.account for entry in ring.entries.values() if entry.account))
        names = told_apart(accounts.values())
        for entry_id, entry in ring.entries.items():
            if entry.account in names and names[entry.account] != entry.name:
                ring = ring.having(entry_id, evolve(entry, name=names[entry.account]))
        return ring

    def _lost(self, ring: KeyRing) -> list[str]:
        """A sentence for each account that has opened the store and has no entry any more, though nobody took it."""
        gone = [account for account in self._store.opened_on() if not ring.of(account)]
        known = self._store.get_many(Account, gone).values()
        return [f"{account.name}的口令已经失效，请管理员重新给一个" for account in known if not account.left]

    def enter(self, failures: Failures, now: datetime) -> None:
        """Enters in the audit what was typed wrong since it was entered last: by whose name, how often and when."""
        untold = {entry: tries for entry, tries in failures.read().items() if tries.untold}
        ring = self.ring
        if not untold or ring is None:
            return
        with self._store.writing("口令输错") as w:
            for entry, tries in untold.items():
                known = ring.entries.get(entry)
                told: dict[str, object] = {
                    "name": [None, known.name if known else ""],
                    "count": [None, tries.untold],
                    "first": [None, tries.first.isoformat(timespec="seconds")],
                    "last": [None, tries.last.isoformat(timespec="seconds")],
                }
                w.note(FAILED, Centre.TABLE, 0, told)
        failures.told(now)

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
        found = ring_file.faults(self._store.folder, self._key, self._generation())
        return found or self._lost(self.now())

    def _finish(self, ring: KeyRing) -> None:
        """The second file, once the store has the number; a program that is killed before does it at the next opening."""
        self.ring = ring
        with suppress(AppError):
            ring_file.write(self._store.folder, ring, self._key, [SECOND])

    def _generation(self) -> int:
        return self._store.last_number(GENERATION)

    def _note(self, w: "Writer", action: str, before: int, after: int) -> None:
        w.note(action, Centre.TABLE, self._store.centre().id, {"generation": [before, after]})
