"""Which estate and grid a building belonged to when, as a step of the schema makes it; frozen like the step, never edited."""

# Nobody knows since when a building belongs where it does: the first of its places has no first day.
PLACES = """
CREATE TABLE building_place (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES building(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "since" TEXT,
  "until" TEXT,
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO building_place (id, version, owner, position, "estate", "grid")
SELECT ((SELECT value FROM counter WHERE name = 'desk') << 40) + row_number() OVER (ORDER BY id), 1, id, 0, "estate", "grid"
FROM building WHERE "estate" IS NOT NULL OR "grid" IS NOT NULL;

INSERT INTO counter (name, value)
SELECT 'id:building_place', count(*) FROM building_place HAVING count(*) > 0;

CREATE INDEX building_place_owner ON building_place(owner, since, until);

CREATE INDEX building_place_estate ON building_place("estate");

CREATE INDEX building_place_grid ON building_place("grid");

ALTER TABLE estate ADD COLUMN "closed" TEXT;

ALTER TABLE estate ADD COLUMN "joined" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX estate_joined ON estate("joined")
"""
