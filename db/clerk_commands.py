"""What ``python -m db clerks`` tells: who works with the store, what they may do, and who can open it."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date

from db.answer import Answer, opened
from db.records.base import fields_of
from db.records.centre.account import Account
from db.records.power import Power
from db.services.centre.roles_told import NO_ROLE, role_label, roles_told
from db.services.centre.who_works import Worker, workers


def clerks(arguments: Namespace, passphrase: str) -> Answer:
    """Every account, those that left behind the others."""
    with opened(arguments, passphrase) as store:
        if not store.can(Power.LOG):  # who reads what was done knows who could
            store.require_power(Power.ACCOUNTS)
        found = workers(store)
    return Answer([_told(one) for one in found], tuple(map(_line, found)))


def _told(one: Worker) -> Mapping[str, object]:
    account, entry = one.account, one.entry
    roles = [
        {"role": row.role, "label": role_label(row.role), "since": _iso(row.since), "until": _iso(row.until)}
        for row in account.roles
    ]
    return {
        "id": account.id,
        "name": account.name,
        "title": fields_of(Account)["role"].show(account.role),
        "roles": [role_label(role) for role in sorted(account.roles_on(one.day), key=int)],
        "all_roles": roles,
        "entry": entry is not None,
        "must_change": entry is not None and entry.must_change,
        "left": _iso(account.left),
        "opened": _iso(one.opened),
    }


def _line(one: Worker) -> str:
    account = one.account
    cells = [
        account.name,
        roles_told(account.roles_on(one.day)) or NO_ROLE,
        one.entry_words(),
        one.left_words() or _since(account, [str(role) for role in account.roles_on(one.day)]),
        f"最近打开 {_iso(one.opened)}" if one.opened else "没有打开过",
    ]
    return "\t".join(cells)


def _since(account: Account, held: list[str]) -> str:
    """Since when somebody has the roles of now; "" where nobody knows or they differ."""
    days = {row.since for row in account.roles if row.role in held and row.until is None}
    return f"{_iso(days.pop())} 起" if len(days) == 1 and None not in days else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
