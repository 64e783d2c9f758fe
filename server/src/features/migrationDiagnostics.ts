import type { ReplayReport } from '../engine/replayReport.js'
import type { MigrationAnalysis } from '../project/analysis.js'
import type { Diagnostic } from './diagnostic.js'

/** What is wrong in one migration file: the rules' findings, and statements that could not be read or replayed. */
export function migrationDiagnostics(
  analysis: MigrationAnalysis | undefined,
  name: string,
  replay: ReplayReport | undefined,
): readonly Diagnostic[] {
  const findings = (analysis?.findings ?? []).map(({ finding, severity, range }): Diagnostic => ({
    range,
    severity,
    message: finding.message,
    code: finding.rule,
    page: `rules/${finding.rule}.md`,
    related: [],
    data: { rule: finding.rule, statement: finding.statement },
  }))
  const failures = (replay?.failures ?? [])
    .filter(({ migration }) => migration === name)
    .map(({ start, end, failure, say }): Diagnostic => ({
      range: { start: start + (failure.at ?? 0), end },
      severity: 'warning',
      message: say,
      code: 'not-replayed',
      related: [],
    }))
  return [...findings, ...failures]
}
