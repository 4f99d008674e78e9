"""Owners, lettings and hazards of houses, and from when to when a grid is in use, as steps make them; frozen like them."""

# Nobody knows since when a house belongs to whom it belongs.
DOORS = """
CREATE TABLE house_owner (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES house(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "share" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT
) STRICT;

CREATE INDEX house_owner_owner ON house_owner(owner, since, until);

CREATE INDEX house_owner_who ON house_owner("who");

CREATE TABLE letting (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES house(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "tenant" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "ends" TEXT,
  "until" TEXT,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX letting_owner ON letting(owner, since, until);

CREATE INDEX letting_who ON letting("who");

CREATE TABLE house_hazard (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES house(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX house_hazard_owner ON house_hazard(owner, since, until);

INSERT INTO house_owner (id, version, owner, position, "name", "phone")
SELECT ((SELECT value FROM counter WHERE name = 'desk') << 40) + row_number() OVER (ORDER BY id), 1, id, 0, "owner", "owner_phone"
FROM house WHERE "owner" <> '' OR "owner_phone" <> '';

INSERT INTO counter (name, value)
SELECT 'id:house_owner', count(*) FROM house_owner HAVING count(*) > 0
"""
GRIDS = """
ALTER TABLE grid ADD COLUMN "since" TEXT;

ALTER TABLE grid ADD COLUMN "until" TEXT
"""
