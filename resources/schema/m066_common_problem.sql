CREATE TABLE common_problem (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER REFERENCES estate(id) DEFERRABLE INITIALLY DEFERRED,
  "building" INTEGER REFERENCES building(id) DEFERRABLE INITIALLY DEFERRED,
  "raised" TEXT,
  "first" TEXT,
  "last" TEXT,
  "lead" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "measures" TEXT NOT NULL DEFAULT '',
  "planned" TEXT,
  "project" INTEGER REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  "effect" TEXT NOT NULL DEFAULT '',
  "stage" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "closed" TEXT
) STRICT;

CREATE INDEX common_problem_estate ON common_problem("estate");

CREATE INDEX common_problem_building ON common_problem("building");

CREATE INDEX common_problem_lead ON common_problem("lead");

CREATE INDEX common_problem_project ON common_problem("project");

CREATE TABLE common_matter (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES common_problem(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX common_matter_owner ON common_matter(owner);

CREATE INDEX common_matter_matter ON common_matter("matter")
