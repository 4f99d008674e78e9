CREATE TABLE round_sheet (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "code" TEXT NOT NULL DEFAULT '',
  "day" TEXT,
  "building" INTEGER REFERENCES building(id) DEFERRABLE INITIALLY DEFERRED,
  "part" TEXT NOT NULL DEFAULT '',
  "visitor" TEXT NOT NULL DEFAULT '',
  "keyed" TEXT
) STRICT;

CREATE INDEX round_sheet_building ON round_sheet("building");

CREATE TABLE round_door (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES round_sheet(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "line" INTEGER,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX round_door_owner ON round_door(owner);

CREATE INDEX round_door_house ON round_door("house");

ALTER TABLE visit ADD COLUMN "promise_due" TEXT;

ALTER TABLE visit ADD COLUMN "promise_owner" TEXT NOT NULL DEFAULT '';

ALTER TABLE visit ADD COLUMN "promise_kept" TEXT;

ALTER TABLE visit ADD COLUMN "promise_done" TEXT NOT NULL DEFAULT '';

ALTER TABLE visit ADD COLUMN "sheet" INTEGER REFERENCES round_sheet(id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX visit_sheet ON visit("sheet")
