import assert from 'node:assert/strict'
import type { Catalogue } from '../../../server/src/engine/catalogue.js'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const model = (attributes = '') => `model User {\n  id Int @id\n  role Role${attributes}\n}\n`
const add: ChangeText = {
  database: `CREATE TYPE "Role" AS ENUM ('USER');
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "role" "Role" NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: `ALTER TYPE "Role" ADD VALUE 'ADMIN';`,
  before: `enum Role {\n  USER\n}\n${model()}`,
  after: `enum Role {\n  USER\n  ADMIN\n}\n${model()}`,
}
const two: ChangeText = {
  ...add,
  database: `${add.database} CREATE TABLE "Invitation" ("id" INTEGER NOT NULL, "roles" "Role"[]);`,
  sql: `ALTER TYPE "Role" ADD VALUE 'ADMIN';\nALTER TYPE "Role" ADD VALUE 'it''s';`,
}

suite('add-enum-value: the plan', () => {
  test('expand: the value and a check that refuses it, in one transaction', () => {
    const draft = draftFrom(add, 'add-enum-value')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.role_guard" CHECK ("role"::text <> 'ADMIN') NOT VALID;
ALTER TYPE "Role" ADD VALUE 'ADMIN';
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft, 'expand'), [])
  })

  test('contract: the check goes', () =>
    assert.deepEqual(filesOf(draftFrom(add, 'add-enum-value'), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.role_guard";
COMMIT;`,
    ]))

  test('several tables: a file for each, and the values with the last; a list is searched', () => {
    const files = filesOf(draftFrom(two, 'add-enum-value'), 'expand')
    assert.deepEqual(files, [
      `[expand_guard_1, transaction]
BEGIN;
-- locks "Invitation" in ACCESS EXCLUSIVE
ALTER TABLE "Invitation" ADD CONSTRAINT "concertina_Invitation.roles_guard" CHECK (NOT ("roles"::text[] && ARRAY['ADMIN', 'it''s'])) NOT VALID;
COMMIT;`,
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.role_guard" CHECK ("role"::text NOT IN ('ADMIN', 'it''s')) NOT VALID;
ALTER TYPE "Role" ADD VALUE 'ADMIN';
ALTER TYPE "Role" ADD VALUE 'it''s';
COMMIT;`,
    ])
    assert.equal(offerFrom(two, 'add-enum-value').actions.length, 2)
  })

  test('there is no way back from the first phase, and it says why that does no harm', () => {
    const [expand, contract] = draftFrom(add, 'add-enum-value').phases
    assert.equal(expand?.rollback.sql, '')
    assert.match(expand?.rollback.loses ?? '', /nobody can write it/)
    assert.match(told(contract?.rollback.sql ?? ''), /ADD CONSTRAINT .* NOT VALID;/)
  })

  test('verify returns what the environment lacks', () => {
    const { verify } = draftFrom(two, 'add-enum-value')
    assert.match(verify, /'"Invitation"'::regclass, 'concertina_Invitation\.roles_guard'/)
    assert.match(verify, /VALUES \('ADMIN'\), \('it''s'\)/)
  })

  test('an enum in another schema: its tables are written with theirs', () => {
    const text = JSON.parse(
      JSON.stringify(add).replaceAll('\\"Role\\"', '\\"shop\\".\\"Role\\"'),
    ) as ChangeText
    const draft = draftFrom(
      {
        ...text,
        database: text.database,
        after: `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "shop"]\n}\n${text.after.replace('ADMIN\n', 'ADMIN\n  @@schema("shop")\n').replace('role Role\n', 'role Role\n  @@schema("public")\n')}`,
      },
      'add-enum-value',
    )
    assert.match(filesOf(draft, 'expand')[0] ?? '', /locks "public"\."User"/)
  })

  test('a name of 63 bytes is cut in the name of the check', () => {
    const name = 'U'.repeat(63)
    const long = JSON.parse(JSON.stringify(add).replaceAll('User', name)) as ChangeText
    const [file = ''] = filesOf(draftFrom(long, 'add-enum-value'), 'expand')
    assert.equal(/ADD CONSTRAINT "([^"]*)"/.exec(file)?.[1]?.length, 63)
  })
})

suite('add-enum-value: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...add, ...change }, 'add-enum-value'), say)

  test('the value is the default of a field already, alone or in a list', () => {
    const refusal = /^'ADMIN' is the default of "User\.role" already/
    refused({ after: `enum Role {\n  USER\n  ADMIN\n}\n${model(' @default(ADMIN)')}` }, refusal)
    refused(
      { after: `enum Role {\n  USER\n  ADMIN\n}\n${model('[] @default([USER, ADMIN])')}` },
      refusal,
    )
    refused(
      { after: `enum Role {\n  USER\n  BOSS @map("ADMIN")\n}\n${model(' @default(BOSS)')}` },
      refusal,
    )
  })

  const tableAs = (kind: 'partitioned' | 'foreign') => (catalogue: Catalogue) => ({
    ...catalogue,
    tables: Object.fromEntries(
      Object.entries(catalogue.tables).map(([name, table]) => [name, { ...table, kind }]),
    ),
  })

  test('a partitioned table', () =>
    refused({ catalogue: tableAs('partitioned') }, /^"User", which uses the enum, is partitioned/))

  test('a foreign table', () =>
    refused({ catalogue: tableAs('foreign') }, /^"User" is a foreign table/))

  test('a generated column', () =>
    refused(
      {
        database: add.database.replace(
          '"role" "Role" NOT NULL',
          `"role" "Role" GENERATED ALWAYS AS ('USER'::"Role") STORED`,
        ),
      },
      /^"role" of "User" is a generated column of this type/,
    ))

  test('nothing is offered for an enum that no column has', () =>
    assert.throws(
      () =>
        offerFrom({ ...add, database: `CREATE TYPE "Role" AS ENUM ('USER');` }, 'add-enum-value'),
      /0 offers/,
    ))
})
