"""On which day each account opened the store last."""

from collections.abc import Mapping
from datetime import date

from db.errors import AppError
from db.store.driver import Connection, at_once, in_clerks_words, whole


def days(connection: Connection) -> Mapping[int, date]:
    """The day by account; nothing of those who never did."""
    with in_clerks_words():
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'account_opened'").fetchone():
            return {}  # of an older program
        rows = connection.execute("SELECT account, day FROM account_opened").fetchall()
    return {whole(account): date.fromisoformat(str(day)) for account, day in rows}


def note(connection: Connection, account: int, today: date) -> None:
    """Notes an opening, once a day; where it cannot be written at once it is left out."""
    if not account or days(connection).get(account) == today:
        return
    put = (
        "INSERT INTO account_opened (account, day) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET day = excluded.day"
    )
    try:
        with in_clerks_words(), at_once(connection):
            connection.execute(put, (account, today.isoformat()))
    except AppError:
        return
