import assert from 'node:assert/strict'
import type { ReplayFailure, ReplayReport } from '../../../server/src/engine/replayReport.js'
import type { StatementTrace } from '../../../server/src/engine/trace.js'
import { migrationDiagnostics } from '../../../server/src/features/migrationDiagnostics.js'
import type { MigrationAnalysis } from '../../../server/src/project/analysis.js'
import { evaluateRules } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { analysed } from '../../support/rules.js'

const failure = { sqlState: '42P01', message: 'relation "nope" does not exist' }

/** What the editor shows of a file whose only statement did not go through the replay. */
function codesOf(sql: string, trace: StatementTrace | undefined): readonly string[] {
  const script = analysed({ sql, origin: 'migration', measured: { 0: trace } })
  const on = rules.filter(({ offByDefault }) => offByDefault !== true)
  const findings = evaluateRules(script, on).map((finding) => ({
    finding,
    severity: finding.severity,
    uri: 'a',
    range: finding.action.range,
  }))
  const analysis: MigrationAnalysis = { name: '1_a', uri: 'a', script, findings, suppressed: [] }
  const failures: readonly ReplayFailure[] = ['1_a', '2_b'].map((migration) => ({
    migration,
    start: 0,
    end: sql.length,
    line: 1,
    failure,
    say: 'not replayed',
  }))
  const replay = { failures } as unknown as ReplayReport
  return migrationDiagnostics(analysis, '1_a', replay).map(({ code }) => code)
}

suite('what the editor shows of a statement that cannot be replayed', () => {
  test('once, as what PostgreSQL refuses', () =>
    assert.deepEqual(codesOf('COMMENT ON TABLE nope IS NULL;', { kind: 'failed', failure }), [
      'migration-does-not-apply',
    ]))

  test('once, as not replayed, where nobody knows what a server would say', () =>
    assert.deepEqual(codesOf('COMMENT ON TABLE nope IS NULL;', undefined), ['not-replayed']))
})
