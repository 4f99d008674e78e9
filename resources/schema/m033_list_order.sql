CREATE INDEX care_tag_kind ON care_tag("kind", owner, since, until);

CREATE INDEX resident_order ON resident(ordered_name("name"))
