import assert from 'node:assert/strict'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { changeFrom, type ChangeText } from './pendingFrom.js'

const user = (type: string) => `model User {\n  id Int @id\n  role ${type}\n}\n`
const roles = (...values: readonly string[]) =>
  `/// Who may do what.\nenum Role {\n${values.map((value) => `  ${value}\n`).join('')}}\n`
const swap = (labels: string) => `BEGIN;
CREATE TYPE "Role_new" AS ENUM (${labels});
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`

const renamed: ChangeText = {
  database: `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "role" "Role" NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: swap(`'READER', 'ADMIN'`),
  before: `${roles('USER', 'ADMIN')}${user('Role')}`,
  after: `${roles('READER // was USER', 'ADMIN')}${user('Role')}`,
}

suite('enum values under another name', () => {
  const answers = (change: Partial<ChangeText> = {}) =>
    alternatives(changeFrom({ ...renamed, ...change }))

  test('@map keeps the label; comments stay', () => {
    const [answer] = answers()
    assert.deepEqual(answer?.answer, {
      kind: 'schema',
      edits: [
        {
          kind: 'putBlock',
          block: 'Role',
          text: roles('READER @map("USER") // was USER', 'ADMIN').trim(),
        },
      ],
    })
  })

  test('the whole transaction that Prisma writes for it is answered', () =>
    assert.deepEqual(
      answers()[0]?.actions.map(({ kind }) => kind),
      [
        'transaction',
        'createEnum',
        'alterColumnType',
        'renameType',
        'renameType',
        'dropType',
        'transaction',
      ],
    ))

  test('in place: one statement that writes no row, and what it breaks', () => {
    const [, answer] = answers()
    assert.equal(
      answer?.answer.kind === 'migration' && answer.answer.sql,
      `-- Renames "USER" to "READER" in the enum "Role": code that is running and uses the old name fails.

ALTER TYPE "Role" RENAME VALUE 'USER' TO 'READER';
`,
    )
    assert.match(answer?.warning ?? '', /^Code that writes the old name, or reads the new one/)
  })

  test('nothing is said where a value goes and none comes in its place', () =>
    assert.deepEqual(
      answers({ sql: swap(`'ADMIN'`), after: `${roles('ADMIN')}${user('Role')}` }),
      [],
    ))

  test('nor where others come and go elsewhere in the enum', () =>
    assert.deepEqual(
      answers({
        sql: swap(`'ADMIN', 'READER', 'GUEST'`),
        after: `${roles('ADMIN', 'READER', 'GUEST')}${user('Role')}`,
      }),
      [],
    ))
})

suite('an enum under another name', () => {
  const recreated = (labels: string): ChangeText => ({
    ...renamed,
    sql: `CREATE TYPE "UserRole" AS ENUM (${labels});
ALTER TABLE "User" DROP COLUMN "role", ADD COLUMN "role" "UserRole" NOT NULL;
DROP TYPE "Role";`,
    after: `${roles('USER', 'ADMIN').replace('Role', 'UserRole')}${user('UserRole')}`,
  })

  test('@@map keeps the type, behind a blank line', () => {
    const [answer] = alternatives(changeFrom(recreated(`'ADMIN', 'USER'`)))
    assert.equal(answer?.title, 'Keep the type "Role": @@map("Role")')
    assert.deepEqual(answer.answer, {
      kind: 'schema',
      edits: [
        {
          kind: 'putBlock',
          block: 'UserRole',
          text: '/// Who may do what.\nenum UserRole {\n  USER\n  ADMIN\n\n  @@map("Role")\n}',
        },
      ],
    })
    assert.deepEqual(
      answer.actions.map(({ kind }) => kind),
      ['createEnum', 'dropColumn', 'addColumn', 'dropType'],
    )
  })

  test('nothing is said where the values differ', () =>
    assert.deepEqual(
      alternatives(changeFrom(recreated(`'USER'`))).map(({ kind }) => kind),
      ['default'],
    ))
})
