ALTER TABLE exhibit ADD COLUMN "turned" INTEGER;

ALTER TABLE exhibit ADD COLUMN "place" INTEGER;

UPDATE exhibit SET "place" = (SELECT count(*) FROM exhibit AS other WHERE other."of" = exhibit."of" AND other.id <= exhibit.id)
