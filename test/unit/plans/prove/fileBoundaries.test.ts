import assert from 'node:assert/strict'
import { checkBoundaries } from '../../../../server/src/plans/prove/fileBoundaries.js'
import { requiredColumnPlan } from '../../../database/plans/requiredColumnPlan.js'

suite('P10: the boundaries between the statements of a file', () => {
  const withFile = (sql: string) =>
    checkBoundaries({
      ...requiredColumnPlan,
      phases: requiredColumnPlan.phases.map((phase) => ({
        ...phase,
        migrations: [{ step: 'file', kind: 'transaction', sql }],
      })),
    })

  test('are safe in one transaction and in a single statement', () => {
    for (const sql of [
      '-- why\nBEGIN;\nSELECT 1;\nSELECT 2;\nCOMMIT;\n',
      'START TRANSACTION; SELECT 1; END;',
      'CREATE INDEX CONCURRENTLY i ON t (a);',
      'DO $$ BEGIN PERFORM 1; COMMIT; END $$;',
    ]) {
      assert.equal(withFile(sql), undefined, sql)
    }
  })

  test('leave half of it where each statement commits, or the transaction ends in between', () => {
    for (const sql of [
      'SELECT 1; SELECT 2;',
      'BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;',
      'SELECT 1; BEGIN; SELECT 2; COMMIT;',
    ]) {
      const failed = withFile(sql)
      assert.equal(failed?.proof, 'P10', sql)
      assert.match(failed.say, /^The file "file" can be left half done/)
    }
  })
})
