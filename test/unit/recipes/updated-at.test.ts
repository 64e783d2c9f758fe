import assert from 'node:assert/strict'
import type { Catalogue } from '../../../server/src/engine/catalogue.js'
import { addRequiredColumn } from '../../../server/src/recipes/add-required-column.js'
import { updatedAt } from '../../../server/src/recipes/updated-at.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const table =
  'CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));'
const model = (field: string) => `model User {\n  id Int @id\n  name String\n${field}}`

const added: ChangeText = {
  database: table,
  sql: 'ALTER TABLE "User" ADD COLUMN "updatedAt" TIMESTAMP(3) NOT NULL;',
  before: model(''),
  after: model('  updatedAt DateTime @updatedAt\n'),
}

const left: ChangeText = {
  database: table.replace(
    'NULL, CONSTRAINT',
    'NULL, "updatedAt" TIMESTAMP(3) NOT NULL, CONSTRAINT',
  ),
  sql: 'ALTER TABLE "User" ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP;',
  before: model('  updatedAt DateTime @updatedAt\n'),
  after: model('  updatedAt DateTime @default(now())\n'),
}

suite('updated-at: a column that is added', () => {
  test('comes with a default and a trigger, in one transaction', () => {
    const draft = draftFrom(added, 'updated-at')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
SET LOCAL TimeZone = 'UTC';
ALTER TABLE "User" ADD COLUMN "updatedAt" timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE SEQUENCE IF NOT EXISTS concertina."User.updatedAt.old_writes";
CREATE OR REPLACE FUNCTION concertina."User.updatedAt"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $sync$
#variable_conflict use_column
DECLARE
  old_writer boolean := false;
BEGIN
  IF coalesce(current_setting('concertina.backfill', true), '') = 'mute' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT coalesce(current_setting('concertina.backfill', true), '') = 'on' THEN
    IF NEW."updatedAt" IS NOT DISTINCT FROM OLD."updatedAt" AND NEW *<> OLD THEN
      NEW."updatedAt" := now() AT TIME ZONE 'UTC';
      old_writer := true;
    END IF;
  END IF;
  IF old_writer AND coalesce(current_setting('concertina.backfill', true), '') <> 'on' THEN
    PERFORM nextval('concertina."User.updatedAt.old_writes"');
  END IF;
  RETURN NEW;
END
$sync$;
CREATE TRIGGER "~concertina_User.updatedAt" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina."User.updatedAt"();
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft, 'expand'), [
      'User: updatedAt DateTime @updatedAt @default(now())',
    ])
    assert.match(
      filesOf(draft, 'contract').join(''),
      /DROP TRIGGER [^;]*;\nALTER TABLE "User" ALTER COLUMN "updatedAt" DROP DEFAULT;\nDROP FUNCTION/,
    )
    assert.deepEqual(editsOf(draft, 'contract'), ['User: updatedAt DateTime @updatedAt'])
  })

  test('keeps a default that the schema wants', () => {
    const draft = draftFrom(
      {
        ...added,
        sql: added.sql.replace('NOT NULL', 'NOT NULL DEFAULT CURRENT_TIMESTAMP'),
        after: model('  updatedAt DateTime @default(now()) @updatedAt\n'),
      },
      'updated-at',
    )
    assert.deepEqual([editsOf(draft, 'expand'), editsOf(draft, 'contract')], [[], []])
    assert.doesNotMatch(filesOf(draft, 'contract').join(''), /DEFAULT/)
  })

  test('a time of each row is filled in batches, and required then', () => {
    const draft = draftFrom(
      {
        ...added,
        database: table.replace(
          'NULL, CONSTRAINT',
          'NULL, "born" TIMESTAMP(3) NOT NULL, CONSTRAINT',
        ),
      },
      'updated-at',
      { value: 'born' },
    )
    assert.deepEqual(
      draft.phases.map(({ name }) => name),
      ['expand', 'validate', 'contract'],
    )
    assert.deepEqual(editsOf(draft, 'expand'), ['User: updatedAt DateTime? @updatedAt'])
    assert.match(
      filesOf(draft, 'expand').join(''),
      /IF NEW."updatedAt" IS NULL AND [^\n]* = 'on' THEN\n\s*NEW."updatedAt" := \(\n\s*SELECT born/,
    )
    assert.match(draft.backfill?.sql ?? '', /SET "updatedAt" = t."updatedAt"/)
  })

  test('a trigger of the project takes over in the contract phase, where it is asked for', () => {
    const draft = draftFrom(added, 'updated-at', { trigger: 'stays' })
    assert.match(
      filesOf(draft, 'contract').join(''),
      /CREATE FUNCTION "User_updatedAt_touch"\(\) RETURNS trigger[^]*NOT IN \('on', 'mute'\) THEN\n\s*NEW."updatedAt" := now\(\) AT TIME ZONE 'UTC';[^]*CREATE TRIGGER "User_updatedAt_touch" BEFORE UPDATE ON "User"/,
    )
    assert.match(
      told(draft.phases.at(-1)?.rollback.sql ?? ''),
      /DROP TRIGGER "User_updatedAt_touch" ON "User";\nDROP FUNCTION "User_updatedAt_touch"\(\);\nALTER/,
    )
  })

  test('is no longer offered as a required column like any other', () =>
    assert.deepEqual(
      [updatedAt, addRequiredColumn].map(({ detect }) => detect(changeFrom(added)).length),
      [1, 0],
    ))

  test('a date has no time: the recipe of required columns takes it', () => {
    const day: ChangeText = {
      ...added,
      sql: added.sql.replace('TIMESTAMP(3)', 'DATE'),
      after: model('  updatedAt DateTime @updatedAt @db.Date\n'),
    }
    assert.deepEqual(
      [updatedAt, addRequiredColumn].map(({ detect }) => detect(changeFrom(day)).length),
      [0, 1],
    )
  })
})

