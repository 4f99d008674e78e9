CREATE TABLE whistle (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL DEFAULT '',
  "subject" TEXT NOT NULL DEFAULT '',
  "occasion" TEXT NOT NULL DEFAULT '',
  "item" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "facts" TEXT NOT NULL DEFAULT '',
  "request" TEXT NOT NULL DEFAULT '',
  "blower" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "post" TEXT NOT NULL DEFAULT '',
  "blown_by" TEXT NOT NULL DEFAULT '',
  "blown" TEXT,
  "steps" TEXT NOT NULL DEFAULT '',
  "doer" TEXT NOT NULL DEFAULT '',
  "follower" TEXT NOT NULL DEFAULT '',
  "supervisor" TEXT NOT NULL DEFAULT '',
  "signed" TEXT,
  "signer" TEXT NOT NULL DEFAULT '',
  "contacted" TEXT,
  "contact" TEXT NOT NULL DEFAULT '',
  "arrived" TEXT,
  "scene" TEXT NOT NULL DEFAULT '',
  "measures" TEXT NOT NULL DEFAULT '',
  "finished" TEXT,
  "finding" TEXT NOT NULL DEFAULT '',
  "checked" TEXT,
  "speed" INTEGER,
  "quality" INTEGER,
  "satisfied" INTEGER,
  "stage" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED,
  "again" INTEGER REFERENCES whistle(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX whistle_lead ON whistle("lead");

CREATE INDEX whistle_blower ON whistle("blower");

CREATE INDEX whistle_matter ON whistle("matter");

CREATE INDEX whistle_again ON whistle("again");

CREATE TABLE whistle_helper (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES whistle(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "signed" TEXT,
  "signer" TEXT NOT NULL DEFAULT '',
  "arrived" TEXT
) STRICT;

CREATE INDEX whistle_helper_owner ON whistle_helper(owner);

CREATE INDEX whistle_helper_body ON whistle_helper("body");

CREATE TABLE whistle_arrival (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES whistle(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "post" TEXT NOT NULL DEFAULT '',
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX whistle_arrival_owner ON whistle_arrival(owner);

CREATE INDEX whistle_arrival_body ON whistle_arrival("body");

CREATE TABLE whistle_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES whistle(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX whistle_actor_owner ON whistle_actor(owner);

CREATE INDEX whistle_actor_who ON whistle_actor("who");

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "card" TEXT NOT NULL DEFAULT '',
  "what" TEXT NOT NULL DEFAULT '',
  "answer" TEXT,
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "subject" TEXT NOT NULL DEFAULT '',
  "at" TEXT,
  "urged_by" TEXT NOT NULL DEFAULT '',
  "answered" TEXT,
  "reply" TEXT NOT NULL DEFAULT '',
  "whistle" INTEGER REFERENCES whistle(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX reminder_lead ON reminder("lead");

CREATE INDEX reminder_whistle ON reminder("whistle");

CREATE TABLE reminder_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES reminder(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX reminder_actor_owner ON reminder_actor(owner);

CREATE INDEX reminder_actor_who ON reminder_actor("who");

CREATE TABLE opinion_letter (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "above" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "subject" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT '',
  "day" TEXT,
  "drafter" TEXT NOT NULL DEFAULT '',
  "sent" TEXT,
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "whistle" INTEGER REFERENCES whistle(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX opinion_letter_above ON opinion_letter("above");

CREATE INDEX opinion_letter_lead ON opinion_letter("lead");

CREATE INDEX opinion_letter_whistle ON opinion_letter("whistle");

CREATE TABLE opinion_letter_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES opinion_letter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX opinion_letter_actor_owner ON opinion_letter_actor(owner);

CREATE INDEX opinion_letter_actor_who ON opinion_letter_actor("who");

ALTER TABLE clock_rule ADD COLUMN "whistle" TEXT NOT NULL DEFAULT '';

ALTER TABLE matter ADD COLUMN "levelled" TEXT;

ALTER TABLE matter ADD COLUMN "size" TEXT NOT NULL DEFAULT '';

CREATE TABLE matter_at_level (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "level" TEXT NOT NULL DEFAULT '',
  "came" TEXT,
  "went" TEXT,
  "how" TEXT NOT NULL DEFAULT '',
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO matter_at_level (id, version, owner, position, "level", "came", "how", "lead")
SELECT ((SELECT value FROM counter WHERE name = 'desk') << 40) + row_number() OVER (ORDER BY id), 1, id, 0,
  "level", "taken", '1', "lead"
FROM matter WHERE "level" <> '';

INSERT INTO counter (name, value)
SELECT 'id:matter_at_level', count(*) FROM matter_at_level HAVING count(*) > 0;

UPDATE matter SET "levelled" = "taken" WHERE "level" <> '';

CREATE INDEX matter_at_level_owner ON matter_at_level(owner);

CREATE INDEX matter_at_level_lead ON matter_at_level("lead")
