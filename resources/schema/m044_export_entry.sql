CREATE TABLE export_entry (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "day" TEXT,
  "what" TEXT NOT NULL DEFAULT '',
  "way" TEXT NOT NULL DEFAULT '',
  "count" INTEGER,
  "recipient" TEXT NOT NULL DEFAULT '',
  "purpose" TEXT NOT NULL DEFAULT '',
  "basis" TEXT NOT NULL DEFAULT '',
  "approver" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "told" TEXT NOT NULL DEFAULT '',
  "file" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE export_entry_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES export_entry(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX export_entry_actor_owner ON export_entry_actor(owner);

CREATE INDEX export_entry_actor_who ON export_entry_actor("who")
