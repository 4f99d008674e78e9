CREATE TABLE reception (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "item" TEXT NOT NULL DEFAULT '',
  "at" TEXT,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "complete" INTEGER NOT NULL DEFAULT 0,
  "notice" INTEGER NOT NULL DEFAULT 0,
  "promised" TEXT,
  "on_spot" INTEGER NOT NULL DEFAULT 0,
  "finished" TEXT,
  "trips" INTEGER,
  "rating" TEXT NOT NULL DEFAULT '',
  "received_by" TEXT NOT NULL DEFAULT '',
  "agent" TEXT NOT NULL DEFAULT '',
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX reception_who ON reception("who");

CREATE INDEX reception_house ON reception("house");

CREATE INDEX reception_matter ON reception("matter");

CREATE TABLE reception_material (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES reception(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "brought" INTEGER NOT NULL DEFAULT 0,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX reception_material_owner ON reception_material(owner);

CREATE TABLE reception_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES reception(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX reception_actor_owner ON reception_actor(owner);

CREATE INDEX reception_actor_who ON reception_actor("who")
