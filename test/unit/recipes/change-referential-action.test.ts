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

const key = (actions: string, parent = '"Team"("id")') =>
  `ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES ${parent} ${actions};`
const drop = 'ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";'

const changed: ChangeText = {
  database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL, "no" INTEGER NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Team_no_key" ON "Team" ("no");
CREATE TABLE "User" ("id" INTEGER NOT NULL, "teamId" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
${key('ON DELETE RESTRICT ON UPDATE CASCADE')}`,
  sql: `${drop}\n${key('ON DELETE CASCADE ON UPDATE CASCADE')}`,
  after: `model Team {\n  id Int @id\n  no Int @unique\n  users User[]\n}
model User {\n  id Int @id\n  teamId Int\n  team Team @relation(fields: [teamId], references: [id], onDelete: Cascade)\n}`,
}

suite('change-referential-action: the plan', () => {
  test('the new key holds before the old one goes, and the rows are read afterwards', () => {
    const draft = draftFrom(changed, 'change-referential-action')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "Team", "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey_new" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";
ALTER TABLE "User" RENAME CONSTRAINT "User_teamId_fkey_new" TO "User_teamId_fkey";
COMMIT;`,
      `[expand_validate, scan]
BEGIN;
SET LOCAL statement_timeout = 0;
ALTER TABLE "User" VALIDATE CONSTRAINT "User_teamId_fkey";
COMMIT;`,
    ])
    assert.deepEqual([editsOf(draft, 'expand'), draft.phases.length], [[], 1])
  })

  test('the drop and the addition are one change', () =>
    assert.deepEqual(
      offerFrom(changed, 'change-referential-action').actions.map(({ kind }) => kind),
      ['dropConstraint', 'addConstraint'],
    ))

  test('verify looks at the actions themselves', () =>
    assert.match(
      draftFrom(changed, 'change-referential-action').verify,
      /k\.convalidated\n {4}AND k\.confdeltype = 'c' AND k\.confupdtype = 'c'\)$/,
    ))

  test('the way back ends with a key that is proved', () =>
    assert.match(
      told(draftFrom(changed, 'change-referential-action').phases[0]?.rollback.sql ?? ''),
      /VALIDATE CONSTRAINT "User_teamId_fkey";\nCOMMIT;$/,
    ))

  test('names of 63 bytes stay two while both keys are there', () => {
    const long = `${'k'.repeat(58)}_fkey`
    const named = (text: string) => text.replaceAll('User_teamId_fkey', long)
    const draft = draftFrom(
      { ...changed, database: named(changed.database), sql: named(changed.sql) },
      'change-referential-action',
    )
    const between = /ADD CONSTRAINT "([^"]+)"/.exec(filesOf(draft, 'expand')[0] ?? '')?.[1] ?? ''
    assert.ok(between.endsWith('_new') && between.length <= 63, between)
  })
})

suite('change-referential-action: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...changed, ...change }, 'change-referential-action'), say)

  test('the key is to refer to something else', () =>
    refused(
      { sql: `${drop}\n${key('ON DELETE CASCADE', '"Team"("no")')}` },
      /^The foreign key is to refer to "Team" by "no", and "User_teamId_fkey" refers to something else/,
    ))

  test('SET NULL for a column that may not be NULL', () =>
    refused(
      { sql: `${drop}\n${key('ON DELETE SET NULL')}` },
      /^"teamId" may not be NULL, so onDelete: SetNull would always fail/,
    ))
})
