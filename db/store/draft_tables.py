"""The table of drafts as a step of the schema makes it; frozen like the step."""

M012 = """
CREATE TABLE draft_now (
  form TEXT NOT NULL,
  key INTEGER NOT NULL,
  begun TEXT NOT NULL DEFAULT '',
  apart INTEGER NOT NULL DEFAULT 0,
  turn INTEGER NOT NULL DEFAULT 0,
  saved_at TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (form, key, begun, apart)
) STRICT, WITHOUT ROWID;

INSERT INTO draft_now (form, key, saved_at, body) SELECT form, key, saved_at, body FROM draft;

DROP TABLE draft;

ALTER TABLE draft_now RENAME TO draft
"""
