import assert from 'node:assert/strict'
import {
  compareDiffs,
  isAsExpected,
  remainingAfter,
} from '../../../../server/src/plans/prove/remainingDiff.js'
import { loadSqlParser } from '../../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('what is still pending', () => {
  const text = `-- AlterTable
ALTER TABLE "User" DROP COLUMN "name",
ADD COLUMN "age" INTEGER,
ADD COLUMN "fullName" TEXT;

-- CreateIndex
CREATE INDEX "i" ON "User"("fullName");

-- CreateTable
CREATE TABLE "Other" ("id" INTEGER);
`
  const statements = parser.parse(text)
  const actions = statements.flatMap((one) => (one.kind === 'parsed' ? one.actions : []))

  test('beside a plan is what the plan does not replace, single commands of a table too', () => {
    const replaced = actions.filter(
      (action) =>
        action.kind === 'dropColumn' ||
        action.kind === 'createIndex' ||
        (action.kind === 'addColumn' && action.column.name === 'fullName'),
    )
    assert.equal(
      remainingAfter(text, statements, replaced, parser),
      `-- AlterTable
ALTER TABLE "User" ADD COLUMN "age" INTEGER;

-- CreateTable
CREATE TABLE "Other" ("id" INTEGER);
`,
    )
  })

  test('is all of it beside a plan that replaces nothing, and nothing beside one that replaces all', () => {
    assert.equal(remainingAfter(text, statements, [], parser), text)
    assert.equal(remainingAfter(text, statements, actions, parser), '')
  })

  const compare = (diff: string, remaining: string, drift = '') =>
    compareDiffs(diff, { remaining, drift }, parser)

  test('may stand in one statement or in two', () =>
    assert.ok(
      isAsExpected(
        compare(
          'ALTER TABLE a ADD COLUMN x INT; ALTER TABLE a ADD COLUMN y INT;',
          'ALTER TABLE "a" ADD COLUMN y INT, ADD COLUMN x int;'.replace('"a"', 'a'),
        ),
      ),
    ))

  test('is shown when it should not be pending', () =>
    assert.deepEqual(compare('DROP INDEX i; DROP INDEX j;', 'DROP INDEX j;'), {
      unexpected: 'DROP INDEX i;',
      absent: '',
    }))

  test('is shown when it should be pending and is not', () =>
    assert.deepEqual(compare('', 'DROP INDEX j;'), { unexpected: '', absent: 'DROP INDEX j;' }))

  test('may or may not show what differed before', () => {
    assert.ok(isAsExpected(compare('DROP INDEX k;', '', 'DROP INDEX k; DROP INDEX l;')))
    assert.ok(isAsExpected(compare('', '', 'DROP INDEX k;')))
  })
})
