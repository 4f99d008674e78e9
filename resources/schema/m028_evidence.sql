CREATE TABLE exhibit (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "of" INTEGER,
  "piece" TEXT NOT NULL DEFAULT '',
  "form" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "caption" TEXT NOT NULL DEFAULT '',
  "taken" TEXT,
  "size" INTEGER,
  "pages" INTEGER
) STRICT;

CREATE INDEX exhibit_of ON exhibit("of");

CREATE TABLE evidence_key (
  number INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  key TEXT NOT NULL
) STRICT;

CREATE TABLE evidence_unnamed (
  name TEXT PRIMARY KEY,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID
