CREATE TABLE diary_line (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "day" TEXT,
  "person" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "text" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX diary_line_person ON diary_line("person")
