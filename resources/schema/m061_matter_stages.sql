ALTER TABLE matter ADD COLUMN "first_lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE matter ADD COLUMN "objected" TEXT;

ALTER TABLE matter ADD COLUMN "days_asked" INTEGER;

ALTER TABLE matter ADD COLUMN "days_granted" INTEGER;

ALTER TABLE matter ADD COLUMN "first_answer" TEXT;

ALTER TABLE matter ADD COLUMN "called_back" TEXT;

ALTER TABLE matter ADD COLUMN "to_secretary" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE matter ADD COLUMN "elsewhere" TEXT NOT NULL DEFAULT '';

CREATE INDEX matter_first_lead ON matter("first_lead");

CREATE TABLE matter_callback (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "at" TEXT,
  "by" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "way" TEXT NOT NULL DEFAULT '',
  "answered" TEXT NOT NULL DEFAULT '',
  "solved" TEXT NOT NULL DEFAULT '',
  "satisfaction" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX matter_callback_owner ON matter_callback(owner);

CREATE INDEX matter_callback_by ON matter_callback("by");

CREATE TABLE skip_rule (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "urgency" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "since" TEXT,
  "until" TEXT,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX skip_rule_lead ON skip_rule("lead");

CREATE TABLE skip_copied (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES skip_rule(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX skip_copied_owner ON skip_copied(owner);

CREATE INDEX skip_copied_body ON skip_copied("body")
