import assert from 'node:assert/strict'
import type { Catalogue } from '../../../server/src/engine/catalogue.js'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { moveSchema } from '../../../server/src/recipes/move-schema.js'
import { renameTable } from '../../../server/src/recipes/rename-table.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const table = (name: string) =>
  `CREATE TABLE ${name} ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, CONSTRAINT "${keyOf(name)}_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "${keyOf(name)}_email_key" ON ${name}("email");`
const keyOf = (name: string) => /"(\w+)"$/.exec(name)?.[1] ?? ''
const model = (name: string, extra = '') =>
  `model ${name} {\n  id Int @id\n  email String @unique\n${extra}}`

const renamed: ChangeText = {
  database: table('"User"'),
  sql: `DROP TABLE "User";\n${table('"Account"')}`,
  before: model('User'),
  after: model('Account'),
}

const moved: ChangeText = {
  database: table('"User"'),
  sql: `CREATE SCHEMA IF NOT EXISTS "crm";\nDROP TABLE "User";\n${table('"crm"."User"')}`,
  before: model('User', '  @@schema("public")\n'),
  after: `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "crm"]\n}\n${model('User', '  @@schema("crm")\n')}`,
}

/** The blocks that ask the database about rights, in a word. */
function inShort(sql: string): string {
  return sql
    .replace(/DO \$grants\$[^]*?\$grants\$;/g, '-- rights')
    .replace(/DO \$usage\$[^]*?\$usage\$;/g, '-- usage')
    .replace(/^-- Waits.*\n/gm, '')
    .replace(/DO \$drop\$[^]*?(DROP VIEW [^;]*;)[^]*?\$drop\$;/g, '-- tries $1')
}

suite('rename-table: the plan', () => {
  const draft = draftFrom(renamed, 'rename-table')

  test('names and view come in one transaction', () =>
    assert.deepEqual(filesOf(draft, 'expand').map(inShort), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" RENAME TO "Account";
ALTER TABLE "Account" RENAME CONSTRAINT "User_pkey" TO "Account_pkey";
ALTER INDEX "User_email_key" RENAME TO "Account_email_key";
CREATE VIEW "User" WITH (security_invoker = true) AS SELECT "id", "email" FROM "Account";
-- rights
COMMIT;`,
    ]))

  test('they are taken back the other way round', () =>
    assert.equal(
      inShort(told(draft.phases[0]?.rollback.sql ?? '')),
      `BEGIN;
-- locks "Account" in ACCESS EXCLUSIVE
DROP VIEW "User";
ALTER INDEX "Account_email_key" RENAME TO "User_email_key";
ALTER TABLE "Account" RENAME CONSTRAINT "Account_pkey" TO "User_pkey";
ALTER TABLE "Account" RENAME TO "User";
COMMIT;`,
    ))

  test('the contract drops the view and locks no table', () => {
    assert.match(
      draft.phases[1]?.migrations[0]?.sql ?? '',
      /BEGIN;\n\n-- Waits.*\nDO \$drop\$[^]*'300ms', true\);\n {6}DROP VIEW "User";\n {6}EXIT;/,
    )
    assert.match(inShort(told(draft.phases[1]?.rollback.sql ?? '')), /^BEGIN;\nCREATE VIEW "User"/)
  })

  test('no schema is edited, no row is copied', () =>
    assert.deepEqual(
      [editsOf(draft, 'expand'), editsOf(draft, 'contract'), draft.backfill],
      [[], [], undefined],
    ))

  test('a server without security_invoker gets a plain view', () => {
    const change = changeFrom(renamed)
    const [offer] = renameTable.detect({
      ...change,
      script: { ...change.script, postgresVersion: 14 },
    })
    const old = offer?.draft({})
    assert.ok(old?.kind === 'plan')
    assert.match(filesOf(old, 'expand').join(''), /CREATE VIEW "User" AS SELECT/)
    assert.doesNotMatch(filesOf(old, 'expand').join(''), /security_invoker/)
  })
})

suite('move-schema: the plan', () => {
  test('makes the schema, moves the table, and leaves a view', () => {
    const draft = draftFrom(moved, 'move-schema')
    assert.deepEqual(filesOf(draft, 'expand').map(inShort), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
CREATE SCHEMA IF NOT EXISTS "crm";
-- usage
ALTER TABLE "User" SET SCHEMA "crm";
CREATE VIEW "User" WITH (security_invoker = true) AS SELECT "id", "email" FROM "crm"."User";
-- rights
COMMIT;`,
    ])
    assert.match(
      told(draft.phases[0]?.rollback.sql ?? ''),
      /DROP VIEW "User";\nALTER TABLE "crm"\."User" SET SCHEMA "public";\nCOMMIT;$/,
    )
  })

  test('takes the new schema along', () =>
    assert.ok(offerFrom(moved, 'move-schema').actions.some(({ kind }) => kind === 'createSchema')))

  test('neither of the two recipes takes what is the other’s', () =>
    assert.deepEqual(
      [renamed, moved].map((text) =>
        [renameTable, moveSchema].map((recipe) => recipe.detect(changeFrom(text)).length),
      ),
      [
        [1, 0],
        [0, 1],
      ],
    ))

  test('@@map is no answer to a move, to public neither', () => {
    const back: ChangeText = {
      database: table('"crm"."User"'),
      sql: `DROP TABLE "crm"."User";\n${table('"People"')}`,
      after: model('People', '  @@schema("public")\n'),
    }
    assert.deepEqual(alternatives(changeFrom(back)), [])
    assert.match(
      filesOf(draftFrom(back, 'move-schema'), 'expand').join(''),
      /ALTER TABLE "crm"\."User" SET SCHEMA "public";\nALTER TABLE "User" RENAME TO "People";/,
    )
  })
})

