"""花名册的列 as a step of the schema makes it; frozen like the step."""

M010 = """
CREATE TABLE roster_layout (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "headings" TEXT NOT NULL DEFAULT '',
  "meanings" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX roster_layout_once ON roster_layout("headings")
"""
