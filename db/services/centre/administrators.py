"""管理员: who may give passphrases and roles, and that no day is left on which nobody may."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from db.errors import AppError
from db.records.centre.account import Account
from db.records.role import Role
from db.store import Store, keyring

_ONE_DAY = timedelta(days=1)


@frozen
class Gap:
    """Days on which nobody is an administrator.

    Attributes:
        first: the first of them.
        last: the last one; None for all that follow.
    """

    first: date
    last: date | None

    def holds(self, other: "Gap") -> bool:
        """Whether all days of another one are among these."""
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return self.first <= other.first and ends

    def told(self) -> str:
        """从 2026-12-11 到 2026-12-31；2026-12-11 这一天；从 2026-12-11 起."""
        first = self.first.isoformat()
        if self.last is None:
            return f"从 {first} 起"
        return f"{first} 这一天" if self.last == self.first else f"从 {first} 到 {self.last.isoformat()} "


class LastAdministrator(AppError):
    """A day would come on which nobody may give passphrases and roles."""

    code = "last_administrator"

    def __init__(self, name: str, gap: Gap, today: date) -> None:
        if gap == Gap(today, None):
            super().__init__(f"{name}是唯一的管理员，不能没有管理员", "请先给另一位有口令的工作人员“管理员”角色")
        else:
            super().__init__(
                f"{gap.told()}没有管理员，没有改",
                "请让有口令的另一位的“管理员”角色从那以前就开始，一天也不空着，再改",
            )


def holders(store: Store) -> dict[int, keyring.Entry]:
    """The entries of the key ring by the accounts that have one."""
    return {entry.account: entry for entry in store.ring.now().entries.values() if entry.account}


def is_admin(store: Store, account: Account) -> bool:
    """Whether somebody may give passphrases and roles today, with a passphrase or not."""
    return not account.left and Role.ADMIN in account.roles_on(store.day())


def administrators(store: Store) -> list[Account]:
    """Who may give passphrases and roles today and has a passphrase."""
    return [account for account in _able(store) if is_admin(store, account)]


def refuse_gap(store: Store, was: Account, now: Account | None) -> None:
    """Refuses what would leave a day without anybody who may give passphrases and roles; one that was there before may stay.

    Args:
        store: the open store.
        was: somebody as they were.
        now: as they are to be; None where they leave.

    Raises:
        LastAdministrator: it would.
    """
    able, today = _able(store), store.day()
    others = [one for one in able if one.id != was.id]
    had = len(others) < len(able)
    before = list(_gaps([*others, was] if had else others, today))
    after = _gaps([*others, now] if had and now is not None else others, today)
    for gap in after:
        if not any(one.holds(gap) for one in before):
            raise LastAdministrator(was.name, gap, today)


def _able(store: Store) -> list[Account]:
    """Who has a passphrase."""
    able = {*holders(store), *([store.account] if store.ring.is_unclaimed else ())}
    return list(store.get_many(Account, able).values())


def _gaps(accounts: Iterable[Account], today: date) -> Iterator[Gap]:
    """From today on, in their order."""
    rows = [row for one in accounts if not one.left for row in one.roles if row.role == Role.ADMIN]
    begins = {row.since for row in rows if row.since and row.since > today}
    ends = {row.until + _ONE_DAY for row in rows if row.until and row.until >= today}
    first: date | None = None
    for day in sorted({today, *begins, *ends}):
        if any(row.holds(day) for row in rows):
            if first is not None:
                yield Gap(first, day - _ONE_DAY)
            first = None
        elif first is None:
            first = day
    if first is not None:
        yield Gap(first, None)
