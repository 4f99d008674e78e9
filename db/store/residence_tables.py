"""Where residents live from a day to a day, as a step of the schema makes it; frozen like the step, never edited."""

# Nobody knows since when somebody lives where they do: their row has no first day. 2, 3, 4: 迁出, 死亡, 注销.
RESIDENCES = """
CREATE TABLE residence (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES resident(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "since" TEXT,
  "until" TEXT,
  "house" INTEGER REFERENCES house(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "whence" TEXT NOT NULL DEFAULT '',
  "whither" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO residence (id, version, owner, position, "until", "house", "kind")
SELECT ((SELECT value FROM counter WHERE name = 'desk') << 40) + row_number() OVER (ORDER BY id), 1, id, 0,
  iif("state" IN ('2', '3', '4'), "state_day", NULL), "house", '1'
FROM resident WHERE "house" IS NOT NULL;

INSERT INTO counter (name, value)
SELECT 'id:residence', count(*) FROM residence HAVING count(*) > 0;

CREATE INDEX residence_owner ON residence(owner, since, until);

CREATE INDEX residence_house ON residence("house")
"""
