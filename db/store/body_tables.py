"""Bodies, persons, posts, estates and accounts as a step of the schema makes them; frozen like it, never edited."""

# The two indexes before the table of accounts are what no field says: nobody holds a post of a body twice at a time, and
# nothing stands twice in a tree.
# Clerks become accounts, with their ids and versions; what the audit tells of them it tells for ever of `clerk`.
M015 = """
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "short" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "uscc" TEXT NOT NULL DEFAULT '',
  "head" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "contact" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "phone" TEXT NOT NULL DEFAULT '',
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "founded" TEXT,
  "approval" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "closed_why" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX body_head ON body("head");

CREATE INDEX body_contact ON body("contact");

CREATE INDEX body_grid ON body("grid");

CREATE INDEX body_estate ON body("estate");

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "job" TEXT NOT NULL DEFAULT '',
  "politics" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX person_resident ON person("resident");

CREATE INDEX person_unit ON person("unit");

CREATE TABLE tenure (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "person" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "post" TEXT NOT NULL DEFAULT '',
  "way" TEXT NOT NULL DEFAULT '',
  "time" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "why_left" TEXT NOT NULL DEFAULT '',
  "basis" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX tenure_person ON tenure("person");

CREATE INDEX tenure_body ON tenure("body");

CREATE TABLE placement (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "tree" TEXT NOT NULL DEFAULT '',
  "upper" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "lower" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "relation" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "basis" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX placement_upper ON placement("upper");

CREATE INDEX placement_lower ON placement("lower");

CREATE TABLE estate (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "phase" TEXT NOT NULL DEFAULT '',
  "aliases" TEXT NOT NULL DEFAULT '',
  "community" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX estate_community ON estate("community");

CREATE UNIQUE INDEX tenure_twice ON tenure(person, body, post) WHERE until IS NULL;

CREATE UNIQUE INDEX placement_twice ON placement(tree, lower) WHERE until IS NULL;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "person" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO account (id, version, "name", "role", "phone")
SELECT id, version, "name", "role", "phone" FROM clerk;

DROP TABLE clerk;

CREATE INDEX account_person ON account("person");

UPDATE counter SET name = 'id:account' WHERE name = 'id:clerk';

UPDATE draft SET form = 'account' WHERE form = 'clerk'
"""
