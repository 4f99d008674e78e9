CREATE TABLE joint_talk (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  "subject" TEXT NOT NULL DEFAULT '',
  "at" TEXT,
  "place" TEXT NOT NULL DEFAULT '',
  "led_by" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "ends" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX joint_talk_matter ON joint_talk("matter");

CREATE TABLE joint_seat (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES joint_talk(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "seat" TEXT NOT NULL DEFAULT '',
  "body" INTEGER REFERENCES body(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "attended" INTEGER NOT NULL DEFAULT 0,
  "opinion" TEXT NOT NULL DEFAULT '',
  "signed" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX joint_seat_owner ON joint_seat(owner);

CREATE INDEX joint_seat_body ON joint_seat("body");

CREATE TABLE joint_talk_actor (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES joint_talk(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "who" INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX joint_talk_actor_owner ON joint_talk_actor(owner);

CREATE INDEX joint_talk_actor_who ON joint_talk_actor("who")
