"""What the clerk who works here sees and may do, as the screens ask it, and what the program does past that for its own keeping."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from db.errors import StoreResting
from db.records.base import Record
from db.records.centre.account import Account
from db.records.flow import Move
from db.records.kind import Kind
from db.records.may import Right
from db.records.power import Power
from db.records.role import Role
from db.store import audit
from db.store.at_work import AtWork
from db.store.driver import in_clerks_words
from db.store.lift import Lift
from db.store.newest import day_in, newest_day
from db.store.reading import Reader
from db.store.rights import Rights

if TYPE_CHECKING:
    from db.store.ring_keeper import RingKeeper


class ClerkReader(Reader):
    """Reads what the clerk at work sees; a part of `db.store.Store`."""

    ring: "RingKeeper"
    _at_work: AtWork
    _lifts: int = 0
    _rights: tuple[Rights, Account | None] | None = None
    _seq: int = 0
    _newest: date | None = None
    _version: int = -1

    @property
    def at_work(self) -> AtWork:
        """Who works here."""
        return self._at_work

    @property
    def rights(self) -> Rights:
        """What whoever works here may today; a role that another window took is gone at once.

        Whoever opens by the one passphrase of before may all that he could, until somebody says whose it is.
        """
        if self._lifts or self._at_work.is_nobodys or self.ring.is_unclaimed:
            return self._whole()
        self._follow_others()
        known, today = self._at_work.known, self.day()
        if self._rights is not None:
            rights, of = self._rights
            if of is known and rights.day == today and rights.kinds is self.kinds:
                return rights
        roles = known.roles_on(today) if known and not known.left else frozenset[Role]()
        self._rights = Rights(self.kinds, roles, known.person if known else 0, today), known
        return self._rights[0]

    def day(self) -> date:
        """Today; where the clock was set back since, the newest day that the log knows.

        By it roles begin and end: what ended does not come back with the clock.
        """
        if self._newest is None:
            with in_clerks_words():
                self._newest = newest_day(self._connection)
        self._newest = max(date.today(), self._newest)
        return self._newest

    def _follow_others(self) -> None:
        """Learns what another window wrote since; a store that rests is asked nothing, and answers nothing."""
        with suppress(StoreResting):
            if (version := self.data_version()) != self._version:
                self._version = version
                self.last_entry()

    @contextmanager
    def lifted(self, lift: Lift) -> Generator[None]:
        """While this lasts, everything is seen and may be done: for the program's own keeping, never for what a clerk is told.

        Args:
            lift: what for; the uses are counted by a test.
        """
        assert isinstance(lift, Lift)
        self._lifts += 1
        try:
            yield
        finally:
            self._lifts -= 1

    def last_entry(self) -> audit.Head:
        """See `PastReader`; where another window has written, roles may be others since."""
        head = super().last_entry()
        if head.seq != self._seq:
            self._seq = head.seq
            if (
                self._newest is not None
            ):  # where it is later than the entry, the clock was set back, or put right: see `newest_day`
                self._newest = day if (day := day_in(head.at)) >= self._newest else None
            self._at_work.follow(self)
        return head

    def may(self, kind: Kind, right: Right) -> bool:
        """Whether the clerk may do something with records of a type; of those that are not his own the store says so by itself."""
        return self.rights.may(kind, right)

    def may_move(self, record: Record, move: Move) -> bool:
        """Whether the clerk may key a move of a record."""
        return self.rights.may_move(self.kinds[record.TABLE], move, record)

    def can(self, power: Power) -> bool:
        """Whether the clerk has a power."""
        return self.rights.can(power)

    def types_in(self, form: str, key: int) -> bool:
        """Whether the clerk may type in a form: of every record of a type, or of the one with an id. What words papers have is typed, too."""
        if self.rights.is_whole:
            return True
        kind = self.kinds.find(form.partition(":")[0])
        if kind is None or not self.rights.may(kind, Right.CHANGE if key else Right.MAKE):
            return False
        return self.rights.seeing(kind.table) == () or bool(key and self.seen(kind.table, [key]))

    def require(self, kind: Kind, right: Right) -> None:
        """Lets pass who has a right.

        Raises:
            NotAllowed: the clerk has not; it says who has.
        """
        self.rights.require(kind, right)

    def require_power(self, power: Power) -> None:
        """Lets pass who has a power.

        Raises:
            NotAllowed: the clerk has not; it says who has.
        """
        self.rights.require_power(power)
