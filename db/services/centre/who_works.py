"""Who works with the program: what each may do, whether they have a passphrase, and when they opened it last."""

from datetime import date

from attrs import frozen

from db.records.base import changed
from db.records.centre.account import Account
from db.records.power import Power
from db.services.centre.administrators import holders, refuse_gap
from db.services.centre.roles_told import NO_ROLE, role_label, roles_told
from db.store import Store, keyring


@frozen
class Worker:
    """One of them.

    Attributes:
        account: of whom.
        entry: the entry of the key ring; None without a passphrase.
        opened: the day when they opened the store last; None where that is not known.
        day: today, as the store takes it.
        unclaimed: whether the passphrase may be the one of before, of which nobody said whose it is.
    """

    account: Account
    entry: keyring.Entry | None
    opened: date | None
    day: date
    unclaimed: bool = False

    def roles(self) -> str:
        """What they may do today, in words."""
        if self.account.left:
            return ""
        return roles_told(self.account.roles_on(self.day)) or NO_ROLE

    def entry_words(self) -> str:
        """Whether they can open the store."""
        if self.entry is None:
            return "还没有口令" if not self.unclaimed else "口令还没认领"
        return "口令要先换" if self.entry.must_change else "有口令"

    def left_words(self) -> str:
        """2026-11-30 离开; "" of whoever works here."""
        return f"{self.account.left.isoformat()} 离开" if self.account.left else ""

    def history(self) -> str:
        """Every role from when to when, the oldest first."""
        rows = sorted(self.account.roles, key=lambda row: (row.since or date.min, int(row.role or 0)))
        return "；".join(
            " ".join(
                filter(
                    None,
                    (
                        role_label(row.role),
                        f"{row.since.isoformat()} 起" if row.since else "",
                        f"至 {row.until.isoformat()}" if row.until else "",
                    ),
                )
            )
            for row in rows
        )


def workers(store: Store) -> list[Worker]:
    """Everybody, those that left behind the others."""
    entries, days, unclaimed = holders(store), store.opened_on(), store.ring.is_unclaimed
    accounts = store.select(Account, order=("left", "id"))
    return [Worker(one, entries.get(one.id), days.get(one.id), store.day(), unclaimed) for one in accounts]


def roles_as_before(store: Store, saved: Account, before: Account) -> Account:
    """The account with the roles that it had before they were changed.

    Raises:
        NotAllowed: the clerk gives no roles.
        LastAdministrator: a day would come without an administrator.
        RecordChanged: somebody else saved it since.
    """
    store.require_power(Power.ACCOUNTS)
    with store.writing("改角色") as w:
        back = w.save(changed(saved, roles=tuple(changed(row, id=0, version=0) for row in before.roles)))
        refuse_gap(store, saved, back)
    return back