suite('rename-table: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>) =>
    refusalFrom({ ...renamed, ...change }, 'rename-table')

  test('a column becomes optional at the same time', () =>
    assert.match(
      refused({ sql: renamed.sql.replace('"email" TEXT NOT NULL', '"email" TEXT') }),
      /^The change also makes "email" optional/,
    ))

  test('an index comes at the same time', () =>
    assert.match(
      refused({ sql: `${renamed.sql} CREATE INDEX "i" ON "Account"("email", "id");` }),
      /^The change also adds the index "i"/,
    ))

  test('an index goes at the same time', () =>
    assert.match(
      refused({
        database: `${renamed.database} CREATE INDEX "User_email_idx" ON "User" ("email");`,
        before: model('User', '  @@index([email])\n'),
      }),
      /^The change also drops the index "User_email_idx"\. Rename the table first as it is/,
    ))

  test('a foreign key to it gets another action at the same time', () =>
    assert.match(
      refused({
        database: `${renamed.database} CREATE TABLE "Note" ("ownerId" INTEGER NOT NULL);
          ALTER TABLE "Note" ADD CONSTRAINT "n" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE;`,
        sql: `ALTER TABLE "Note" DROP CONSTRAINT "n";\n${renamed.sql}
          ALTER TABLE "Note" ADD CONSTRAINT "n" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE RESTRICT;`,
      }),
      /^The change also changes the action of the foreign key "n"\. Rename the table first as it is/,
    ))

  test('a foreign key comes at the same time', () =>
    assert.match(
      refused({
        sql: `${renamed.sql} ALTER TABLE "Account" ADD CONSTRAINT "f" FOREIGN KEY ("id") REFERENCES "Account"("id");`,
      }),
      /^The change also adds the foreign key "f"/,
    ))

  const changed =
    (edit: (one: Catalogue['tables'][string]) => Catalogue['tables'][string]) =>
    (catalogue: Catalogue): Catalogue => ({
      ...catalogue,
      tables: Object.fromEntries(
        Object.entries(catalogue.tables).map(([name, one]) => [name, edit(one)]),
      ),
    })

  test('row security on a server whose views would pass it by', () => {
    const change = changeFrom({
      ...renamed,
      catalogue: changed((one) => ({ ...one, rowSecurity: true })),
    })
    const draft = (postgresVersion: number) =>
      renameTable.detect({ ...change, script: { ...change.script, postgresVersion } })[0]?.draft({})
    const old = draft(14)
    assert.match(old?.kind === 'refusal' ? old.say : '', /security_invoker, from 15 on/)
    assert.equal(draft(15)?.kind, 'plan')
  })

  test('a partitioned table', () =>
    assert.match(
      refused({ catalogue: changed((one) => ({ ...one, kind: 'partitioned' })) }),
      /is partitioned/,
    ))

  test('a function names the table, until somebody has looked at it', () => {
    const text: ChangeText = {
      ...renamed,
      catalogue: (catalogue) => ({
        ...catalogue,
        functions: [
          {
            schema: 'public',
            name: 'f',
            language: 'sql',
            volatility: 'stable',
            definition: 'SELECT count(*) FROM "User"',
          },
        ],
      }),
    }
    assert.match(refusalFrom(text, 'rename-table'), /^public\.f name "User" in their text/)
    const draft = draftFrom(text, 'rename-table', { functions: 'unrelated' })
    assert.match(draft.verify, /NOT IN \('public\.f'\)/)
  })

  test('an implicit many-to-many relation of a table that moves to another schema', () =>
    assert.match(
      refusalFrom(
        {
          ...moved,
          before: `${model('User', '  tags Tag[]\n  @@schema("public")\n')}\nmodel Tag {\n  id Int @id\n  users User[]\n}`,
          after: moved.after
            .replace('@unique\n', '@unique\n  tags Tag[]\n')
            .concat('\nmodel Tag {\n  id Int @id\n  users User[]\n  @@schema("public")\n}'),
        },
        'move-schema',
      ),
      /implicit many-to-many relation/,
    ))
})
