CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "until" TEXT,
  "responsible" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "closed" TEXT,
  "note" TEXT NOT NULL DEFAULT '',
  "table" TEXT NOT NULL DEFAULT '',
  "conditions" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "frozen" TEXT
) STRICT;

CREATE INDEX ledger_responsible ON ledger("responsible");

CREATE TABLE ledger_column (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES ledger(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "form" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX ledger_column_owner ON ledger_column(owner);

CREATE TABLE ledger_row (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "ledger" INTEGER REFERENCES ledger(id) DEFERRABLE INITIALLY DEFERRED,
  "who" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "grid" TEXT NOT NULL DEFAULT '',
  "joined" TEXT,
  "done" TEXT,
  "did" TEXT NOT NULL DEFAULT '',
  "values" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX ledger_row_ledger ON ledger_row("ledger");

CREATE INDEX ledger_row_who ON ledger_row("who")
