ALTER TABLE ledger_column ADD COLUMN "key" TEXT NOT NULL DEFAULT '';

UPDATE ledger_column SET "key" = CAST(id AS TEXT);

ALTER TABLE ledger_row ADD COLUMN "serial" INTEGER;

ALTER TABLE ledger_row ADD COLUMN "number" TEXT NOT NULL DEFAULT '';

ALTER TABLE ledger_row ADD COLUMN "phone" TEXT NOT NULL DEFAULT '';

ALTER TABLE ledger_row ADD COLUMN "note" TEXT NOT NULL DEFAULT '';

UPDATE ledger_row SET "serial" = counted.place
FROM (SELECT id, row_number() OVER (PARTITION BY "ledger" ORDER BY id) AS place FROM ledger_row) AS counted
WHERE counted.id = ledger_row.id
