CREATE TABLE privacy_notice (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "purpose" TEXT NOT NULL DEFAULT '',
  "basis" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "kinds" TEXT NOT NULL DEFAULT '',
  "method" TEXT NOT NULL DEFAULT '',
  "kept" TEXT NOT NULL DEFAULT '',
  "rights" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "receivers" TEXT NOT NULL DEFAULT '',
  "sensitive" INTEGER NOT NULL DEFAULT 0,
  "need" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE privacy_consent (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "notice" INTEGER REFERENCES privacy_notice(id) DEFERRABLE INITIALLY DEFERRED,
  "told" TEXT,
  "way" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT '',
  "sensitive" TEXT NOT NULL DEFAULT '',
  "guardian" TEXT NOT NULL DEFAULT '',
  "withdrawn" TEXT,
  "withdrawal" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX privacy_consent_resident ON privacy_consent("resident");

CREATE INDEX privacy_consent_notice ON privacy_consent("notice");

CREATE TABLE consent_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES privacy_consent(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX consent_actor_owner ON consent_actor(owner);

CREATE INDEX consent_actor_who ON consent_actor("who");

CREATE TABLE rights_request (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "received" TEXT,
  "kind" TEXT NOT NULL DEFAULT '',
  "resident" INTEGER REFERENCES resident(id) DEFERRABLE INITIALLY DEFERRED,
  "asker" TEXT NOT NULL DEFAULT '',
  "relation" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "what" TEXT NOT NULL DEFAULT '',
  "proof" TEXT NOT NULL DEFAULT '',
  "proved" TEXT,
  "due" TEXT,
  "result" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "stage" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX rights_request_resident ON rights_request("resident");

CREATE TABLE retention (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "what" TEXT NOT NULL DEFAULT '',
  "start" TEXT NOT NULL DEFAULT '',
  "years" INTEGER,
  "end" TEXT NOT NULL DEFAULT '',
  "basis" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE appraisal (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "subject" TEXT NOT NULL DEFAULT '',
  "proposed" TEXT,
  "proposer" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "opinion" TEXT NOT NULL DEFAULT '',
  "appraised" TEXT,
  "approved" TEXT,
  "how" TEXT NOT NULL DEFAULT '',
  "witness" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "stage" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE appraisal_item (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES appraisal(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "what" TEXT NOT NULL DEFAULT '',
  "years" TEXT NOT NULL DEFAULT '',
  "count" INTEGER,
  "term" TEXT NOT NULL DEFAULT '',
  "expired" TEXT
) STRICT;

CREATE INDEX appraisal_item_owner ON appraisal_item(owner);

CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "what" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "found" TEXT,
  "finder" TEXT NOT NULL DEFAULT '',
  "told_kinds" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "cause" TEXT NOT NULL DEFAULT '',
  "harm" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "measures" TEXT NOT NULL DEFAULT '',
  "authority" TEXT NOT NULL DEFAULT '',
  "reported" TEXT,
  "told_how" TEXT NOT NULL DEFAULT '',
  "told" TEXT,
  "lesson" TEXT NOT NULL DEFAULT '',
  "closed" TEXT,
  "stage" TEXT NOT NULL DEFAULT ''
) STRICT
