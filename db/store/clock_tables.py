"""办公时间, 办理时限 and what runs by them, as a step of the schema makes them; frozen like the step.

The term of mediation was a rule of a key of its own; it becomes that of the clock of cases, and a store without one gets the month of
《人民调解工作若干规定》（司法部令第75号）第三十三条.
"""

CLOCKS = """
CREATE TABLE opening (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "weekday" TEXT NOT NULL DEFAULT '',
  "opens" TEXT,
  "closes" TEXT,
  "since" TEXT,
  "until" TEXT
) STRICT;

CREATE TABLE clock_rule (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "clock" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "amount" INTEGER,
  "unit" TEXT NOT NULL DEFAULT '',
  "warn" INTEGER,
  "red" INTEGER,
  "since" TEXT,
  "until" TEXT,
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX clock_rule_body ON clock_rule("body");

CREATE TABLE clock_run (
  of INTEGER NOT NULL,
  clock TEXT NOT NULL,
  number INTEGER NOT NULL,
  started TEXT NOT NULL,
  began TEXT NOT NULL,
  rule INTEGER NOT NULL,
  term TEXT NOT NULL,
  given TEXT,
  due TEXT,
  warn_at TEXT,
  red_at TEXT,
  paused INTEGER NOT NULL,
  paused_at TEXT,
  extended INTEGER NOT NULL,
  stopped TEXT,
  PRIMARY KEY (of, clock, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX clock_run_open ON clock_run(of) WHERE stopped IS NULL;

ALTER TABLE step ADD COLUMN "until" TEXT
"""

USUAL_SINCE = "2002-11-01"
USUAL_SOURCE = "《人民调解工作若干规定》（司法部令第75号）第三十三条：一般在一个月内调结"
TERMS = """
SELECT id, value, since, source FROM rule WHERE key = 'mediation_limit' AND since IS NOT NULL ORDER BY since, id
"""
PUT = """
INSERT INTO clock_rule (id, version, clock, level, category, body, amount, unit, warn, red, since, until, source)
VALUES (coalesce((SELECT value FROM counter WHERE name = 'desk'), 1) * 1099511627776 + ?, 1, 'mediation_case.settle', '', '', NULL,
  ?, ?, NULL, NULL, ?, date(?, '-1 day'), ?)
"""
