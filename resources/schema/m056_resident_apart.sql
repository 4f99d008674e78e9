CREATE TABLE resident_apart (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "other" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX resident_apart_owner ON resident_apart(owner);

CREATE INDEX resident_apart_other ON resident_apart("other")
