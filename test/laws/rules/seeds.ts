import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readShopFile, shopFolder } from '../../support/exampleShop.js'
import { handMadeSchemas } from '../../unit/prisma/handMadeSchemas.js'

/** What the scripts below meet: the tables that most of them name. */
export const database = `
CREATE TYPE "role" AS ENUM ('A', 'B');
CREATE EXTENSION citext;
CREATE FUNCTION slow() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 1';
CREATE TABLE "customers" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT, "role" "role" DEFAULT 'A', "paid" NUMERIC(10,2));
CREATE TABLE "orders" ("id" BIGINT PRIMARY KEY, "customer_id" INTEGER, "note" VARCHAR(40), "placed_at" TIMESTAMP(3), CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id"));
CREATE TABLE "logs" ("at" TIMESTAMP NOT NULL, "text" TEXT) PARTITION BY RANGE ("at");
CREATE INDEX "orders_note_idx" ON "orders"("note");
CREATE UNIQUE INDEX "customers_email_key" ON "customers"("email");
ALTER TABLE "customers" ADD CONSTRAINT "paid_check" CHECK ("paid" > 0);
CREATE POLICY mine ON "orders" USING (true);
`

/** Scripts with every kind of statement that a rule speaks of. */
const ownScripts: readonly string[] = [
  `ALTER TABLE "customers" ADD COLUMN "age" INTEGER NOT NULL DEFAULT 0, DROP COLUMN "name", ALTER COLUMN "email" SET NOT NULL;
ALTER TABLE "customers" ALTER COLUMN "paid" TYPE INTEGER USING "paid"::integer, ADD COLUMN "twice" NUMERIC GENERATED ALWAYS AS ("paid" * 2) STORED;
ALTER TABLE "orders" RENAME COLUMN "note" TO "remark";
ALTER TABLE "orders" RENAME TO "purchases";`,
  `ALTER TABLE "orders" ADD CONSTRAINT "o_fk" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;
ALTER TABLE "orders" ADD CONSTRAINT "o_check" CHECK ("id" > 0 AND "note" <> ';');
ALTER TABLE "orders" ADD CONSTRAINT "o_x" EXCLUDE USING gist ("id" WITH =);
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_customer_id_fkey";
ALTER TABLE "orders" DROP CONSTRAINT "orders_pkey" CASCADE;
ALTER TABLE "customers" ADD CONSTRAINT "c_key" UNIQUE NULLS NOT DISTINCT ("email");`,
  `CREATE INDEX "i" ON "orders"("note" DESC, lower("note")) WHERE "id" > 3;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "u" ON "customers"("email") INCLUDE ("name");
DROP INDEX "orders_note_idx";
DROP INDEX CONCURRENTLY "customers_email_key";
REINDEX TABLE "orders"; REINDEX INDEX CONCURRENTLY "orders_note_idx";
CREATE INDEX ON "logs"("at");`,
  `-- concertina-ignore drop-table: it is not used
DROP TABLE "orders" CASCADE;
/* concertina-ignore-file unbatched-backfill, drop-column: known */
TRUNCATE "customers" CASCADE;
DROP VIEW IF EXISTS "v"; DROP TYPE "role"; DROP SCHEMA "s" CASCADE; DROP FUNCTION slow();
DROP SEQUENCE "customers_id_seq"; DROP TRIGGER t ON "orders"; DROP POLICY mine ON "orders";`,
  `ALTER TYPE "role" ADD VALUE 'C' BEFORE 'B';
ALTER TYPE "role" RENAME VALUE 'A' TO 'Z';
UPDATE "customers" SET "role" = 'C' WHERE "role" = 'A';
BEGIN;
CREATE TYPE "role_new" AS ENUM ('A', 'C');
ALTER TABLE "customers" ALTER COLUMN "role" TYPE "role_new" USING ("role"::text::"role_new");
ALTER TYPE "role" RENAME TO "role_old";
ALTER TYPE "role_new" RENAME TO "role";
DROP TYPE "role_old";
COMMIT;`,
  `SET lock_timeout = '2s'; SET LOCAL statement_timeout TO 0;
LOCK TABLE "orders" IN SHARE ROW EXCLUSIVE MODE NOWAIT;
INSERT INTO "customers" ("email", "name") SELECT "note", E'\\'x' FROM "orders" ON CONFLICT DO NOTHING;
DELETE FROM "orders";
WITH gone AS (DELETE FROM "orders" WHERE "id" < 9 RETURNING *) INSERT INTO "logs" SELECT "placed_at", "note" FROM gone;
VACUUM FULL "orders"; ANALYZE "orders"; CLUSTER "orders" USING "orders_note_idx";`,
  `DO $$
DECLARE r record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'role') THEN
    CREATE TYPE "role" AS ENUM ('A');
  END IF;
  FOR r IN SELECT 1 LOOP
    ALTER TABLE "orders" ADD COLUMN "x" INT;
    EXECUTE format('DROP TABLE %I', 'orders');
  END LOOP;
EXCEPTION WHEN duplicate_object THEN NULL;
END
$$ LANGUAGE plpgsql;`,
  `CREATE OR REPLACE FUNCTION "f"("a" int, b text DEFAULT ';') RETURNS trigger AS $body$
BEGIN UPDATE "orders" SET "note" = b; RETURN NEW; END; $body$ LANGUAGE plpgsql SECURITY DEFINER;
CREATE TRIGGER "t" AFTER UPDATE ON "orders" FOR EACH ROW EXECUTE FUNCTION "f"();
CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
CREATE RULE r AS ON INSERT TO "orders" DO INSTEAD (DELETE FROM "logs"; SELECT 1);
CREATE VIEW "v" AS SELECT * FROM "orders" o JOIN "customers" c ON c.id = o.customer_id;
CREATE MATERIALIZED VIEW "m" AS SELECT count(*) FROM "orders"; REFRESH MATERIALIZED VIEW "m";`,
  `CREATE TABLE "logs_2026" PARTITION OF "logs" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE "logs" ATTACH PARTITION "old" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE "logs" DETACH PARTITION "old" CONCURRENTLY;
CREATE DOMAIN "d" AS text CHECK (VALUE <> ''); ALTER DOMAIN "d" ADD CONSTRAINT "n" CHECK (length(VALUE) < 9);
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY; GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA public; CREATE PUBLICATION p FOR ALL TABLES;
ALTER TABLE "orders" SET (autovacuum_enabled = false), SET TABLESPACE fast, REPLICA IDENTITY FULL;`,
]

const shopMigrations: readonly string[] = readdirSync(join(shopFolder, 'prisma', 'migrations'), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readShopFile(join('prisma', 'migrations', name, 'migration.sql')))

export const sqlSeeds: readonly string[] = [...ownScripts, ...ownScripts, ...shopMigrations]

export const schemaSeeds: readonly string[] = [
  readShopFile(join('prisma', 'schema.prisma')),
  ...Object.values(handMadeSchemas),
]
