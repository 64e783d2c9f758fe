import assert from 'node:assert/strict'
import { addForeignKey } from '../../../server/src/recipes/add-foreign-key.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const related: ChangeText = {
  database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL, "no" INTEGER, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
CREATE TABLE "User" ("id" INTEGER NOT NULL, "teamId" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: 'ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;',
  after: `model Team {\n  id Int @id\n  no Int?\n  users User[]\n}
model User {\n  id Int @id\n  teamId Int\n  team Team @relation(fields: [teamId], references: [id])\n}`,
}

suite('add-foreign-key: the plan', () => {
  test('expand: the key binds new writes and reads no row; the schema is as it was written', () => {
    const draft = draftFrom(related, 'add-foreign-key')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "Team", "User" in SHARE ROW EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft, 'expand'), [])
  })

  test('validate: the rows are read in a file of its own', () =>
    assert.deepEqual(filesOf(draftFrom(related, 'add-foreign-key'), 'validate'), [
      `[validate, scan]
BEGIN;
SET LOCAL statement_timeout = 0;
ALTER TABLE "User" VALIDATE CONSTRAINT "User_teamId_fkey";
COMMIT;`,
    ]))

  test('verify: the rows that refer to nothing', () =>
    assert.equal(
      draftFrom(related, 'add-foreign-key').verify,
      `SELECT 'refers to no row of Team' AS "problem", t."id"::text AS "key"
FROM "User" AS t
WHERE t."teamId" IS NOT NULL
  AND NOT EXISTS (SELECT FROM "Team" AS p WHERE p."id" = t."teamId")`,
    ))

  test('the ways back: off, and NOT VALID again', () => {
    const [expand, validate] = draftFrom(related, 'add-foreign-key').phases
    assert.match(
      told(expand?.rollback.sql ?? ''),
      /ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";\nCOMMIT;$/,
    )
    assert.match(told(validate?.rollback.sql ?? ''), /CASCADE NOT VALID;\nCOMMIT;$/)
  })

  test('an index is advised where a delete in the other table would read the whole of this one', () => {
    const advice = (change: ChangeText) =>
      draftFrom(change, 'add-foreign-key').phases[0]?.application.includes('@@index([teamId])')
    const indexed = `${related.database} CREATE INDEX "i" ON "User" ("teamId", "id");`
    assert.deepEqual([advice(related), advice({ ...related, database: indexed })], [true, false])
  })
})

suite('add-foreign-key: not offered', () => {
  const offers = (change: Partial<ChangeText>) =>
    addForeignKey.detect(changeFrom({ ...related, ...change })).length

  test('over a column that the same change makes required', () =>
    assert.equal(
      offers({ sql: `ALTER TABLE "User" ALTER COLUMN "teamId" SET NOT NULL; ${related.sql}` }),
      0,
    ))

  test('in place of a key over the same columns: then only its actions change', () =>
    assert.equal(
      offers({
        database: `${related.database} ${related.sql}`,
        sql: `ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey"; ${related.sql}`,
      }),
      0,
    ))
})

suite('add-foreign-key: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...related, ...change }, 'add-foreign-key'), say)

  test('what it refers to is not unique', () =>
    refused(
      { sql: related.sql.replace('"Team"("id")', '"Team"("no")') },
      /^"no" of "Team" is not unique yet\. Make that a change of its own/,
    ))

  test('the types differ', () =>
    refused(
      { database: related.database.replace('"teamId" INTEGER', '"teamId" BIGINT') },
      /^"teamId" and "id" of "Team" differ in their types/,
    ))

  test('SET NULL for a column that may not be NULL', () =>
    refused(
      { sql: related.sql.replace('ON DELETE RESTRICT', 'ON DELETE SET NULL') },
      /^"teamId" may not be NULL, so onDelete: SetNull would always fail/,
    ))

  test('another constraint has the name', () =>
    refused(
      {
        database: `${related.database} ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" CHECK ("id" > 0);`,
      },
      /has another constraint "User_teamId_fkey" already/,
    ))
})
