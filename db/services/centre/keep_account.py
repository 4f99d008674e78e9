"""登记、修改、删除工作人员: name, title, telephone and person; what somebody may do, and that he has left, have ways of their own."""

from db.errors import AppError, RecordInvalid
from db.records.base import fields_of
from db.records.centre.account import Account, AccountRole
from db.services.answers import UNASKED, Answers
from db.store import Store

_WAYS = {
    "roles": ("角色不在这里改", "请在“工作人员”里按“角色…”"),
    "left": ("离开不在这里记", "请在“工作人员”里按“离开…”"),
}
"""What `accounts.set_roles` and `accounts.leave` alone write, and what whoever tries otherwise is told."""


class StillBears(AppError):
    """An account cannot be deleted: it has a passphrase, or deeds that would be nobody's."""

    code = "still_bears"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}{why}，不能删除", "不再来工作的，请办理离开，做过的事仍记在名下")


def keep_account(store: Store, account: Account, _answers: Answers = UNASKED) -> Account:
    """The account as saved.

    Raises:
        RecordInvalid: its roles, or the day when it left, would be others.
    """
    with store.writing("修改工作人员" if account.id else "登记工作人员") as w:
        before = w.read.find(Account, account.id) if account.id else None
        was = before or Account()
        changed = {"roles": _told(account.roles) != _told(was.roles), "left": account.left != was.left}
        kinds = fields_of(Account)
        if faults := [
            kinds[name].problem("not_here", *_WAYS[name]) for name, is_changed in changed.items() if is_changed
        ]:
            raise RecordInvalid(faults)
        return w.save(account)


def refuse_deleting(store: Store, account: Account) -> None:
    """Lets an account go that never had a passphrase and never did anything.

    Raises:
        StillBears: it did, or has.
    """
    if store.ring.has_entry(account.id):
        raise StillBears(account.name, "有口令")
    if store.has_deeds(account.id):
        raise StillBears(account.name, "在程序里办过事")


def _told(roles: tuple[AccountRole, ...]) -> list[tuple[object, ...]]:
    return [(one.role, one.since, one.until) for one in roles]
