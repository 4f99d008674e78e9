"""The tables of the search index as a step of the schema makes them; frozen like the step, never edited afterwards."""

M002 = """
CREATE VIRTUAL TABLE search_text USING fts5(
  tokens, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5 6', tokenize = 'ascii'
);

CREATE VIRTUAL TABLE search_identity USING fts5(
  figures, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
);

CREATE VIRTUAL TABLE search_telephone USING fts5(
  figures, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
);

CREATE TABLE search_number (
  document INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  figures TEXT NOT NULL,
  reversed TEXT NOT NULL,
  PRIMARY KEY (document, kind, figures)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_number_figures ON search_number(kind, figures, document);

CREATE INDEX search_number_reversed ON search_number(kind, reversed, document);

CREATE TABLE search_home (
  document INTEGER PRIMARY KEY,
  house INTEGER NOT NULL
) STRICT;

CREATE INDEX search_home_house ON search_home(house);

CREATE TABLE search_house (
  document INTEGER PRIMARY KEY,
  building INTEGER NOT NULL,
  unit TEXT NOT NULL,
  room TEXT NOT NULL
) STRICT;

CREATE INDEX search_house_place ON search_house(building, room);

CREATE INDEX search_house_room ON search_house(room);

CREATE TABLE search_building (
  document INTEGER PRIMARY KEY,
  estate TEXT NOT NULL,
  number TEXT NOT NULL
) STRICT;

CREATE INDEX search_building_number ON search_building(number);

CREATE TABLE search_rules (
  rules INTEGER NOT NULL
) STRICT
"""
