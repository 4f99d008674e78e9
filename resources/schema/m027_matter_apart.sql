CREATE TABLE matter_apart (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "other" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX matter_apart_owner ON matter_apart(owner);

CREATE INDEX matter_apart_other ON matter_apart("other")
