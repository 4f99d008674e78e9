"""Subjects of resolutions and kinds of meetings as a step of the schema makes them; frozen like the step, never edited."""

SUBJECTS = """
ALTER TABLE resolution RENAME COLUMN "matter" TO "subject";

UPDATE meeting SET kind = '7' WHERE kind = '3' AND name LIKE '%三方联席%' AND name NOT LIKE '%物业联席%';

UPDATE meeting SET kind = '8' WHERE kind = '5' AND name LIKE '%民情恳谈%' AND name NOT LIKE '%事务协调%';

UPDATE meeting SET kind = '10' WHERE kind = '6' AND name LIKE '%流动茶桌%' AND name NOT LIKE '%居民说事%'
"""
