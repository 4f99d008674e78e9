CREATE TABLE option_list (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "table" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE option_row (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES option_list(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "code" TEXT NOT NULL DEFAULT '',
  "label" TEXT NOT NULL DEFAULT '',
  "off" INTEGER NOT NULL DEFAULT 0,
  "since" TEXT,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX option_row_owner ON option_row(owner)
