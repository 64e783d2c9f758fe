import type { PlanDraft } from '../../../server/src/recipes/recipe.js'

const columns = ['id', 'email', 'name', 'age', 'role', 'tags', 'teamId', 'createdAt']

const notNull = `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ADD CONSTRAINT "User_slug_filled" CHECK (slug IS NOT NULL) NOT VALID;
COMMIT;
`

/** "slug" is added and required in the end; a trigger fills it for code that does not know it. */
export const requiredColumnPlan: PlanDraft = {
  kind: 'plan',
  recipe: 'add-required-column',
  operation: 'A1',
  slug: 'add_user_slug',
  title: 'Add the required column "slug" to "User"',
  subject: { model: 'User', table: 'public.User', columns: ['slug'] },
  answers: { value: `lower("name")` },
  phases: [
    {
      name: 'expand',
      migrations: [
        {
          step: 'expand',
          kind: 'transaction',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ADD COLUMN "slug" TEXT;
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE OR REPLACE FUNCTION concertina.user_slug_fill() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."slug" := coalesce(NEW."slug", lower(NEW."name"));
  RETURN NEW;
END $body$;
CREATE TRIGGER "~concertina_user_slug" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina.user_slug_fill();
COMMIT;
`,
        },
      ],
      schemaEdits: [{ kind: 'putField', model: 'User', field: 'slug', definition: 'String?' }],
      rollback: {
        sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
DROP TRIGGER "~concertina_user_slug" ON "User";
DROP FUNCTION concertina.user_slug_fill();
ALTER TABLE "User" DROP COLUMN "slug";
COMMIT;
`,
        loses: 'What the new version wrote to "slug".',
      },
      explanation: 'Adds "slug" and fills it.',
      application: 'Nothing yet.',
    },
    {
      name: 'validate',
      migrations: [
        { step: 'validate_check', kind: 'transaction', sql: notNull },
        {
          step: 'validate_scan',
          kind: 'scan',
          sql: 'BEGIN;\nSET LOCAL lock_timeout = 300;\nALTER TABLE "User" VALIDATE CONSTRAINT "User_slug_filled";\nCOMMIT;\n',
        },
        {
          step: 'validate',
          kind: 'transaction',
          sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
ALTER TABLE "User" ALTER COLUMN "slug" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT "User_slug_filled";
COMMIT;
`,
        },
      ],
      schemaEdits: [{ kind: 'putField', model: 'User', field: 'slug', definition: 'String' }],
      rollback: {
        sql: 'BEGIN;\nSET LOCAL lock_timeout = 300;\nALTER TABLE "User" ALTER COLUMN "slug" DROP NOT NULL;\nCOMMIT;\n',
        loses: 'Nothing.',
      },
      explanation: 'Makes "slug" required.',
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
DROP TRIGGER "~concertina_user_slug" ON "User";
DROP FUNCTION concertina.user_slug_fill();
COMMIT;
`,
        },
      ],
      schemaEdits: [],
      rollback: {
        sql: `BEGIN;
SET LOCAL lock_timeout = '300ms';
CREATE OR REPLACE FUNCTION concertina.user_slug_fill() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."slug" := coalesce(NEW."slug", lower(NEW."name"));
  RETURN NEW;
END $body$;
CREATE TRIGGER "~concertina_user_slug" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina.user_slug_fill();
COMMIT;
`,
        loses: 'Nothing.',
      },
      explanation: 'Drops the trigger.',
      application: 'The old version must be gone.',
    },
  ],
  backfill: {
    table: 'public.User',
    key: ['id'],
    from: ['-2147483648'],
    sql: `WITH win AS (SELECT id FROM "User" WHERE id > $1 ORDER BY id LIMIT $2),
     done AS (UPDATE "User" u SET "slug" = u."slug" FROM win
              WHERE u.id = win.id AND u."slug" IS NULL RETURNING 1)
SELECT (SELECT max(id) FROM win) AS next_id, (SELECT count(*) FROM done) AS rows`,
  },
  verify: `SELECT 'not filled' AS problem, id::text AS key FROM "User" WHERE "slug" IS NULL`,
  rehearsal: {
    table: 'public.User',
    oldColumns: columns,
    newColumns: [...columns, 'slug'],
    corruption: `UPDATE "User" SET "slug" = NULL WHERE id = (SELECT min(id) FROM "User")`,
  },
}
