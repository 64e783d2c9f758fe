import type { ReplayFailure, ReplayReport } from '../engine/replayReport.js'
import type { MigrationAnalysis, PlacedFinding } from '../project/analysis.js'
import { rawSqlUnknown } from '../rules/transactions/raw-sql-unknown.js'
import { pageOfRule, type Diagnostic } from './diagnostic.js'
import { findingMessage } from './findingMessage.js'
import { usagePlaces } from './usagePlaces.js'

/** What is wrong in one migration file: the rules' findings, and statements that could not be read or replayed. */
export function migrationDiagnostics(
  analysis: MigrationAnalysis | undefined,
  name: string,
  replay: ReplayReport | undefined,
): readonly Diagnostic[] {
  const failed = (replay?.failures ?? []).filter(({ migration }) => migration === name)
  const findings = (analysis?.findings ?? [])
    .filter(saysMore(failed, analysis))
    .map((placed): Diagnostic => ({
      range: placed.range,
      severity: placed.severity,
      message: findingMessage(placed),
      code: placed.finding.rule,
      page: pageOfRule(placed.finding.rule),
      related: usagePlaces(placed.usages),
      data: { rule: placed.finding.rule, statement: placed.finding.statement },
    }))
  const failures = failed
    .filter(({ start }) => !isTold(start, analysis))
    .map(({ start, end, failure, say }): Diagnostic => ({
      range: { start: start + (failure.at ?? 0), end },
      severity: 'warning',
      message: say,
      code: 'not-replayed',
      related: [],
    }))
  return [...findings, ...failures]
}

/** A finding says already that PostgreSQL refuses the statement which begins there. */
function isTold(start: number, analysis: MigrationAnalysis | undefined): boolean {
  return (analysis?.findings ?? []).some(({ finding, severity }) => {
    const statement = analysis?.script.statements[finding.statement]
    const isRefused =
      statement?.evidence.kind === 'refused' || statement?.statement.kind === 'unparsed'
    return severity === 'error' && isRefused && statement.statement.range.start === start
  })
}

/** Of a statement that the replay had to leave out, the failure itself says more than "not checked". */
function saysMore(
  failed: readonly ReplayFailure[],
  analysis: MigrationAnalysis | undefined,
): (placed: PlacedFinding) => boolean {
  return ({ finding }) => {
    const { start } = analysis?.script.statements[finding.statement]?.statement.range ?? {}
    return finding.rule !== rawSqlUnknown.id || failed.every((failure) => failure.start !== start)
  }
}
