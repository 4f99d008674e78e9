"""Drafts: what is typed but not saved, kept in the encrypted store so that nothing typed is lost."""

import json
from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from db.store.driver import Connection, in_clerks_words


@frozen
class Draft:
    """One draft: when it was kept, and the typed values by field."""

    saved_at: datetime
    values: Mapping[str, object]


class Drafts:
    """The drafts of a store, by form and by id of the record (0 for a new one)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, form: str, key: int, values: Mapping[str, object]) -> None:
        """Keeps what is typed; values are what JSON can hold."""
        body = json.dumps(values, ensure_ascii=False)
        with in_clerks_words():
            self._connection.execute(
                "INSERT INTO draft (form, key, saved_at, body) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (form, key) DO UPDATE SET saved_at = excluded.saved_at, body = excluded.body",
                (form, key, datetime.now().isoformat(timespec="seconds"), body),
            )

    def load(self, form: str, key: int) -> Draft | None:
        """What was typed last, or None."""
        with in_clerks_words():
            row = self._connection.execute(
                "SELECT saved_at, body FROM draft WHERE form = ? AND key = ?", (form, key)
            ).fetchone()
        return Draft(datetime.fromisoformat(str(row[0])), json.loads(str(row[1]))) if row else None

    def drop(self, form: str, key: int) -> None:
        """Forgets a draft; nothing happens when there is none."""
        with in_clerks_words():
            self._connection.execute("DELETE FROM draft WHERE form = ? AND key = ?", (form, key))

    def keys(self, form: str) -> list[int]:
        """The ids that have drafts of a form, newest first."""
        with in_clerks_words():
            found = self._connection.execute("SELECT key FROM draft WHERE form = ? ORDER BY saved_at DESC", (form,))
            return [int(row[0] or 0) for row in found]
