"""The tables of the first release as its step of the schema makes them; frozen like the step."""

M001 = """
CREATE TABLE grid (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "code" TEXT NOT NULL DEFAULT '',
  "chief" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "party_group" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE building (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "estate" TEXT NOT NULL DEFAULT '',
  "number" TEXT NOT NULL DEFAULT '',
  "grid" INTEGER REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
  "steward" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX building_grid ON building("grid");

CREATE TABLE house (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "building" INTEGER REFERENCES building(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" TEXT NOT NULL DEFAULT '',
  "room" TEXT NOT NULL DEFAULT '',
  "use" TEXT NOT NULL DEFAULT '',
  "area" REAL,
  "owner" TEXT NOT NULL DEFAULT '',
  "owner_phone" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX house_building ON house("building");

CREATE TABLE resident (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "id_kind" TEXT NOT NULL DEFAULT '',
  "id_number" TEXT NOT NULL DEFAULT '',
  "sex" TEXT NOT NULL DEFAULT '',
  "birth" TEXT,
  "ethnicity" TEXT NOT NULL DEFAULT '',
  "politics" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "other_phone" TEXT NOT NULL DEFAULT '',
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "registered_at" TEXT NOT NULL DEFAULT '',
  "population" TEXT NOT NULL DEFAULT '',
  "residence_match" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "state_day" TEXT,
  "doubt" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX resident_house ON resident("house");

CREATE TABLE care_tag (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "basis" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX care_tag_owner ON care_tag(owner);

CREATE TABLE household (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "head" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL DEFAULT '',
  "booklet" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX household_head ON household("head");

CREATE INDEX household_house ON household("house");

CREATE TABLE household_member (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES household(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "relation" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT
) STRICT;

CREATE INDEX household_member_owner ON household_member(owner);

CREATE INDEX household_member_resident ON household_member("resident");

CREATE TABLE mediation_case (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "title_text" TEXT NOT NULL DEFAULT '',
  "dispute" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "received" TEXT,
  "due" TEXT,
  "place" TEXT NOT NULL DEFAULT '',
  "facts" TEXT NOT NULL DEFAULT '',
  "mediator" TEXT NOT NULL DEFAULT '',
  "recorder" TEXT NOT NULL DEFAULT '',
  "stage" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "result" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE case_party (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES mediation_case(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "side" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "sex" TEXT NOT NULL DEFAULT '',
  "ethnicity" TEXT NOT NULL DEFAULT '',
  "age" INTEGER,
  "job" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "consent" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX case_party_owner ON case_party(owner);

CREATE INDEX case_party_resident ON case_party("resident");

CREATE TABLE topic (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "subject" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "proposer" TEXT NOT NULL DEFAULT '',
  "raised" TEXT,
  "state" TEXT NOT NULL DEFAULT '',
  "case" INTEGER REFERENCES mediation_case(id) DEFERRABLE INITIALLY DEFERRED,
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX topic_case ON topic("case");

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "starts" TEXT,
  "hall" TEXT NOT NULL DEFAULT '',
  "chair" TEXT NOT NULL DEFAULT '',
  "recorder" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "requirements" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "minutes_number" TEXT NOT NULL DEFAULT '',
  "minutes_day" TEXT,
  "dissent" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE agenda_item (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "topic" INTEGER REFERENCES topic(id) DEFERRABLE INITIALLY DEFERRED,
  "subject" TEXT NOT NULL DEFAULT '',
  "speaker" TEXT NOT NULL DEFAULT '',
  "discussion" TEXT NOT NULL DEFAULT '',
  "decision" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX agenda_item_owner ON agenda_item(owner);

CREATE INDEX agenda_item_topic ON agenda_item("topic");

CREATE TABLE attendee (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "household" INTEGER REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT '',
  "came" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX attendee_owner ON attendee(owner);

CREATE INDEX attendee_resident ON attendee("resident");

CREATE INDEX attendee_household ON attendee("household");

CREATE TABLE resolution (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "matter" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "due" TEXT,
  "state" TEXT NOT NULL DEFAULT '',
  "done" TEXT,
  "outcome" TEXT NOT NULL DEFAULT '',
  "meeting" INTEGER REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  "topic" INTEGER REFERENCES topic(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX resolution_meeting ON resolution("meeting");

CREATE INDEX resolution_topic ON resolution("topic");

CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "day" TEXT,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "visitor" TEXT NOT NULL DEFAULT '',
  "way" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "finding" TEXT NOT NULL DEFAULT '',
  "promise" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX visit_house ON visit("house");

CREATE INDEX visit_resident ON visit("resident");

CREATE TABLE centre (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "community" TEXT NOT NULL DEFAULT '',
  "issuer" TEXT NOT NULL DEFAULT '',
  "committee" TEXT NOT NULL DEFAULT '',
  "case_word" TEXT NOT NULL DEFAULT '',
  "hall" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "practice" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE clerk (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "key" TEXT NOT NULL DEFAULT '',
  "label" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  form TEXT NOT NULL,
  key INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (form, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  change TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_row ON audit(tbl, row_id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit entries are not changed'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit entries are not deleted'); END;

CREATE INDEX resident_id_number ON resident(id_number);

CREATE INDEX resident_phone ON resident(phone);

CREATE INDEX resident_name ON resident(name);

CREATE UNIQUE INDEX house_place ON house(building, unit, room);

CREATE UNIQUE INDEX building_place ON building(estate, number);

CREATE UNIQUE INDEX mediation_case_number ON mediation_case(number) WHERE number <> '';

CREATE INDEX mediation_case_due ON mediation_case(due);

CREATE INDEX meeting_starts ON meeting(starts);

CREATE INDEX resolution_due ON resolution(due);

CREATE INDEX visit_day ON visit(day)
"""
