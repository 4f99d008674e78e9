CREATE TABLE listening (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "day" TEXT,
  "begins" TEXT,
  "ends" TEXT,
  "place" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
  "sat" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "remark" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX listening_estate ON listening("estate");

CREATE INDEX listening_grid ON listening("grid");

CREATE TABLE listening_line (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES listening(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "subject" TEXT NOT NULL DEFAULT '',
  "answered" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "anonymous" INTEGER NOT NULL DEFAULT 0,
  "hidden" INTEGER NOT NULL DEFAULT 0,
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX listening_line_owner ON listening_line(owner);

CREATE INDEX listening_line_who ON listening_line("who");

CREATE INDEX listening_line_matter ON listening_line("matter");

CREATE TABLE listening_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES listening(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX listening_actor_owner ON listening_actor(owner);

CREATE INDEX listening_actor_who ON listening_actor("who")
