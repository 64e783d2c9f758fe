import assert from 'node:assert/strict'
import { draftFrom, editsOf, filesOf, refusalFrom, type ChangeText } from './pendingFrom.js'

const recipe = 'rename-enum-value'
const roles = (...values: readonly string[]) =>
  `/// Who may do what.\nenum Role {\n${values.map((value) => `  ${value}\n`).join('')}}\n`
const user = 'model User {\n  id Int @id\n  role Role\n}\n'
const change: ChangeText = {
  database: `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" ("id" INTEGER NOT NULL, "role" "Role" NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: `BEGIN;
CREATE TYPE "Role_new" AS ENUM ('READER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`,
  before: `${roles('USER // all', 'ADMIN')}${user}`,
  after: `${roles('READER', 'ADMIN')}${user}`,
}

suite(recipe, () => {
  test('old code has the enum as it was, new code one with the new name over a second type', () => {
    const plan = draftFrom(change, recipe)
    assert.deepEqual(editsOf(plan, 'expand'), [
      roles('USER // all', 'ADMIN').trim(),
      '/// Who may do what.\nenum RoleV2 {\n  READER\n  ADMIN\n\n  @@map("Role_v2")\n}',
      'User: role Role @ignore',
      'User: roleV2 RoleV2? @map("role_v2") behind role',
    ])
    assert.deepEqual(editsOf(plan, 'contract'), [
      'User: no roleV2',
      'User: role Role @map("role_v2")',
      `${roles('READER', 'ADMIN').trim().replace(/\n}$/, '')}\n\n  @@map("Role_v2")\n}`,
      'no RoleV2',
    ])
  })

  test('each side gets the value under its own name', () => {
    const [expand = ''] = filesOf(draftFrom(change, recipe), 'expand')
    assert.match(expand, /CREATE TYPE "Role_v2" AS ENUM \('READER', 'ADMIN'\);/)
    assert.match(
      expand,
      /NEW\."role" := CASE \(NEW\."role_v2"\)::text WHEN 'READER' THEN 'USER'::"Role" ELSE/,
    )
    assert.match(
      expand,
      /NEW\."role_v2" := CASE \(NEW\."role"\)::text WHEN 'USER' THEN 'READER'::"Role_v2" ELSE/,
    )
  })

  test('the old type goes with its column, and the new one keeps the name that code casts to', () => {
    const [contract = ''] = filesOf(draftFrom(change, recipe), 'contract')
    assert.match(contract, /DROP COLUMN "role";\nDROP TYPE "Role";/)
    assert.doesNotMatch(contract, /RENAME/)
  })

  const refuses = (title: string, text: Partial<ChangeText>, say: RegExp) =>
    test(`is refused ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, recipe), say))

  refuses(
    'where two columns have the enum',
    {
      database: `${change.database}\nCREATE TABLE "Team" ("id" INTEGER NOT NULL, "role" "Role");`,
    },
    /"User" has another column of the enum.*@map on the value keeps its name/,
  )
  const { database, sql, after } = change
  test('is refused where nothing shows how the enum was written', () =>
    assert.match(refusalFrom({ database, sql, after }, recipe), /Commit the schema/))
})
