"""The table of announcements as a step of the schema makes it; frozen like the step, never edited afterwards."""

M003 = """
CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "title_text" TEXT NOT NULL DEFAULT '',
  "addressee" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT '',
  "attachments" TEXT NOT NULL DEFAULT '',
  "signer" TEXT NOT NULL DEFAULT '',
  "day" TEXT,
  "number" TEXT NOT NULL DEFAULT '',
  "dress" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "posted" TEXT,
  "period" INTEGER,
  "period_unit" TEXT NOT NULL DEFAULT '',
  "until" TEXT,
  "objection_way" TEXT NOT NULL DEFAULT '',
  "objection_phone" TEXT NOT NULL DEFAULT '',
  "objection_place" TEXT NOT NULL DEFAULT ''
) STRICT
"""
