CREATE TABLE saved_list (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "table" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "conditions" TEXT NOT NULL DEFAULT '',
  "order" TEXT NOT NULL DEFAULT '',
  "columns" TEXT NOT NULL DEFAULT '',
  "position" INTEGER
) STRICT
