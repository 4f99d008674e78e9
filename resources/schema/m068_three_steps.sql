CREATE TABLE three_steps (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "subject" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED,
  "heard" TEXT,
  "meeting" INTEGER REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  "met" TEXT,
  "by_owners" INTEGER NOT NULL DEFAULT 0,
  "decided" TEXT,
  "stage" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX three_steps_matter ON three_steps("matter");

CREATE INDEX three_steps_meeting ON three_steps("meeting");

CREATE TABLE three_steps_opinion (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES three_steps(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "party" TEXT NOT NULL DEFAULT '',
  "way" TEXT NOT NULL DEFAULT '',
  "opinion" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX three_steps_opinion_owner ON three_steps_opinion(owner);

CREATE TABLE three_steps_resolved (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES three_steps(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "resolution" INTEGER REFERENCES resolution(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX three_steps_resolved_owner ON three_steps_resolved(owner);

CREATE INDEX three_steps_resolved_resolution ON three_steps_resolved("resolution")
