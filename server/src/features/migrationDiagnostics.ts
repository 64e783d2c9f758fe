import type { ReplayReport } from '../engine/replayReport.js'
import type { MigrationAnalysis } from '../project/analysis.js'
import type { Diagnostic } from './diagnostic.js'
import { findingMessage } from './findingMessage.js'

/** What is wrong in one migration file: the rules' findings, and statements that could not be read or replayed. */
export function migrationDiagnostics(
  analysis: MigrationAnalysis | undefined,
  name: string,
  replay: ReplayReport | undefined,
): readonly Diagnostic[] {
  const findings = (analysis?.findings ?? []).map((placed): Diagnostic => ({
    range: placed.range,
    severity: placed.severity,
    message: findingMessage(placed),
    code: placed.finding.rule,
    page: `rules/${placed.finding.rule}.md`,
    related: [],
    data: { rule: placed.finding.rule, statement: placed.finding.statement },
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
