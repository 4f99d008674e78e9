"""The tables of announcements as steps of the schema make them; frozen like the steps, never edited afterwards."""

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

M008 = """
ALTER TABLE announcement RENAME TO announcement_before;

CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "title_text" TEXT NOT NULL DEFAULT '',
  "addressee" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "dress" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT '',
  "signer" TEXT NOT NULL DEFAULT '',
  "day" TEXT,
  "number" TEXT NOT NULL DEFAULT '',
  "posted" TEXT,
  "period" INTEGER,
  "period_unit" TEXT NOT NULL DEFAULT '',
  "until" TEXT,
  "taken_down" TEXT,
  "places" TEXT NOT NULL DEFAULT '',
  "objection_way" TEXT NOT NULL DEFAULT '',
  "objection_phone" TEXT NOT NULL DEFAULT '',
  "objection_place" TEXT NOT NULL DEFAULT '',
  "urgency" TEXT NOT NULL DEFAULT '',
  "secrecy" TEXT NOT NULL DEFAULT '',
  "serial" INTEGER,
  "copies" TEXT NOT NULL DEFAULT '',
  "approvers" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "main_below" INTEGER NOT NULL DEFAULT 0,
  "duplex" INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO announcement (
  id, version, "kind", "title_text", "addressee", "contact", "dress", "body", "signer", "day", "number", "posted",
  "period", "period_unit", "until", "objection_way", "objection_phone", "objection_place"
)
SELECT
  id, version, "kind", "title_text", "addressee", "contact", "dress", "body", "signer", "day", "number", "posted",
  "period", "period_unit", "until", "objection_way", "objection_phone", "objection_place"
FROM announcement_before;

CREATE TABLE announcement_annex (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES announcement(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "title" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX announcement_annex_owner ON announcement_annex(owner);

WITH RECURSIVE cut(owner, place, line, rest) AS (
  SELECT id, 0, '', attachments || char(10) FROM announcement_before WHERE attachments <> ''
  UNION ALL
  SELECT owner, place + 1, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
  FROM cut WHERE rest <> ''
)
INSERT INTO announcement_annex (id, version, owner, position, "title", "body")
SELECT
  coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776
    + row_number() OVER (ORDER BY owner, place),
  1, owner, row_number() OVER (PARTITION BY owner ORDER BY place) - 1,
  trim(line, ' ' || char(9) || char(13) || char(12288)), ''
FROM cut
WHERE trim(line, ' ' || char(9) || char(13) || char(12288)) <> '';

INSERT INTO counter (name, value)
SELECT 'id:announcement_annex', total FROM (SELECT count(*) AS total FROM announcement_annex) WHERE total > 0;

DROP TABLE announcement_before
"""
