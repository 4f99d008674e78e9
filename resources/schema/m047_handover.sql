CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "at" TEXT,
  "giver" INTEGER REFERENCES account(id) DEFERRABLE INITIALLY DEFERRED,
  "taker" INTEGER REFERENCES account(id) DEFERRABLE INITIALLY DEFERRED,
  "count" INTEGER,
  "kept" INTEGER,
  "told" TEXT NOT NULL DEFAULT '',
  "leaving" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX handover_giver ON handover("giver");

CREATE INDEX handover_taker ON handover("taker")
