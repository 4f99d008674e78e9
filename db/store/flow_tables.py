"""Steps, settings of stages, matters and outcomes of cases as a step of the schema makes them; frozen like the step."""

M016 = """
CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "slip" TEXT NOT NULL DEFAULT '',
  "subject" TEXT NOT NULL DEFAULT '',
  "nature" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "channel" TEXT NOT NULL DEFAULT '',
  "outside_no" TEXT NOT NULL DEFAULT '',
  "urgency" TEXT NOT NULL DEFAULT '',
  "taken" TEXT,
  "taker" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "people" INTEGER,
  "money" INTEGER,
  "occurred" TEXT,
  "facts" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
  "building" INTEGER REFERENCES building(id) DEFERRABLE INITIALLY DEFERRED,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "level" TEXT NOT NULL DEFAULT '',
  "called" TEXT NOT NULL DEFAULT '',
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "due" TEXT,
  "result" TEXT NOT NULL DEFAULT '',
  "finding" TEXT NOT NULL DEFAULT '',
  "checked" TEXT,
  "told" TEXT,
  "rating" TEXT NOT NULL DEFAULT '',
  "on_spot" INTEGER NOT NULL DEFAULT 0,
  "stage" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "publish" INTEGER NOT NULL DEFAULT 0,
  "root" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX matter_taker ON matter("taker");

CREATE INDEX matter_estate ON matter("estate");

CREATE INDEX matter_grid ON matter("grid");

CREATE INDEX matter_building ON matter("building");

CREATE INDEX matter_house ON matter("house");

CREATE INDEX matter_lead ON matter("lead");

CREATE INDEX matter_root ON matter("root");

CREATE TABLE matter_claimant (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "anonymous" INTEGER NOT NULL DEFAULT 0,
  "hidden" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX matter_claimant_owner ON matter_claimant(owner);

CREATE INDEX matter_claimant_who ON matter_claimant("who");

CREATE TABLE matter_helper (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX matter_helper_owner ON matter_helper(owner);

CREATE INDEX matter_helper_body ON matter_helper("body");

CREATE TABLE step (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "of" INTEGER,
  "what" TEXT NOT NULL DEFAULT '',
  "move" TEXT NOT NULL DEFAULT '',
  "before" TEXT NOT NULL DEFAULT '',
  "after" TEXT NOT NULL DEFAULT '',
  "said" TEXT NOT NULL DEFAULT '',
  "at" TEXT,
  "did" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "second" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "keyed" TEXT,
  "account" INTEGER REFERENCES account(id) DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "reverses" INTEGER REFERENCES step(id) DEFERRABLE INITIALLY DEFERRED,
  "kept" INTEGER
) STRICT;

CREATE INDEX step_of ON step("of");

CREATE INDEX step_did ON step("did");

CREATE INDEX step_second ON step("second");

CREATE INDEX step_account ON step("account");

CREATE INDEX step_body ON step("body");

CREATE INDEX step_reverses ON step("reverses");

CREATE TABLE stage_setting (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "table" TEXT NOT NULL DEFAULT '',
  "flow" TEXT NOT NULL DEFAULT '',
  "code" TEXT NOT NULL DEFAULT '',
  "label" TEXT NOT NULL DEFAULT '',
  "off" INTEGER NOT NULL DEFAULT 0,
  "since" TEXT,
  "behind" TEXT NOT NULL DEFAULT ''
) STRICT;

ALTER TABLE mediation_case ADD COLUMN "outcome" TEXT NOT NULL DEFAULT '';

UPDATE mediation_case SET outcome = CASE stage WHEN '9' THEN '4' ELSE '0' END WHERE stage IN ('7', '8', '9')
"""
