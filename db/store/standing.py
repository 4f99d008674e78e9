"""What an open store stands on: its connection, its key and what is made of them. It may be taken away for a while and given back.

Pages, forms and lists hold the store and its drafts; they go on with the same objects, whatever these stand on.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from db.disk.parts import DATABASE
from db.errors import StoreResting
from db.store import driver, ring_file
from db.store.checked import Checked
from db.store.driver import Connection
from db.store.ring_keeper import RingKeeper


class _NoConnection:
    """What is there in place of a connection while a store rests."""

    def __getattr__(self, _name: str) -> Any:
        raise StoreResting

    def close(self) -> None:
        """Nothing is open."""


class Standing(Checked):
    """A store that can rest; see `db.store.Store`.

    Attributes:
        told: what the clerk should know of its opening.
        is_resting: whether it rests: nothing can be read or written.
    """

    told: tuple[str, ...]
    is_resting: bool = False

    def rest(self) -> None:
        """Closes the store and forgets its key, until `wake`; whoever asks for anything meanwhile hears `StoreResting`.

        The key is let go of, not written over: Python gives no hold on where it lay in memory.

        Raises:
            StoreGone: the files of the store are no longer there; it does not rest.
        """
        self.check_there()
        self.close()
        self.is_resting = True
        self._stand_on(b"", cast("Connection", _NoConnection()))

    def wake(self, opened: "Standing") -> None:
        """Goes on with what another opening of the same store by the same account stands on, which is closed by then.

        Raises:
            ValueError: it is another store or account (a bug).
            AppError: it cannot be opened; it goes on resting.
        """
        if opened.folder != self.folder or opened.account != self.account:
            raise ValueError("another store, or another clerk")
        self._stand_on_again(opened._key, opened.ring)  # noqa: SLF001  the same store
        self.is_resting = False
        self.loss, self.told = opened.loss, opened.told
        driver.allow_writing(self._connection, allowed=self.loss is None)
        self._at_work.follow(self)

    def close(self) -> None:
        """Lets go of the file; see `db.store.Store`."""
        raise NotImplementedError

    def leave(self) -> None:
        """Lets go of a connection by `again` that has only read: nothing is written back for it."""
        self._connection.close()

    @contextmanager
    def trial_of(self, folder: Path) -> Generator["Standing"]:
        """A copy of this store in another folder, opened with its key and brought up to this program, as long as the block lasts.

        Raises:
            StoreForeign: it is of another key, or damaged.
        """
        ring_file.read(folder)
        trial = self._with_key(folder, self._key, self.account, self.actor)
        try:
            trial.kinds = self.kinds
            yield trial
        finally:
            trial.leave()

    @property
    def actor(self) -> str:
        """The clerk's name; see `db.store.Store`."""
        raise NotImplementedError

    @classmethod
    def _with_key(cls, folder: Path, key: bytes, account: int = 0, name: str = "") -> "Standing":
        raise NotImplementedError

    def _stand_on(self, key: bytes, connection: Connection) -> None:
        raise NotImplementedError

    def _stand_on_again(self, key: bytes, ring: RingKeeper) -> None:
        self._stand_on(key, driver.connect(self.folder / DATABASE, key))
        self.ring.ring, self.ring.entry = ring.ring, ring.entry
