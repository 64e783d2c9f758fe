import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  type ChangeText,
} from './pendingFrom.js'

const recipe = 'remove-enum-value'
const swap = (labels: string) => `BEGIN;
CREATE TYPE "Role_new" AS ENUM (${labels});
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`
const roles = (...values: readonly string[]) =>
  `/// Who may do what.\nenum Role {\n${values.map((value) => `  ${value}\n`).join('')}}\n`
const user = 'model User {\n  id Int @id\n  role Role\n}\n'

const change: ChangeText = {
  database: `CREATE TYPE "Role" AS ENUM ('USER', 'GUEST', 'ADMIN');
CREATE TABLE "User" ("id" INTEGER NOT NULL, "role" "Role" NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: swap(`'USER', 'ADMIN'`),
  before: `${roles('USER', 'Guest @map("GUEST") // to go', 'ADMIN')}${user}`,
  after: `${roles('USER // all', 'ADMIN')}${user}`,
}
const several: ChangeText = {
  ...change,
  database: `${change.database}
CREATE TABLE "Team" ("id" INTEGER NOT NULL, "role" "Role", CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));`,
  after: `${change.after}model Team {\n  id Int @id\n  role Role?\n}\n`,
}

suite(recipe, () => {
  test('the value stays in the schema, where it stood, and a check keeps it out of every column', () => {
    const plan = draftFrom(several, recipe)
    assert.deepEqual(editsOf(plan, 'expand'), [
      roles('USER // all', 'Guest @map("GUEST")', 'ADMIN').trim(),
    ])
    assert.deepEqual(filesOf(plan, 'expand'), [
      `[expand_1, transaction]
BEGIN;
-- locks "Team" in ACCESS EXCLUSIVE
ALTER TABLE "Team" ADD CONSTRAINT "Team_role_values" CHECK ("role"::text <> 'GUEST') NOT VALID;
COMMIT;`,
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "User_role_values" CHECK ("role"::text <> 'GUEST') NOT VALID;
COMMIT;`,
    ])
    assert.deepEqual(
      filesOf(plan, 'validate').map((file) => /VALIDATE CONSTRAINT .*;/.exec(file)?.[0]),
      ['VALIDATE CONSTRAINT "Team_role_values";', 'VALIDATE CONSTRAINT "User_role_values";'],
    )
    assert.equal(plan.backfill, undefined)
  })

  test('with another value in its place a trigger takes it from code that still writes it', () => {
    const plan = draftFrom(change, recipe, { rows: 'USER' })
    assert.deepEqual(
      plan.phases.map(({ name }) => name),
      ['expand', 'validate', 'contract'],
    )
    assert.match(
      filesOf(plan, 'expand')[0] ?? '',
      /IF NEW\."role"::text = 'GUEST' THEN\n.*\n {4}NEW\."role" := 'USER';/,
    )
    assert.match(plan.backfill?.sql ?? '', /SET "role" = t\."role"/)
    assert.deepEqual(
      filesOf(plan, 'validate').map((file) => file.split('\n')[0]),
      ['[check, transaction]', '[validate, scan]'],
    )
  })

  test('by a second type: the enum and the column get their names when the first ones have gone', () => {
    const plan = draftFrom(change, recipe, { style: 'swap', rows: 'ADMIN' })
    assert.deepEqual(editsOf(plan, 'expand'), [
      roles('USER // all', 'Guest @map("GUEST")', 'ADMIN').trim(),
      '/// Who may do what.\nenum RoleV2 {\n  USER // all\n  ADMIN\n\n  @@map("Role_v2")\n}',
      'User: role Role',
      'User: roleV2 RoleV2? @map("role_v2") @ignore behind role',
    ])
    assert.match(
      filesOf(plan, 'expand')[0] ?? '',
      /CREATE TYPE "Role_v2" AS ENUM \('USER', 'ADMIN'\);\nALTER TABLE "User" ADD COLUMN "role_v2" "Role_v2";/,
    )
    assert.match(
      filesOf(plan, 'contract')[0] ?? '',
      /RENAME COLUMN "role_v2" TO "role";\nDROP TYPE "Role";\nALTER TYPE "Role_v2" RENAME TO "Role";/,
    )
    assert.deepEqual(editsOf(plan, 'contract').slice(-2), [
      roles('USER // all', 'ADMIN').trim(),
      'no RoleV2',
    ])
  })

  test('the check comes first, and rows are left to people unless they say otherwise', () =>
    assert.deepEqual(
      offerFrom(change, recipe).questions.map((question) => [question.id, question.default]),
      [
        ['style', 'check'],
        ['rows', 'refuse'],
      ],
    ))

  test('a default that changes behind the COMMIT belongs to the plan', () => {
    const text = {
      ...change,
      sql: `${change.sql}\nALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'ADMIN';`,
    }
    assert.equal(offerFrom(text, recipe).actions.at(-1)?.kind, 'setDefault')
  })

  test('nothing is offered where a value comes too: it may be the old one under another name', () =>
    assert.throws(
      () => offerFrom({ ...change, sql: swap(`'USER', 'READER', 'ADMIN'`) }, recipe),
      /0 offers/,
    ))

  const refuses = (title: string, text: ChangeText, answers: Record<string, string>, say: RegExp) =>
    test(`is refused ${title}`, () => assert.match(refusalFrom(text, recipe, answers), say))

  refuses(
    'with an answer that is none',
    change,
    { rows: 'GUEST' },
    /"GUEST" is no answer to "rows"/,
  )
  refuses(
    'with another value in a unique key, where two rows may become one',
    {
      ...change,
      database: `${change.database}\nCREATE UNIQUE INDEX "User_role_key" ON "User" ("role");`,
    },
    { rows: 'USER' },
    /"User_role_key" is unique over the column.*rows=refuse/,
  )
  refuses(
    'with another value in two tables, for which there is one backfill',
    several,
    { rows: 'USER' },
    /"Team" and "User" use the enum/,
  )
  refuses(
    'by a second type for two columns',
    several,
    { style: 'swap' },
    /"User" has another column of the enum.*style=check/,
  )
  refuses(
    'by a second type while the value is the default',
    {
      ...change,
      database: change.database.replace(
        '"Role" NOT NULL',
        `"Role" NOT NULL DEFAULT 'GUEST'::"Role"`,
      ),
    },
    { style: 'swap' },
    /'GUEST' is the default of "role"/,
  )
  refuses(
    'when nothing shows how a label that is no name was written',
    {
      database: change.database.replace('GUEST', 'a guest'),
      sql: change.sql,
      after: change.after,
    },
    {},
    /Commit the schema/,
  )
})
