/** The tables that the statements below meet. */
export const database = `
CREATE TYPE "role" AS ENUM ('A', 'B');
CREATE TABLE "customers" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, "name" TEXT, "age" INTEGER, "role" "role", CONSTRAINT "customers_pkey" PRIMARY KEY ("id"));
CREATE TABLE "orders" ("id" INTEGER NOT NULL, "customer_id" INTEGER, "other_id" INTEGER, "note" VARCHAR(40), CONSTRAINT "orders_pkey" PRIMARY KEY ("id"), CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id"));
CREATE INDEX "orders_note_idx" ON "orders"("note");
ALTER TABLE "orders" ADD CONSTRAINT "note_check" CHECK ("note" <> '') NOT VALID;
ALTER TABLE "orders" ADD CONSTRAINT "other_fkey" FOREIGN KEY ("other_id") REFERENCES "customers"("id") NOT VALID;
CREATE TABLE "logs" ("at" INTEGER NOT NULL, "text" TEXT) PARTITION BY RANGE ("at");
CREATE TABLE "lists" ("role" "role");
`

/** Statements whose locks and rewrites the lock sheet knows without executing them. */
export const statements: readonly string[] = [
  'ALTER TABLE "customers" ADD COLUMN "a" INTEGER',
  'ALTER TABLE "customers" ADD COLUMN "a" INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE "customers" ADD COLUMN "a" TIMESTAMP DEFAULT now()',
  'ALTER TABLE "customers" ADD COLUMN "a" UUID DEFAULT gen_random_uuid()',
  'ALTER TABLE "customers" ADD COLUMN "a" SERIAL',
  'ALTER TABLE "customers" ADD COLUMN "a" INTEGER GENERATED ALWAYS AS ("age" + 1) STORED',
  'ALTER TABLE "customers" DROP COLUMN "name"',
  'ALTER TABLE "orders" DROP COLUMN "customer_id"',
  'ALTER TABLE "customers" RENAME COLUMN "name" TO "b"',
  'ALTER TABLE "customers" RENAME TO "clients"',
  'ALTER TABLE "customers" ALTER COLUMN "name" SET NOT NULL',
  'ALTER TABLE "customers" ALTER COLUMN "email" DROP NOT NULL',
  'ALTER TABLE "customers" ALTER COLUMN "name" SET DEFAULT \'x\'',
  'ALTER TABLE "customers" ALTER COLUMN "age" TYPE BIGINT',
  'ALTER TABLE "orders" ALTER COLUMN "note" TYPE VARCHAR(80)',
  'ALTER TABLE "orders" ALTER COLUMN "note" TYPE TEXT',
  'ALTER TABLE "orders" ALTER COLUMN "note" TYPE VARCHAR(10)',
  'ALTER TABLE "customers" ADD CONSTRAINT "c" CHECK ("age" > 0)',
  'ALTER TABLE "customers" ADD CONSTRAINT "c" CHECK ("age" > 0) NOT VALID',
  'ALTER TABLE "customers" ADD CONSTRAINT "c" UNIQUE ("email")',
  'ALTER TABLE "orders" ADD CONSTRAINT "f" FOREIGN KEY ("other_id") REFERENCES "customers"("id")',
  'ALTER TABLE "orders" ADD CONSTRAINT "f" FOREIGN KEY ("other_id") REFERENCES "customers"("id") NOT VALID',
  'ALTER TABLE "orders" VALIDATE CONSTRAINT "note_check"',
  'ALTER TABLE "orders" VALIDATE CONSTRAINT "other_fkey"',
  'ALTER TABLE "orders" DROP CONSTRAINT "orders_customer_id_fkey"',
  'ALTER TABLE "orders" DROP CONSTRAINT "note_check"',
  'ALTER TABLE "customers" ALTER COLUMN "name" SET STATISTICS 100',
  'ALTER TABLE "customers" SET (fillfactor = 80)',
  'ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE "customers" DISABLE TRIGGER USER',
  'CREATE INDEX "i" ON "orders"("other_id")',
  'CREATE UNIQUE INDEX "i" ON "orders"("id", "note")',
  'DROP INDEX "orders_note_idx"',
  'REINDEX TABLE "orders"',
  'DROP TABLE "orders"',
  'TRUNCATE "orders"',
  'LOCK TABLE "orders" IN SHARE MODE',
  'CREATE TABLE "p" PARTITION OF "logs" FOR VALUES FROM (1) TO (2)',
  'ALTER TYPE "role" ADD VALUE \'C\'',
]
