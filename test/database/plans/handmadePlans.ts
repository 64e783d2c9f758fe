import type { PlanDraft } from '../../../server/src/recipes/recipe.js'

/** A table with what gets in the way: a check, a unique and a partial index, a foreign key, a user's trigger. */
export const shopHistory = {
  '20250101000000_init': `
CREATE TYPE "Role" AS ENUM ('ADMIN', 'USER');
CREATE TABLE "Team" ("id" SERIAL NOT NULL, "title" TEXT NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
CREATE TABLE "User" (
  "id" SERIAL NOT NULL,
  "email" TEXT NOT NULL,
  "name" VARCHAR(40) NOT NULL,
  "age" INTEGER,
  "role" "Role" NOT NULL DEFAULT 'USER',
  "tags" TEXT[],
  "teamId" INTEGER NOT NULL,
  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "User_name_idx" ON "User"("name");
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "User" ADD CONSTRAINT "User_age_check" CHECK (age >= 0);
CREATE FUNCTION user_email_lower() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$;
CREATE TRIGGER lower_email BEFORE INSERT OR UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION user_email_lower();`,
}

const columns = ['id', 'email', 'age', 'role', 'tags', 'teamId', 'createdAt']

/** The schema around the field that the plans are about; the indexes follow. */
export function shopSchema(fields: string, indexes = '@@index([name])'): string {
  return `enum Role {
  ADMIN
  USER
}

model Team {
  id    Int    @id @default(autoincrement())
  title String
  users User[]
}

model User {
  id        Int      @id @default(autoincrement())
  email     String   @unique
${fields}
  age       Int?
  role      Role     @default(USER)
  tags      String[]
  teamId    Int
  team      Team     @relation(fields: [teamId], references: [id], onDelete: Cascade)
  createdAt DateTime @default(now())

  ${indexes}
}
`
}

/** `name` becomes `fullName`, by a copy that a trigger keeps equal. */
export const renamePlan: PlanDraft = {
  kind: 'plan',
  recipe: 'rename-column',
  operation: 'B1',
  slug: 'rename_user_name',
  title: 'Rename "name" of "User" to "fullName"',
  subject: { model: 'User', table: 'public.User', columns: ['name', 'fullName'] },
  answers: {},
  phases: [
    {
      name: 'expand',
      migrations: [
        {
          step: 'expand',
          kind: 'transaction',
          sql: `-- The new column, and the trigger that keeps both equal.
BEGIN;
SET LOCAL lock_timeout = '300ms';
LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "User" ADD COLUMN "fullName" VARCHAR(40);
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE SEQUENCE IF NOT EXISTS concertina.user_name_oldw;
CREATE OR REPLACE FUNCTION concertina.user_name_sync() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE old_side boolean := false;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."fullName" IS NOT NULL THEN NEW."name" := NEW."fullName";
    ELSE NEW."fullName" := NEW."name"; old_side := true; END IF;
  ELSIF NEW."fullName" IS DISTINCT FROM OLD."fullName" THEN NEW."name" := NEW."fullName";
  ELSIF NEW."name" IS DISTINCT FROM OLD."name"
     OR (NEW."fullName" IS NULL AND NEW."name" IS NOT NULL) THEN
    NEW."fullName" := NEW."name"; old_side := true;
  END IF;
  IF old_side THEN PERFORM nextval('concertina.user_name_oldw'); END IF;
  RETURN NEW;
END $body$;
CREATE TRIGGER "~concertina_user_name" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina.user_name_sync();
COMMIT;
`,
        },
        {
          step: 'expand_index',
          kind: 'alone',
          sql: `CREATE INDEX CONCURRENTLY "User_fullName_idx" ON "User"("fullName");\n`,
        },
      ],
      schemaEdits: [
        {
          kind: 'putField',
          model: 'User',
          field: 'fullName',
          definition: 'String? @db.VarChar(40)',
        },
        {
          kind: 'putField',
          model: 'User',
          field: 'name',
          definition: 'String @ignore @db.VarChar(40)',
        },
        { kind: 'putBlockAttribute', model: 'User', attribute: '@@index([name])' },
      ],
      rollback: {
        sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
DROP TRIGGER "~concertina_user_name" ON "User";
ALTER TABLE "User" DROP COLUMN "fullName";
DROP FUNCTION concertina.user_name_sync();
DROP SEQUENCE concertina.user_name_oldw;
COMMIT;
`,
        loses: 'Nothing: "name" holds every value.',
      },
      explanation: 'Adds "fullName" and keeps it equal to "name".',
      application:
        'Nothing yet. Code that knows "fullName" may be deployed once the backfill is verified.',
    },
    {
      name: 'validate',
      migrations: [
        {
          step: 'validate_check',
          kind: 'transaction',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ADD CONSTRAINT "User_fullName_not_null" CHECK ("fullName" IS NOT NULL) NOT VALID;
COMMIT;
`,
        },
        {
          step: 'validate_scan',
          kind: 'scan',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" VALIDATE CONSTRAINT "User_fullName_not_null";
COMMIT;
`,
        },
        {
          step: 'validate',
          kind: 'transaction',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ALTER COLUMN "fullName" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT "User_fullName_not_null";
COMMIT;
`,
        },
      ],
      schemaEdits: [
        {
          kind: 'putField',
          model: 'User',
          field: 'fullName',
          definition: 'String @db.VarChar(40)',
        },
      ],
      rollback: {
        sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ALTER COLUMN "fullName" DROP NOT NULL;
COMMIT;
`,
        loses: 'Nothing.',
      },
      explanation: 'Makes "fullName" required.',
      application: 'Nothing.',
    },
    {
      name: 'contract',
      migrations: [
        {
          step: 'contract',
          kind: 'transaction',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER "~concertina_user_name" ON "User";
ALTER TABLE "User" DROP COLUMN "name";
DROP FUNCTION concertina.user_name_sync();
DROP SEQUENCE concertina.user_name_oldw;
COMMIT;
`,
        },
      ],
      schemaEdits: [
        { kind: 'dropField', model: 'User', field: 'name' },
        { kind: 'dropBlockAttribute', model: 'User', attribute: '@@index([name])' },
      ],
      rollback: { sql: '', loses: 'Everything that only the old column held.' },
      explanation: 'Drops "name".',
      application: 'The old version must be gone.',
    },
  ],
  backfill: {
    table: 'public.User',
    key: ['id'],
    from: ['-2147483648'],
    sql: `WITH win AS (SELECT id FROM "User" WHERE id > $1 ORDER BY id LIMIT $2),
     edge AS (SELECT max(id) AS hi FROM win),
     done AS (UPDATE "User" u SET "name" = u."name" FROM win
              WHERE u.id = win.id AND u."fullName" IS NULL AND u."name" IS NOT NULL RETURNING 1)
SELECT (SELECT hi FROM edge) AS next_id, (SELECT count(*) FROM done) AS rows`,
  },
  verify: `SELECT 'not migrated' AS problem, id::text AS key FROM "User" WHERE "fullName" IS DISTINCT FROM "name";\n`,
  rehearsal: {
    table: 'public.User',
    oldColumns: [...columns, 'name'],
    newColumns: [...columns, 'fullName'],
    divergence: `SELECT id FROM "User" WHERE "fullName" IS NOT NULL AND "fullName" IS DISTINCT FROM "name"`,
    corruption: `UPDATE "User" SET "fullName" = 'damaged' WHERE id = (SELECT min(id) FROM "User")`,
  },
}
