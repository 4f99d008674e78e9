"""What accounts need as steps of the schema make it; frozen like the steps, never edited."""

from collections.abc import Callable
from typing import Any

ROLES = """
CREATE TABLE account_role (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "since" TEXT,
  "until" TEXT,
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX account_role_owner ON account_role(owner, since, until);

ALTER TABLE account ADD COLUMN "left" TEXT
"""
ENTRIES = """
CREATE TABLE account_opened (account INTEGER PRIMARY KEY, day TEXT NOT NULL) STRICT;

ALTER TABLE draft ADD COLUMN account INTEGER
"""
EVERY = tuple(str(code) for code in range(1, 13))
BY_TITLE = {"1": "1", "2": "3", "3": "2", "4": "5", "5": "5"}
"""Role by 岗位: registrar, mediator, grid worker, secretary and head of the community."""
USUAL = "1"
DESK_SHIFT = 40
Execute = Callable[..., Any]


def enter_roles(execute: Execute) -> None:
    """Roles of the accounts that are there: every one where only one works, and by 岗位 where there are several.

    Nobody knows since when, so they have no first day.
    """
    accounts = execute("SELECT id, role FROM account ORDER BY id").fetchall()
    desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
    taken = 0
    for account, title in accounts:
        roles = EVERY if len(accounts) == 1 else (BY_TITLE.get(str(title), USUAL),)
        for position, role in enumerate(roles):
            taken += 1
            values = (((int(desk[0]) if desk else 1) << DESK_SHIFT) + taken, account, position, role)
            execute("INSERT INTO account_role (id, version, owner, position, role) VALUES (?, 1, ?, ?, ?)", values)
    if taken:
        execute("INSERT INTO counter (name, value) VALUES ('id:account_role', ?)", (taken,))
