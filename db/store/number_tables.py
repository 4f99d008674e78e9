"""文号簿 and 模板 as steps of the schema make them; frozen like the steps, never edited afterwards."""

M004 = """
CREATE TABLE issued_number (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "family" TEXT NOT NULL DEFAULT '',
  "year" INTEGER,
  "serial" INTEGER,
  "written" TEXT NOT NULL DEFAULT '',
  "matter" TEXT NOT NULL DEFAULT '',
  "issued" TEXT,
  "clerk" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "holder" TEXT NOT NULL DEFAULT '',
  "holder_id" INTEGER
) STRICT;

CREATE UNIQUE INDEX issued_number_once ON issued_number(family, year, serial);

CREATE INDEX issued_number_holder ON issued_number(holder_id, holder);

INSERT INTO issued_number
  (id, version, family, year, serial, written, matter, issued, clerk, state, reason, holder, holder_id)
SELECT
  coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776
    + row_number() OVER (ORDER BY issued, family, serial),
  1, family, year, serial, written, matter, issued, clerk, '1', '', holder, holder_id
FROM (
  SELECT *, row_number() OVER (PARTITION BY family, year, serial ORDER BY holder_id) AS place
  FROM (
    SELECT
      '5' AS family,
      CAST(substr(number, instr(number, '〔') + 1, 4) AS INTEGER) AS year,
      CAST(substr(number, instr(number, '〕') + 1) AS INTEGER) AS serial,
      number AS written, title_text AS matter,
      coalesce(received, substr(number, instr(number, '〔') + 1, 4) || '-01-01') AS issued,
      recorder AS clerk, 'mediation_case' AS holder, id AS holder_id
    FROM mediation_case
    WHERE number GLOB '*〔[12][0-9][0-9][0-9]〕[1-9]*号'
    UNION ALL
    SELECT
      '4', CAST(substr(coalesce(minutes_day, starts), 1, 4) AS INTEGER), CAST(minutes_number AS INTEGER),
      minutes_number, name, substr(coalesce(minutes_day, starts), 1, 10), recorder, 'meeting', id
    FROM meeting
    WHERE minutes_number GLOB '[1-9]*' AND minutes_number NOT GLOB '*[^0-9]*'
      AND coalesce(minutes_day, starts) IS NOT NULL
  )
)
WHERE place = 1;

INSERT INTO counter (name, value)
SELECT 'id:issued_number', total FROM (SELECT count(*) AS total FROM issued_number) WHERE total > 0
"""

M005 = """
CREATE TABLE wording (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "paper" TEXT NOT NULL DEFAULT '',
  "key" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX wording_place ON wording(paper, "key")
"""
