CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "leader" TEXT NOT NULL DEFAULT '',
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "red_estate" INTEGER NOT NULL DEFAULT 0,
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "started" TEXT,
  "planned" TEXT,
  "goal" TEXT NOT NULL DEFAULT '',
  "effect" TEXT NOT NULL DEFAULT '',
  "applied" TEXT,
  "finding" TEXT NOT NULL DEFAULT '',
  "checked" TEXT,
  "stage" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "closed" TEXT
) STRICT;

CREATE INDEX project_body ON project("body");

CREATE INDEX project_estate ON project("estate");

CREATE TABLE project_matter (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX project_matter_owner ON project_matter(owner);

CREATE INDEX project_matter_matter ON project_matter("matter");

CREATE TABLE project_member (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "person" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "does" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX project_member_owner ON project_member(owner);

CREATE INDEX project_member_person ON project_member("person");

CREATE TABLE project_review (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "at" TEXT,
  "by" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "reviewer" TEXT NOT NULL DEFAULT '',
  "small" INTEGER NOT NULL DEFAULT 0,
  "hard" INTEGER NOT NULL DEFAULT 0,
  "exemplary" INTEGER NOT NULL DEFAULT 0,
  "feasible" INTEGER NOT NULL DEFAULT 0,
  "opinion" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX project_review_owner ON project_review(owner);

CREATE INDEX project_review_by ON project_review("by");

CREATE TABLE project_progress (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "at" TEXT,
  "by" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "percent" INTEGER,
  "done" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX project_progress_owner ON project_progress(owner);

CREATE INDEX project_progress_by ON project_progress("by");

CREATE TABLE project_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX project_actor_owner ON project_actor(owner);

CREATE INDEX project_actor_who ON project_actor("who")
