import assert from 'node:assert/strict'
import { dropNotNull } from '../../../server/src/recipes/drop-not-null.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const loosened: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: 'ALTER TABLE "User" ALTER COLUMN "name" DROP NOT NULL;',
  after: 'model User {\n  id Int @id\n  name String?\n}',
}

suite('drop-not-null: the plan', () => {
  test('expand: optional for Prisma, and a check that refuses NULL, without reading a row', () => {
    const draft = draftFrom(loosened, 'drop-not-null')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.name_not_null" CHECK ("name" IS NOT NULL) NOT VALID;
ALTER TABLE "User" ALTER COLUMN "name" DROP NOT NULL;
COMMIT;`,
    ])
    assert.deepEqual([editsOf(draft, 'expand'), editsOf(draft, 'contract')], [[], []])
  })

  test('contract: the check goes', () =>
    assert.match(
      filesOf(draftFrom(loosened, 'drop-not-null'), 'contract').join('\n'),
      /DROP CONSTRAINT "concertina_User\.name_not_null";\nCOMMIT;$/,
    ))

  test('the way back from expand reads the table under a weak lock only', () =>
    assert.match(
      told(draftFrom(loosened, 'drop-not-null').phases[0]?.rollback.sql ?? ''),
      /^BEGIN;\nSET LOCAL statement_timeout = 0;\nALTER TABLE "User" VALIDATE CONSTRAINT "concertina_User\.name_not_null";\nCOMMIT;\nBEGIN;\n-- locks "User" in ACCESS EXCLUSIVE\nALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;\nALTER TABLE "User" DROP CONSTRAINT/,
    ))

  test('names of 63 bytes leave a name for the check', () => {
    const long = 'n'.repeat(63)
    const draft = draftFrom(
      {
        database: loosened.database.replace('"name"', `"${long}"`),
        sql: loosened.sql.replace('"name"', `"${long}"`),
        after: loosened.after.replace('name String?', `name String? @map("${long}")`),
      },
      'drop-not-null',
    )
    const check = draft.rehearsal.enforces?.[0] ?? ''
    assert.ok(check.endsWith('_not_null') && check.length <= 63, check)
  })

  test('not offered where the type changes too', () =>
    assert.deepEqual(
      dropNotNull.detect(
        changeFrom({
          ...loosened,
          sql: `${loosened.sql} ALTER TABLE "User" ALTER COLUMN "name" TYPE VARCHAR(9);`,
        }),
      ),
      [],
    ))
})

suite('drop-not-null: refused with the reason', () => {
  test('the action of the relation would change with it', () => {
    const key = (action: string) =>
      `ALTER TABLE "User" ADD CONSTRAINT "User_name_fkey" FOREIGN KEY ("name") REFERENCES "Team"("id") ON DELETE ${action};`
    assert.match(
      refusalFrom(
        {
          database: `CREATE TABLE "Team" ("id" TEXT NOT NULL); ${loosened.database} ${key('RESTRICT')}`,
          sql: `ALTER TABLE "User" DROP CONSTRAINT "User_name_fkey"; ${loosened.sql} ${key('SET NULL')}`,
          after: `model Team {\n  id String @id\n  users User[]\n}
model User {\n  id Int @id\n  name String?\n  team Team? @relation(fields: [name], references: [id])\n}`,
        },
        'drop-not-null',
      ),
      /^With the field the action of "User_name_fkey" changes too, because the relation "team" names none\. Write the present one, onDelete: Restrict/,
    )
  })
})
