"""放假安排 as a step of the schema makes it, with the year that was known then; frozen like the step.

2026: 国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号, 2025-11-04), as printed by 新华社.
"""

M007 = """
CREATE TABLE holiday_year (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "year" INTEGER,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX holiday_year_once ON holiday_year("year");

CREATE TABLE holiday_span (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES holiday_year(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT '',
  "off" TEXT NOT NULL DEFAULT '',
  "worked" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX holiday_span_owner ON holiday_span(owner);

INSERT INTO holiday_year (id, version, "year", "source")
SELECT coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776 + 1, 1, 2026, '国办发明电〔2025〕7号';

INSERT INTO holiday_span (id, version, owner, position, "name", "off", "worked")
SELECT holiday_year.id + place, 1, holiday_year.id, place, feast, days_off, days_worked
FROM holiday_year, (
  SELECT 0 AS place, '元旦' AS feast, '1月1日至3日' AS days_off, '1月4日' AS days_worked
  UNION ALL SELECT 1, '春节', '2月15日至23日', '2月14日、2月28日'
  UNION ALL SELECT 2, '清明节', '4月4日至6日', ''
  UNION ALL SELECT 3, '劳动节', '5月1日至5日', '5月9日'
  UNION ALL SELECT 4, '端午节', '6月19日至21日', ''
  UNION ALL SELECT 5, '中秋节', '9月25日至27日', ''
  UNION ALL SELECT 6, '国庆节', '10月1日至7日', '9月20日、10月10日'
);

INSERT INTO counter (name, value) VALUES ('id:holiday_year', 1), ('id:holiday_span', 7)
"""
