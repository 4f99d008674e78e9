"""What ``python -m db clerks`` tells: who works with the store, what they may do, and who can open it."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date

from db.answer import Answer, opened
from db.fields import Code
from db.records.base import columns_of, fields_of
from db.records.centre.account import Account, AccountRole
from db.services.centre.accounts import holders
from db.store import Store, keyring


def clerks(arguments: Namespace, passphrase: str) -> Answer:
    """Every account, those that left behind the others."""
    with opened(arguments, passphrase) as store:
        entries, days = holders(store), store.opened_on()
        accounts = store.select(Account, order=("left", "id"))
        told = [_told(account, entries.get(account.id), days.get(account.id)) for account in accounts]
        lines = [_line(store, account, entries.get(account.id), days) for account in accounts]
    return Answer(told, tuple(lines))


def _told(account: Account, entry: keyring.Entry | None, opened_on: date | None) -> Mapping[str, object]:
    roles = [
        {"role": row.role, "label": _role(row.role), "since": _iso(row.since), "until": _iso(row.until)}
        for row in account.roles
    ]
    return {
        "id": account.id,
        "name": account.name,
        "title": fields_of(Account)["role"].show(account.role),
        "roles": [_role(role) for role in sorted(account.roles_on(date.today()), key=int)],
        "all_roles": roles,
        "entry": entry is not None,
        "must_change": entry is not None and entry.must_change,
        "left": _iso(account.left),
        "opened": _iso(opened_on),
    }


def _line(store: Store, account: Account, entry: keyring.Entry | None, days: Mapping[int, date]) -> str:
    roles = sorted(account.roles_on(date.today()), key=int)
    has_all = len(roles) == len(_codes())
    cells = [
        account.name,
        "、".join(["全部角色"] if has_all else map(_role, roles)) or "没有角色",
        _entry_words(store, entry),
        f"{_iso(account.left)} 离开" if account.left else _since(account, [str(role) for role in roles]),
        f"最近打开 {_iso(days[account.id])}" if account.id in days else "没有打开过",
    ]
    return "\t".join(cells)


def _entry_words(store: Store, entry: keyring.Entry | None) -> str:
    if entry is None:
        return "还没有口令" if not store.ring.is_unclaimed else "口令还没认领"
    return "口令要先换" if entry.must_change else "有口令"


def _since(account: Account, held: list[str]) -> str:
    """Since when somebody has the roles of now; "" where nobody knows or they differ."""
    days = {row.since for row in account.roles if row.role in held and row.until is None}
    return f"{_iso(days.pop())} 起" if len(days) == 1 and None not in days else ""


def _codes() -> Mapping[str, str]:
    kind = columns_of(AccountRole)["role"]
    return kind.codes().labels if isinstance(kind, Code) else {}


def _role(code: str) -> str:
    return _codes().get(code, code)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
