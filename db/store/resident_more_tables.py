"""Further telephones, former names, carers, memberships and what else is known of residents, as a step makes them; frozen like it."""

MORE = """
ALTER TABLE resident ADD COLUMN "phone_of" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "script_name" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "party_joined" TEXT;

ALTER TABLE resident ADD COLUMN "party_full_due" TEXT;

ALTER TABLE resident ADD COLUMN "permit_number" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "permit_until" TEXT;

ALTER TABLE resident ADD COLUMN "marriage" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "education" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "employment" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "workplace" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "native_place" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "nationality" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "dwelling" TEXT NOT NULL DEFAULT '';

ALTER TABLE resident ADD COLUMN "owner_relation" TEXT NOT NULL DEFAULT '';

CREATE TABLE resident_telephone (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "of" TEXT NOT NULL DEFAULT '',
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "may_call" TEXT NOT NULL DEFAULT '',
  "may_text" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX resident_telephone_owner ON resident_telephone(owner);

CREATE INDEX resident_telephone_who ON resident_telephone("who");

CREATE TABLE former_name (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "until" TEXT
) STRICT;

CREATE INDEX former_name_owner ON former_name(owner);

CREATE TABLE carer (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "relation" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "basis" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX carer_owner ON carer(owner, since, until);

CREATE INDEX carer_who ON carer("who");

CREATE TABLE party_membership (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "status" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "came" TEXT NOT NULL DEFAULT '',
  "went" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX party_membership_owner ON party_membership(owner, since, until);

CREATE INDEX party_membership_body ON party_membership("body");

INSERT INTO resident_telephone (id, version, owner, position, "number")
SELECT ((SELECT value FROM counter WHERE name = 'desk') << 40) + row_number() OVER (ORDER BY id), 1, id, 0, "other_phone"
FROM resident WHERE "other_phone" <> '';

INSERT INTO counter (name, value)
SELECT 'id:resident_telephone', count(*) FROM resident_telephone HAVING count(*) > 0;

ALTER TABLE resident DROP COLUMN "other_phone"
"""
