"""Members of households and care tags by their days, as a step of the schema makes it; frozen like the step, never edited."""

SPELLS = """
DROP INDEX household_member_owner;

CREATE INDEX household_member_owner ON household_member(owner, since, until);

DROP INDEX care_tag_owner;

CREATE INDEX care_tag_owner ON care_tag(owner, since, until);

ALTER TABLE care_tag ADD COLUMN "source" TEXT NOT NULL DEFAULT ''
"""
