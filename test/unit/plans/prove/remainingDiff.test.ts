import assert from 'node:assert/strict'
import { compareDiffs, isAsExpected } from '../../../../server/src/plans/prove/remainingDiff.js'
import { loadSqlParser } from '../../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('what is still pending', () => {
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