suite('updated-at: a column that the client leaves to the database', () => {
  test('gets its default and its trigger in one deployment, and back', () => {
    const draft = draftFrom(left, 'updated-at')
    assert.match(
      filesOf(draft, 'expand').join(''),
      /SET DEFAULT CURRENT_TIMESTAMP;\nCREATE FUNCTION "User_updatedAt_touch"/,
    )
    assert.match(told(draft.phases[0]?.rollback.sql ?? ''), /DROP DEFAULT;\nCOMMIT;$/)
  })

  test('is not offered where the client goes on moving it', () => {
    const after = model('  updatedAt DateTime @default(now()) @updatedAt\n')
    assert.equal(updatedAt.detect(changeFrom({ ...left, after })).length, 0)
  })
})

suite('updated-at: refused with the reason', () => {
  test('the column is unique', () =>
    assert.match(
      refusalFrom(
        {
          ...added,
          sql: `${added.sql} CREATE UNIQUE INDEX "u" ON "User"("updatedAt");`,
          after: model('  updatedAt DateTime @updatedAt @unique(map: "u")\n'),
        },
        'updated-at',
      ),
      /^"updatedAt" is unique/,
    ))

  test('the value may be NULL', () =>
    assert.match(refusalFrom(added, 'updated-at', { value: 'NULL' }), /may be NULL/))

  const withFunction = (name: string) => (catalogue: Catalogue) => ({
    ...catalogue,
    functions: [
      {
        schema: 'public',
        name,
        language: 'plpgsql',
        volatility: 'volatile' as const,
        definition: `CREATE FUNCTION ${name}() … NEW."updatedAt" := now()`,
      },
    ],
  })

  test('the name of the trigger that stays is taken', () =>
    assert.match(
      refusalFrom({ ...added, catalogue: withFunction('User_updatedAt_touch') }, 'updated-at', {
        trigger: 'stays',
      }),
      /has a function or trigger "User_updatedAt_touch" already/,
    ))

  test('a trigger keeps the column already', () =>
    assert.match(
      refusalFrom(
        {
          ...left,
          catalogue: (catalogue) => ({
            ...withFunction('stamp')(catalogue),
            tables: Object.fromEntries(
              Object.entries(catalogue.tables).map(([name, one]) => [
                name,
                {
                  ...one,
                  triggers: [
                    {
                      name: 't',
                      definition:
                        'CREATE TRIGGER t BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION stamp()',
                    },
                  ],
                },
              ]),
            ),
          }),
        },
        'updated-at',
      ),
      /^public\.stamp, called by a trigger of "User", names "updatedAt"/,
    ))
})
