"""Who is named as the chief of a grid and the steward of a building, and the posts of these; frozen like the step, never edited."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

NAMED = """
CREATE TABLE grid_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES grid(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX grid_actor_owner ON grid_actor(owner);

CREATE INDEX grid_actor_who ON grid_actor("who");

CREATE TABLE building_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES building(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX building_actor_owner ON building_actor(owner);

CREATE INDEX building_actor_who ON building_actor("who");

ALTER TABLE building ADD COLUMN "steward_since" TEXT
"""
PLACES = (("grid", "chief", 9 << 48, "11"), ("building", "steward", 7 << 48, "13"))
DESK_SHIFT = 40
DIED = "3"
Execute = Callable[..., Any]
Names = Callable[[str], Sequence[str]]


def enter_named(execute: Execute, names: Names) -> None:
    """Ties each name to who holds the post, else to the one living person who bears it, who holds the post from then on.

    Since when nobody has written. Of several nobody is guessed; a name that nobody bears is tied when its record is saved next.
    Who held the post and left it holds it no more.
    """
    desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
    first = (int(desk[0]) if desk else 1) << DESK_SHIFT
    persons: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    sql = "SELECT p.id, p.name, r.state FROM person p LEFT JOIN resident r ON r.id = p.resident ORDER BY p.id"
    for person, name, state in execute(sql).fetchall():
        persons[_key(str(name))].append((int(person), state == DIED))
    for table, field, place, post in PLACES:
        part = f"{table}_actor"
        rows = _taken(execute, part)
        posts = _taken(execute, "tenure")
        sql = f"SELECT id, {field} FROM {table} WHERE {field} <> '' ORDER BY id"  # noqa: S608
        for owner, text in execute(sql).fetchall():
            held = _holders(execute, place | int(owner), post)
            tied = _tied(names(str(text)), persons, held)
            for position, (name, who) in enumerate(tied.items()):
                rows += 1
                sql = f"INSERT INTO {part} (id, version, owner, position, who, name, role) VALUES (?, 1, ?, ?, ?, ?, ?)"  # noqa: S608
                execute(sql, (first + rows, owner, position, who, name, field))
                if who and who not in held:
                    posts += 1
                    sql = 'INSERT INTO tenure (id, version, person, "of", post) VALUES (?, 1, ?, ?, ?)'
                    execute(sql, (first + posts, who, place | int(owner), post))
        _take(execute, part, rows)
        _take(execute, "tenure", posts)


def _holders(execute: Execute, of: int, post: str) -> dict[int, bool]:
    """Who holds or held a post, and whether still."""
    sql = 'SELECT person, max(until IS NULL) FROM tenure WHERE "of" = ? AND post = ? GROUP BY person'
    return {int(person): bool(still) for person, still in execute(sql, (of, post)).fetchall()}


def _tied(
    names: Sequence[str], persons: dict[str, list[tuple[int, bool]]], held: dict[int, bool]
) -> dict[str, int | None]:
    """Whom each name means; one that nobody bears means the one holder who is not named, called otherwise since."""
    tied = {name: _who(persons[_key(name)], held) if persons[_key(name)] else 0 for name in names}
    unnamed = [person for person, still in held.items() if still and person not in tied.values()]
    strange = [name for name, who in tied.items() if who == 0]
    if len(unnamed) == len(strange) == 1:
        tied[strange[0]] = unnamed[0]
    return {name: who for name, who in tied.items() if who != 0}


def _who(bearers: Sequence[tuple[int, bool]], held: dict[int, bool]) -> int | None:
    holding = [person for person, _ in bearers if held.get(person)]
    living = [person for person, is_dead in bearers if not is_dead]
    found = holding or living
    return found[0] if len(found) == 1 else None


def _taken(execute: Execute, table: str) -> int:
    row = execute("SELECT value FROM counter WHERE name = ?", (f"id:{table}",)).fetchone()
    return int(row[0]) if row else 0


def _take(execute: Execute, table: str, number: int) -> None:
    if number:
        execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", (f"id:{table}", number))


def _key(name: str) -> str:
    kept = (c for c in name if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
    return "".join(c for c in kept if c not in "\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5\uff0e").casefold()
