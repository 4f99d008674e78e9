"""Who works here: the clerk's account, followed by its id, so that another name of it is told at once wherever it was given."""

from datetime import date
from typing import TYPE_CHECKING

from db.records.centre.account import Account
from db.records.role import Role
from db.values import actor

if TYPE_CHECKING:
    from db.store.reading import Reader

_SOME = 100
"""Among so many accounts an administrator is looked for."""


class AtWork:
    """The clerk of an open store.

    Attributes:
        account: the id of the account; 0 until it is known, and where there is none any more.
        name: its name.
        known: the account as it was read last; None where there is none.
        is_nobodys: whether nobody has an account in the store yet, so that there is nobody whose rights could be asked.
    """

    def __init__(self, account: int = 0, name: str = "") -> None:
        self.account, self.name = account, name
        self._whose = account
        self.known: Account | None = None
        self.is_nobodys = False

    def become(self, account: int) -> None:
        """Somebody else works here from now on, where the secret that opened is nobody's."""
        self.account = self._whose = account

    @property
    def told(self) -> str:
        """As the audit enters who did something."""
        return actor.told(self.name, self.account)

    def follow(self, reader: "Reader") -> None:
        """Learns what the account is called by now, and where none is known whose work it is taken to be.

        That is asked only where a secret opened that is nobody's: the recovery code, or the one passphrase of before.
        """
        if not self._whose:
            self._whose = _usual(reader)
        known = reader.get_many(Account, [self._whose]).get(self._whose)
        if known != self.known:
            self.known = known
        self.account = known.id if known else 0
        self.name = known.name if known else self.name
        self.is_nobodys = known is None and not reader.ids(Account, limit=1)


def _usual(reader: "Reader") -> int:
    """The first administrator, else the first account; 0 where there is none."""
    first = reader.select(Account, order=("id",), limit=_SOME)
    may = [account.id for account in first if Role.ADMIN in account.roles_on(date.today()) and not account.left]
    return next(iter([*may, *(account.id for account in first)]), 0)
