"""Amounts as whole numbers as a step of the schema makes them; frozen like the step, never edited afterwards."""

# A fraction that is printed with two decimals is nearest to that many hundredths. One that has more is rounded half up
# and stands in the note as it was; one that no house has (beyond any number we keep) stands there alone.
M011 = """
CREATE TABLE house_before AS SELECT * FROM house;

DROP TABLE house;

CREATE TABLE house (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "building" INTEGER REFERENCES building(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" TEXT NOT NULL DEFAULT '',
  "room" TEXT NOT NULL DEFAULT '',
  "use" TEXT NOT NULL DEFAULT '',
  "area" INTEGER,
  "owner" TEXT NOT NULL DEFAULT '',
  "owner_phone" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO house (id, version, "building", "unit", "room", "use", "area", "owner", "owner_phone", "note")
SELECT
  id, version, "building", "unit", "room", "use",
  CASE WHEN abs(area) < 1e12 THEN CAST(round(area * 100 + sign(area) * 0.000001) AS INTEGER) END,
  "owner", "owner_phone",
  CASE
    WHEN area IS NULL OR (abs(area) < 1e12 AND round(area * 100) / 100.0 = area) THEN note
    ELSE note || CASE WHEN note = '' THEN '' ELSE char(10) END || '原登记建筑面积：' || CAST(area AS TEXT) || '平方米'
  END
FROM house_before;

CREATE INDEX house_building ON house("building");

DROP TABLE house_before
"""

# What making the table anew had left behind: a door stands in its building once.
M014 = """
CREATE UNIQUE INDEX house_place ON house(building, unit, room)
"""
