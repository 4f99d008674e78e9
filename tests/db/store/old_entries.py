"""Entries of the log as programs before its seal made them: their hash is over the text of the change itself."""

import json
from collections.abc import Mapping
from datetime import datetime

from db.store import audit
from db.store.driver import Connection


def enter(
    connection: Connection, by: str, reason: str, table: str, row_id: int, change: Mapping[str, list[object]]
) -> None:
    """A record was changed on 2026-11-22 at nine, by a program of before the seal."""
    at = datetime(2026, 11, 22, 9, 0).isoformat(timespec="seconds")
    text = json.dumps(change, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    previous = audit.head(connection).hash
    told = (at, by, "update", table, row_id, reason, text)
    own = audit._hash(map(audit._framed, (*told, previous)))
    marks = ", ".join("?" * len(audit.COLUMNS))
    connection.execute(
        f"INSERT INTO audit ({', '.join(audit.COLUMNS)}) VALUES ({marks})",
        (*told, previous, own),
    )
