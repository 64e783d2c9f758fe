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

const required: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT, "email" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
  before: 'model User {\n  id Int @id\n  name String?\n  email String\n}',
  after: 'model User {\n  id Int @id\n  name String\n  email String\n}',
}

suite('set-not-null: the plan', () => {
  test('expand: nothing but a trigger, under a lock that lets readers through', () =>
    assert.deepEqual(
      filesOf(draftFrom(required, 'set-not-null'), 'expand').map((text) =>
        text.replace(/AS \$sync\$[^]*\$sync\$/, '…'),
      ),
      [
        `[expand, transaction]
BEGIN;
-- locks "User" in SHARE ROW EXCLUSIVE
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE SEQUENCE IF NOT EXISTS concertina."User.name.old_writes";
CREATE OR REPLACE FUNCTION concertina."User.name"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
…;
CREATE TRIGGER "~concertina_User.name" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina."User.name"();
COMMIT;`,
      ],
    ))

  test('schema: optional until NOT NULL is proved', () => {
    const draft = draftFrom(required, 'set-not-null')
    assert.deepEqual(editsOf(draft, 'expand'), ['User: name String?'])
    assert.deepEqual(editsOf(draft, 'validate'), ['User: name String'])
    assert.equal(filesOf(draft, 'validate').length, 3)
    assert.equal(
      told(draft.phases[1]?.rollback.sql ?? '').split('\n')[2],
      'ALTER TABLE "User" ALTER COLUMN "name" DROP NOT NULL;',
    )
  })

  test('a default of the same change comes first and is the answer that is offered', () => {
    const withDefault: ChangeText = {
      ...required,
      sql: `ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL,\nALTER COLUMN "name" SET DEFAULT 'x';`,
      after: required.after.replace('name String', 'name String @default("x")'),
    }
    const offer = offerFrom(withDefault, 'set-not-null')
    assert.deepEqual(
      [offer.actions.map(({ kind }) => kind), offer.questions[0]?.default],
      [['setNotNull', 'setDefault'], "'x'"],
    )
    const draft = draftFrom(withDefault, 'set-not-null')
    assert.match(
      filesOf(draft, 'expand')[0] ?? '',
      /-- locks "User" in ACCESS EXCLUSIVE\nALTER TABLE "User" ALTER COLUMN "name" SET DEFAULT 'x';/,
    )
    assert.match(told(draft.phases[0]?.rollback.sql ?? ''), /ALTER COLUMN "name" DROP DEFAULT;/)
    assert.deepEqual(editsOf(draft, 'expand'), ['User: name String? @default("x")'])
  })
})

suite('set-not-null: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, value: string | undefined, say: RegExp) =>
    assert.match(
      refusalFrom({ ...required, ...change }, 'set-not-null', value === undefined ? {} : { value }),
      say,
    )

  test('a replacement that reads the column itself', () =>
    refused({}, "coalesce(name, 'x')", /reads "name" itself, which is NULL where it is needed/))

  test('one replacement for a unique column', () =>
    refused(
      { database: `${required.database} CREATE UNIQUE INDEX "User_name_key" ON "User" ("name");` },
      "''",
      /^"name" is unique, and '' is the same for every row/,
    ))

  const toTeam = (action: string) =>
    `CREATE TABLE "Team" ("id" INTEGER NOT NULL); ${required.database}
      ALTER TABLE "User" ADD CONSTRAINT "User_name_fkey" FOREIGN KEY ("name") REFERENCES "Team"("id")${action};`

  test('a value for a relation: no row stands for "none"', () =>
    refused(
      { database: toTeam('') },
      "'1'",
      /^"name" refers to "public\.Team", and no row is known there that stands for "none"\. Answer value=none/,
    ))

  test('a relation whose action writes NULL', () =>
    refused(
      { database: toTeam(' ON DELETE SET NULL') },
      undefined,
      /^The action of "User_name_fkey" is SET NULL, which a required "name" refuses/,
    ))

  test('none together with another default', () =>
    refused(
      {
        sql: `ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL, ALTER COLUMN "name" SET DEFAULT 'x';`,
      },
      'none',
      /^With the answer none "name" keeps its default/,
    ))
})

suite('set-not-null without a value for NULL', () => {
  test('is what a relation gets: NULL is refused, then proved to be gone, and people fill the rows', () => {
    const plan = draftFrom(
      {
        ...required,
        database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL); ${required.database}
          ALTER TABLE "User" ADD CONSTRAINT "User_name_fkey" FOREIGN KEY ("name") REFERENCES "Team"("id");`,
      },
      'set-not-null',
    )
    assert.deepEqual(plan.answers, { value: 'none' })
    assert.equal(plan.backfill, undefined)
    assert.deepEqual(
      plan.phases.map(({ name }) => name),
      ['expand', 'validate'],
    )
    const check = '"concertina_User\\.name_not_null"'
    assert.match(
      filesOf(plan, 'expand')[0] ?? '',
      new RegExp(`ADD CONSTRAINT ${check} CHECK \\("name" IS NOT NULL\\) NOT VALID`),
    )
    assert.match(filesOf(plan, 'validate')[0] ?? '', new RegExp(`VALIDATE CONSTRAINT ${check}`))
    assert.match(
      filesOf(plan, 'validate')[1] ?? '',
      new RegExp(`SET NOT NULL;\\n.*DROP CONSTRAINT ${check}`),
    )
    assert.match(plan.verify, /'has no value'/)
  })
})
