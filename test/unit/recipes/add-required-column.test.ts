import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const database = `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, "nick" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`
const model = (field: string, enums = '') =>
  `model User {\n  id Int @id\n  name String\n  nick String?\n${field}\n}\n${enums}`

/** A column that the schema shows as `field` and Prisma adds as `column`. */
const adding = (field: string, column: string, behind = ''): ChangeText => ({
  database,
  sql: `ALTER TABLE "User" ADD COLUMN     ${column};${behind}`,
  before: model(''),
  after: model(field),
})

suite('add-required-column: with a value for every old row', () => {
  const slug = adding('  slug String', '"slug" TEXT NOT NULL')
  const draft = () => draftFrom(slug, 'add-required-column')

  test('asks for one, and offers the plainest of the type', () => {
    const [question] = offerFrom(slug, 'add-required-column').questions
    assert.deepEqual(
      [question?.id, question?.kind, question?.default],
      ['value', 'expression', "''"],
    )
  })

  test('a constant stands in the catalogue: no row is written, no trigger, no backfill', () => {
    assert.deepEqual(filesOf(draft(), 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD COLUMN "slug" text NOT NULL DEFAULT '';
COMMIT;`,
    ])
    assert.deepEqual(filesOf(draft(), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ALTER COLUMN "slug" DROP DEFAULT;
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft(), 'expand'), ['User: slug String @default("")'])
    assert.deepEqual(editsOf(draft(), 'contract'), ['User: slug String'])
    assert.equal(draft().backfill, undefined)
    assert.deepEqual(
      draft().phases.map(({ rollback }) => told(rollback.sql).split('\n').at(-2)),
      [
        'ALTER TABLE "User" DROP COLUMN "slug";',
        `ALTER TABLE "User" ALTER COLUMN "slug" SET DEFAULT '';`,
      ],
    )
  })

  test('the moment of the deployment is a constant too', () => {
    const since = adding('  since DateTime', '"since" TIMESTAMP(3) NOT NULL')
    assert.deepEqual(editsOf(draftFrom(since, 'add-required-column'), 'expand'), [
      'User: since DateTime @default(now())',
    ])
  })

  test('constants of each type are written as the schema writes them', () => {
    const shown = (type: string, sql: string, answer: string) =>
      editsOf(
        draftFrom(adding(`  c ${type}`, `"c" ${sql} NOT NULL`), 'add-required-column', {
          value: answer,
        }),
        'expand',
      )[0]
    assert.equal(shown('Int', 'INTEGER', '-3'), 'User: c Int @default(-3)')
    assert.equal(shown('Boolean', 'BOOLEAN', 'true'), 'User: c Boolean @default(true)')
    assert.equal(shown('Decimal', 'DECIMAL(65,30)', '1.50'), 'User: c Decimal @default(1.50)')
    assert.equal(shown('Json', 'JSONB', `'{"a": 1}'`), 'User: c Json @default("{\\"a\\": 1}")')
  })
})

suite('add-required-column: with a value computed from the row', () => {
  const slug = adding(
    '  slug String @unique',
    '"slug" TEXT NOT NULL',
    '\nCREATE UNIQUE INDEX "User_slug_key" ON "User"("slug");',
  )
  const draft = () =>
    draftFrom(slug, 'add-required-column', { value: `lower(name) || coalesce(nick, '')` })

  test('expand: a column that may be NULL, a trigger that fills it, the index', () =>
    assert.deepEqual(filesOf(draft(), 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD COLUMN "slug" text;
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE SEQUENCE IF NOT EXISTS concertina."User.slug.old_writes";
SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), 'pg_temp'), true);
CREATE OR REPLACE FUNCTION concertina."User.slug"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $sync$
#variable_conflict use_column
DECLARE
  old_writer boolean := false;
BEGIN
  IF coalesce(current_setting('concertina.backfill', true), '') = 'mute' THEN
    RETURN NEW;
  END IF;
  IF NEW."slug" IS NULL THEN
    NEW."slug" := (
      SELECT lower(name) || coalesce(nick, '')
      FROM (SELECT NEW."name", NEW."nick") AS "User"("name", "nick")
    );
    old_writer := TG_OP = 'INSERT' OR OLD."slug" IS NOT NULL;
  END IF;
  IF old_writer AND coalesce(current_setting('concertina.backfill', true), '') <> 'on' THEN
    PERFORM nextval('concertina."User.slug.old_writes"');
  END IF;
  RETURN NEW;
END
$sync$;
CREATE TRIGGER "~concertina_User.slug" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina."User.slug"();
COMMIT;`,
      `[expand_index, alone]
CREATE UNIQUE INDEX CONCURRENTLY "User_slug_key" ON "User"("slug");`,
    ]))

  test('validate and contract: NOT NULL by a validated CHECK, then the trigger goes', () => {
    assert.deepEqual(filesOf(draft(), 'validate'), [
      `[check, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.slug_not_null" CHECK ("slug" IS NOT NULL) NOT VALID;
COMMIT;`,
      `[validate, scan]
BEGIN;
SET LOCAL statement_timeout = 0;
ALTER TABLE "User" VALIDATE CONSTRAINT "concertina_User.slug_not_null";
COMMIT;`,
      `[not_null, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ALTER COLUMN "slug" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.slug_not_null";
COMMIT;`,
    ])
    assert.deepEqual(filesOf(draft(), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.slug" ON "User";
DROP FUNCTION IF EXISTS concertina."User.slug"();
DROP SEQUENCE IF EXISTS concertina."User.slug.old_writes";
COMMIT;`,
    ])
  })

  test('schema: optional first, then as the change wants it', () => {
    assert.deepEqual(editsOf(draft(), 'expand'), ['User: slug String? @unique'])
    assert.deepEqual(editsOf(draft(), 'validate'), ['User: slug String @unique'])
    assert.deepEqual(editsOf(draft(), 'contract'), [])
  })

  test('backfill touches the rows that have no value; verify lists them', () => {
    assert.match(draft().backfill?.sql ?? '', /SET "slug" = t\."slug"/)
    assert.match(draft().verify, /WHERE t\."slug" IS NULL/)
    assert.match(draft().verify, /'User_slug_key'/)
  })

  test('a default that only the client makes stays in the schema, and is computed by the database meanwhile', () => {
    const key = adding('  key String @default(cuid())', '"key" TEXT NOT NULL')
    const draft = draftFrom(key, 'add-required-column')
    assert.deepEqual(editsOf(draft, 'expand'), ['User: key String? @default(cuid())'])
    assert.match(filesOf(draft, 'expand')[0] ?? '', /NEW\."key" := '';/)
  })

  test('a default that PostgreSQL computes for each row needs no answer and no rewrite', () => {
    const token: ChangeText = {
      ...adding(
        '  token String @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
        '"token" UUID NOT NULL DEFAULT gen_random_uuid()',
      ),
      measured: { 0: { rewrites: ['public.User'] } },
    }
    assert.deepEqual(offerFrom(token, 'add-required-column').questions, [])
    const draft = draftFrom(token, 'add-required-column')
    assert.match(
      filesOf(draft, 'expand')[0] ?? '',
      /ADD COLUMN "token" uuid;\nALTER TABLE "User" ALTER COLUMN "token" SET DEFAULT gen_random_uuid\(\);/,
    )
    assert.deepEqual(editsOf(draft, 'expand'), [
      'User: token String? @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
    ])
  })

  test('a new enum comes with the column and goes with it', () => {
    const role: ChangeText = {
      ...adding('  role Role', '"role" "Role" NOT NULL'),
      sql: `CREATE TYPE "Role" AS ENUM ('A', 'B');\nALTER TABLE "User" ADD COLUMN "role" "Role" NOT NULL;`,
      after: model('  role Role', 'enum Role {\n  A\n  B\n}'),
    }
    assert.deepEqual(
      offerFrom(role, 'add-required-column').actions.map(({ kind }) => kind),
      ['addColumn', 'createEnum'],
    )
    const draft = draftFrom(role, 'add-required-column')
    assert.match(
      filesOf(draft, 'expand')[0] ?? '',
      /CREATE TYPE "Role" AS ENUM \('A', 'B'\);\nALTER TABLE "User" ADD COLUMN "role" "Role" NOT NULL DEFAULT 'A';/,
    )
    assert.match(
      told(draft.phases[0]?.rollback.sql ?? ''),
      /DROP COLUMN "role";\nDROP TYPE "Role";/,
    )
  })
})

suite('add-required-column: refused with the reason', () => {
  const slug = adding('  slug String', '"slug" TEXT NOT NULL')
  const answered = (value: string, say: RegExp) =>
    assert.match(refusalFrom(slug, 'add-required-column', { value }), say)

  test('an answer that may be NULL', () =>
    answered(
      'nick',
      /^"nick" may be NULL for some rows\. Give it a last resort: coalesce\(nick, …\)/,
    ))

  test('an answer that is no expression, or more than one', () => {
    answered('', /is not an SQL expression/)
    answered("'a', 'b'", /is not an SQL expression/)
    answered('name) , (name', /is not an SQL expression/)
    answered("'a' -- b", /is not an SQL expression/)
    answered('name FROM "User"', /is not an SQL expression/)
  })

  test('an answer that names a column which is not there', () => {
    answered('lower(slug)', /^Table "User" has no column "slug"\./)
    answered('"Team"."name"', /^"Team" is not the table of the row; that is "User"\./)
  })

  test('one value for a unique column', () =>
    assert.match(
      refusalFrom(
        adding(
          '  slug String @unique',
          '"slug" TEXT NOT NULL',
          'CREATE UNIQUE INDEX "User_slug_key" ON "User"("slug");',
        ),
        'add-required-column',
        { value: "''" },
      ),
      /^"slug" is unique, and '' is the same for every row\./,
    ))

  test('a relation: no row is known that old rows could refer to', () =>
    assert.match(
      refusalFrom(
        adding(
          '  teamId Int',
          '"teamId" INTEGER NOT NULL',
          'ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id");',
        ),
        'add-required-column',
      ),
      /^"teamId" refers to "Team".*Add the relation as optional, which is safe; fill it; then make it required/,
    ))

  test('an index over two new columns, and a new type that two columns share', () => {
    assert.match(
      refusalFrom(
        adding(
          '  a Int\n  b Int?',
          '"a" INTEGER NOT NULL, ADD COLUMN "b" INTEGER',
          'CREATE INDEX "User_a_b_idx" ON "User"("a", "b");',
        ),
        'add-required-column',
      ),
      /^Index "User_a_b_idx" also covers "b", which is new as well/,
    )
    assert.match(
      refusalFrom(
        {
          ...adding('  a Role\n  b Role?', '"a" "Role" NOT NULL, ADD COLUMN "b" "Role"'),
          sql: `CREATE TYPE "Role" AS ENUM ('A'); ALTER TABLE "User" ADD COLUMN "a" "Role" NOT NULL, ADD COLUMN "b" "Role"`,
          after: model('  a Role\n  b Role?', 'enum Role {\n  A\n}'),
        },
        'add-required-column',
      ),
      /^The new type "Role" is also that of "b" in the same change/,
    )
  })
})
