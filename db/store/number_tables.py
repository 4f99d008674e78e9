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

M006 = """
ALTER TABLE issued_number ADD COLUMN "recipient" TEXT NOT NULL DEFAULT '';

INSERT INTO counter (name, value)
SELECT * FROM (
  SELECT 'number-5:' || substr(name, 6) AS name, value FROM counter WHERE name GLOB 'case:[0-9]*'
  UNION ALL
  SELECT 'number-4:' || substr(name, 9), value FROM counter WHERE name GLOB 'minutes:[0-9]*'
  UNION ALL
  SELECT 'number-8:' || substr(name, 12), value FROM counter WHERE name GLOB 'resolution:[0-9]*'
)
WHERE true
ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value);

DELETE FROM counter WHERE name GLOB 'case:[0-9]*' OR name GLOB 'minutes:[0-9]*' OR name GLOB 'resolution:[0-9]*';

INSERT INTO issued_number
  (id, version, family, year, serial, written, matter, issued, clerk, state, reason, holder, holder_id, recipient)
SELECT
  coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776
    + coalesce((SELECT value FROM counter WHERE name = 'id:issued_number'), 0)
    + row_number() OVER (ORDER BY issued, family, serial),
  1, family, year, serial, written, matter, issued, clerk, state, reason, holder, holder_id, recipient
FROM (
  SELECT *, row_number() OVER (PARTITION BY family, year, serial ORDER BY holder_id) AS place
  FROM (
    SELECT
      '8' AS family,
      CAST(substr(r.number, 1, 4) AS INTEGER) AS year,
      CAST(substr(r.number, 6) AS INTEGER) AS serial,
      r.number AS written, r.matter AS matter,
      coalesce(m.minutes_day, substr(m.starts, 1, 10), substr(r.number, 1, 4) || '-01-01') AS issued,
      coalesce(m.recorder, '') AS clerk, '1' AS state, '' AS reason,
      'resolution' AS holder, r.id AS holder_id, '' AS recipient
    FROM resolution r LEFT JOIN meeting m ON m.id = r.meeting
    WHERE r.number GLOB '[12][0-9][0-9][0-9]-[1-9]*' AND substr(r.number, 6) NOT GLOB '*[^0-9]*'
      AND length(r.number) <= 9
    UNION ALL
    SELECT
      CASE kind WHEN '2' THEN '2' WHEN '4' THEN '2' WHEN '3' THEN '3' ELSE '1' END,
      CAST(substr(plain, instr(plain, '〔') + 1, 4) AS INTEGER),
      CAST(substr(plain, instr(plain, '〕') + 1) AS INTEGER),
      number, title_text,
      coalesce(day, substr(plain, instr(plain, '〔') + 1, 4) || '-01-01'),
      '', '3', '手工填写的文号，升级时补录', 'announcement', id, rtrim(addressee, '：:')
    FROM (
      SELECT *, replace(replace(replace(replace(replace(replace(replace(replace(number,
        '[', '〔'), ']', '〕'), '(', '〔'), ')', '〕'), '（', '〔'), '）', '〕'), '【', '〔'), '】', '〕') AS plain
      FROM announcement
    ) a
    WHERE plain GLOB '*〔[12][0-9][0-9][0-9]〕[1-9]*号'
      AND rtrim(substr(plain, instr(plain, '〕') + 1), '号') NOT GLOB '*[^0-9]*'
      AND length(substr(plain, instr(plain, '〕') + 1)) <= 5
      AND NOT EXISTS (SELECT 1 FROM issued_number n WHERE n.holder = 'announcement' AND n.holder_id = a.id)
  )
) f
WHERE place = 1
  AND NOT EXISTS (
    SELECT 1 FROM issued_number n WHERE n.family = f.family AND n.year = f.year AND n.serial = f.serial
  );

INSERT INTO counter (name, value)
SELECT 'id:issued_number', last FROM (
  SELECT max(id) - coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776 AS last
  FROM issued_number
  WHERE id >> 40 = coalesce((SELECT value FROM counter WHERE name = 'desk'), 1)
)
WHERE last IS NOT NULL
ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
"""

M009 = """
UPDATE meeting SET minutes_number = '第' || minutes_number || '期'
WHERE minutes_number <> '' AND minutes_number NOT GLOB '*[^0-9]*';

UPDATE announcement SET number = '第' || number || '期'
WHERE number <> '' AND number NOT GLOB '*[^0-9]*' AND EXISTS (
  SELECT 1 FROM issued_number n WHERE n.holder = 'announcement' AND n.holder_id = announcement.id
    AND n.written = announcement.number
);

UPDATE mediation_case SET number = '第' || number || '期'
WHERE number <> '' AND number NOT GLOB '*[^0-9]*' AND EXISTS (
  SELECT 1 FROM issued_number n WHERE n.holder = 'mediation_case' AND n.holder_id = mediation_case.id
    AND n.written = mediation_case.number
);

UPDATE resolution SET number = '第' || number || '期'
WHERE number <> '' AND number NOT GLOB '*[^0-9]*' AND EXISTS (
  SELECT 1 FROM issued_number n WHERE n.holder = 'resolution' AND n.holder_id = resolution.id
    AND n.written = resolution.number
);

UPDATE issued_number SET written = '第' || written || '期'
WHERE written <> '' AND written NOT GLOB '*[^0-9]*'
"""
