"""Parties and attendees who may be bodies and persons, too, as a step of the schema makes them; frozen like the step, never edited."""

# 281474976710656 is the code of residents, 1, above the 48 bits of an id.
M018 = """
CREATE TABLE case_party_before AS SELECT * FROM case_party;

DROP TABLE case_party;

CREATE TABLE case_party (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES mediation_case(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "side" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "sex" TEXT NOT NULL DEFAULT '',
  "ethnicity" TEXT NOT NULL DEFAULT '',
  "age" INTEGER,
  "job" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "consent" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO case_party (
  id, version, owner, position, "who", "side", "name", "sex", "ethnicity", "age", "job", "phone", "address", "consent"
)
SELECT
  id, version, owner, position, resident + 281474976710656, "side", "name", "sex", "ethnicity", "age", "job", "phone",
  "address", "consent"
FROM case_party_before;

DROP TABLE case_party_before;

CREATE INDEX case_party_owner ON case_party(owner);

CREATE INDEX case_party_who ON case_party("who");

CREATE TABLE attendee_before AS SELECT * FROM attendee;

DROP TABLE attendee;

CREATE TABLE attendee (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "household" INTEGER REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT '',
  "came" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO attendee (id, version, owner, position, "who", "household", "name", "unit", "phone", "role", "came")
SELECT
  id, version, owner, position, resident + 281474976710656, "household", "name", "unit", "phone", "role", "came"
FROM attendee_before;

DROP TABLE attendee_before;

CREATE INDEX attendee_owner ON attendee(owner);

CREATE INDEX attendee_who ON attendee("who");

CREATE INDEX attendee_household ON attendee("household")
"""
