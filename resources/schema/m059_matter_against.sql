CREATE TABLE matter_against (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES matter(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX matter_against_owner ON matter_against(owner);

CREATE INDEX matter_against_who ON matter_against("who");

CREATE INDEX matter_slip ON matter("slip");

CREATE INDEX matter_outside_no ON matter("outside_no")
