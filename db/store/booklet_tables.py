"""Household booklets apart from who lives together, as a step of the schema makes them; frozen like the step, never edited."""

import json
from collections.abc import Callable
from typing import Any

# A booklet bears the id of the household that it was, or that told its number: what led there leads on by the code alone.
BOOKLETS = """
CREATE TABLE booklet (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "head" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT NOT NULL DEFAULT '',
  "doubt" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX booklet_head ON booklet("head");

CREATE INDEX booklet_house ON booklet("house");

CREATE TABLE booklet_member (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES booklet(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "relation" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "came" TEXT NOT NULL DEFAULT '',
  "went" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX booklet_member_owner ON booklet_member(owner, since, until);

CREATE INDEX booklet_member_resident ON booklet_member("resident");

CREATE TABLE booklet_moved AS
SELECT id FROM household WHERE "kind" = '2' OR ("kind" = '3' AND "booklet" <> '' AND "house" IS NULL);

INSERT INTO booklet (id, version, "number", "kind", "head", "house", "note")
SELECT id, version, "booklet", iif("kind" = '3', '2', '1'), "head", "house", "note" FROM household
WHERE id IN (SELECT id FROM booklet_moved);

INSERT INTO booklet_member (id, version, owner, position, "since", "until", "resident", "relation")
SELECT id, version, owner, position, "since", "until", "resident", "relation" FROM household_member
WHERE owner IN (SELECT id FROM booklet_moved);

INSERT INTO booklet (id, version, "number", "kind", "head", "house", "doubt")
SELECT id, 1, "booklet", iif("kind" = '3', '2', '1'), "head", "house", '从旧版来的户号，成员请核对' FROM household
WHERE "booklet" <> '' AND id NOT IN (SELECT id FROM booklet_moved);

INSERT INTO counter (name, value)
SELECT 'id:booklet', value FROM counter WHERE name = 'id:household' AND EXISTS (SELECT 1 FROM booklet);

INSERT INTO counter (name, value)
SELECT 'id:booklet_member', value FROM counter WHERE name = 'id:household_member' AND EXISTS (SELECT 1 FROM booklet_member);

DELETE FROM household_member WHERE owner IN (SELECT id FROM booklet_moved);

DELETE FROM household WHERE id IN (SELECT id FROM booklet_moved);

ALTER TABLE attendee ADD COLUMN "booklet" INTEGER REFERENCES booklet(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX attendee_booklet ON attendee("booklet");

UPDATE attendee SET "booklet" = "household", "household" = NULL WHERE "household" IN (SELECT id FROM booklet_moved);

UPDATE step SET "of" = "of" - 562949953421312 + 19703248369745920
WHERE "of" IN (SELECT id + 562949953421312 FROM booklet_moved);

UPDATE exhibit SET "of" = "of" - 562949953421312 + 19703248369745920
WHERE "of" IN (SELECT id + 562949953421312 FROM booklet_moved);

UPDATE ledger_row SET "who" = "who" - 562949953421312 + 19703248369745920
WHERE "who" IN (SELECT id + 562949953421312 FROM booklet_moved);

UPDATE OR IGNORE draft SET form = 'booklet' WHERE form = 'household' AND key IN (SELECT id FROM booklet_moved);

DELETE FROM draft WHERE form = 'household' AND key IN (SELECT id FROM booklet_moved);

DROP TABLE booklet_moved;

ALTER TABLE household DROP COLUMN "kind";

ALTER TABLE household DROP COLUMN "booklet"
"""
Execute = Callable[..., Any]


def change_drafts(execute: Execute) -> None:
    """What was typed for the number of a household that is a booklet now stands in the field of its number."""
    for key, begun, apart, body in execute(
        "SELECT key, begun, apart, body FROM draft WHERE form = 'booklet'"
    ).fetchall():
        typed = json.loads(str(body))
        typed.pop("kind", None)
        if "booklet" in typed:
            typed["number"] = typed.pop("booklet")
        sql = "UPDATE draft SET body = ? WHERE form = 'booklet' AND key = ? AND begun = ? AND apart = ?"
        execute(sql, (json.dumps(typed, ensure_ascii=False), key, begun, apart))
