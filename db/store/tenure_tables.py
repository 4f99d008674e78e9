"""Posts in bodies, grids, estates and buildings, where they were of bodies alone; frozen like the step, never edited."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

# 5629499534213120 is the code of bodies, 20, above the 48 bits of an id. What no field says: nobody holds a post twice at a time.
TENURES = """
CREATE TABLE tenure_before AS SELECT * FROM tenure;

DROP TABLE tenure;

CREATE TABLE tenure (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "person" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "of" INTEGER,
  "post" TEXT NOT NULL DEFAULT '',
  "way" TEXT NOT NULL DEFAULT '',
  "time" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "why_left" TEXT NOT NULL DEFAULT '',
  "basis" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO tenure (id, version, "since", "until", "person", "of", "post", "way", "time", "why_left", "basis")
SELECT id, version, "since", "until", "person", "body" + 5629499534213120, "post", "way", "time", "why_left", "basis"
FROM tenure_before;

DROP TABLE tenure_before;

CREATE INDEX tenure_person ON tenure("person");

CREATE INDEX tenure_of ON tenure("of");

CREATE UNIQUE INDEX tenure_twice ON tenure(person, "of", post) WHERE until IS NULL;

ALTER TABLE grid ADD COLUMN "chief_since" TEXT
"""
BODIES = """
INSERT INTO body (id, version, name, kind, level)
SELECT
  ((SELECT value FROM counter WHERE name = 'desk') << 40)
    + ifnull((SELECT value FROM counter WHERE name = 'id:body'), 0) + row_number() OVER (ORDER BY own.place),
  1, own.name, own.kind, '3'
FROM (
  SELECT 1 AS place, name, '36' AS kind FROM centre WHERE NOT practice
  UNION ALL SELECT 2, community, '35' FROM centre WHERE NOT practice
  UNION ALL SELECT 3, community || iif(community LIKE '%村', '民委员会', '居民委员会'), '30'
  FROM centre WHERE NOT practice AND community <> ''
  UNION ALL SELECT 4, committee, '32' FROM centre WHERE NOT practice
) AS own
WHERE own.name <> '' AND own.name NOT IN (SELECT name FROM body);

INSERT OR REPLACE INTO counter (name, value)
SELECT 'id:body', max(id) - ((SELECT value FROM counter WHERE name = 'desk') << 40) FROM body
WHERE id >> 40 = (SELECT value FROM counter WHERE name = 'desk') HAVING count(*) > 0
"""
GRID, GRID_CHIEF = 9 << 48, "11"
DESK_SHIFT = 40
Execute = Callable[..., Any]


def enter_chiefs(execute: Execute) -> None:
    """The chief of each grid holds that post, where one person alone bears the name; since when nobody has written."""
    desk = execute("SELECT value FROM counter WHERE name = 'desk'").fetchone()
    row = execute("SELECT value FROM counter WHERE name = 'id:tenure'").fetchone()
    had = taken = int(row[0]) if row else 0
    persons: dict[str, list[int]] = defaultdict(list)
    for person, name in execute("SELECT id, name FROM person ORDER BY id").fetchall():
        persons[_key(str(name))].append(int(person))
    for grid, chief in execute("SELECT id, chief FROM grid WHERE chief <> '' ORDER BY id").fetchall():
        for person in dict.fromkeys(_whom(str(chief), persons)):
            taken += 1
            number = ((int(desk[0]) if desk else 1) << DESK_SHIFT) + taken
            sql = 'INSERT INTO tenure (id, version, person, "of", post) VALUES (?, 1, ?, ?, ?)'
            execute(sql, (number, person, GRID | int(grid), GRID_CHIEF))
    if taken > had:
        execute("INSERT OR REPLACE INTO counter (name, value) VALUES ('id:tenure', ?)", (taken,))


def _whom(chief: str, persons: dict[str, list[int]]) -> Iterator[int]:
    """The only person of the whole text, else of each name in it."""
    if len(found := persons.get(_key(chief), [])) == 1:
        yield found[0]
        return
    for name in re.split(r"[、，,/／;；\s]+", chief):
        if len(found := persons.get(_key(name), [])) == 1:
            yield found[0]


def _key(name: str) -> str:
    kept = (c for c in name if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
    return "".join(c for c in kept if c not in "\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5\uff0e").casefold()
