"""其他证件 as a step of the schema makes it; frozen like the step."""

M013 = """
CREATE TABLE resident_document (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "number" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "until" TEXT,
  "reason" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX resident_document_owner ON resident_document(owner)
"""
