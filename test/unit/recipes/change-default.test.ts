import assert from 'node:assert/strict'
import { changeDefault } from '../../../server/src/recipes/change-default.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const table = (age: string) =>
  `CREATE TABLE "User" ("id" INTEGER NOT NULL, "age" ${age}, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`
const model = (age: string) => `model User {\n  id Int @id\n  age ${age}\n}`

const changed: ChangeText = {
  database: table('INTEGER NOT NULL DEFAULT 1'),
  sql: 'ALTER TABLE "User" ALTER COLUMN "age" SET DEFAULT 2;',
  before: model('Int @default(1)'),
  after: model('Int @default(2)'),
}
const removed: ChangeText = {
  ...changed,
  sql: 'ALTER TABLE "User" ALTER COLUMN "age" DROP DEFAULT;',
  after: model('Int'),
}

suite('change-default: the plan', () => {
  test('another default comes in one deployment, and the old one back', () => {
    const draft = draftFrom(changed, 'change-default')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ALTER COLUMN "age" SET DEFAULT 2;
COMMIT;`,
    ])
    assert.deepEqual([draft.phases.length, editsOf(draft, 'expand')], [1, []])
    assert.match(told(draft.phases[0]?.rollback.sql ?? ''), /SET DEFAULT 1;\nCOMMIT;$/)
  })

  test('none of a required column any more waits for the code that leaves it out', () => {
    const draft = draftFrom(removed, 'change-default')
    assert.deepEqual(
      [filesOf(draft, 'expand'), editsOf(draft, 'expand')],
      [[], ['User: age Int @default(1)']],
    )
    assert.match(filesOf(draft, 'contract').join(''), /DROP DEFAULT;\nCOMMIT;$/)
    assert.deepEqual(editsOf(draft, 'contract'), ['User: age Int'])
  })

  test('where no committed schema shows it, the default is read from the database', () => {
    const unknown: ChangeText = {
      database: removed.database,
      sql: removed.sql,
      after: removed.after,
    }
    assert.deepEqual(editsOf(draftFrom(unknown, 'change-default'), 'expand'), [
      'User: age Int @default(1)',
    ])
  })

  test('none of an optional column any more needs no waiting', () => {
    const draft = draftFrom(
      { ...removed, database: table('INTEGER DEFAULT 1'), after: model('Int?') },
      'change-default',
    )
    assert.equal(draft.phases.length, 1)
  })
})

suite('change-default: not offered', () => {
  const offers = (change: Partial<ChangeText>) =>
    changeDefault.detect(changeFrom({ ...changed, ...change })).length

  test('with NOT NULL, whose plan sets it', () =>
    assert.equal(
      offers({ sql: `${changed.sql} ALTER TABLE "User" ALTER COLUMN "age" SET NOT NULL;` }),
      0,
    ))

  test('for a sequence', () =>
    assert.equal(offers({ sql: changed.sql.replace('2;', `nextval('s');`) }), 0))
})

suite('change-default: refused with the reason', () => {
  test('the default is a value that the same change adds to the enum', () =>
    assert.match(
      refusalFrom(
        {
          database: `CREATE TYPE "State" AS ENUM ('ON'); ${table(`"State" NOT NULL DEFAULT 'ON'`)}`,
          sql: `ALTER TYPE "State" ADD VALUE 'OFF'; ALTER TABLE "User" ALTER COLUMN "age" SET DEFAULT 'OFF';`,
          after: `enum State {\n  ON\n  OFF\n}\n${model('State @default(OFF)')}`,
        },
        'change-default',
      ),
      /^The same change adds the value "OFF" to the type of "age"/,
    ))
})
