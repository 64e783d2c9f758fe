import type { AnalysisOutcome, PlacedFinding, ProjectAnalysis } from '../project/analysis.js'
import type { OffsetRange } from '../text/range.js'
import { pageOfRule, type Diagnostic } from './diagnostic.js'
import { findingMessage } from './findingMessage.js'
import { pendingSqlOffset, pendingSqlText, pendingSqlUri } from './pendingSqlDocument.js'
import { usagePlaces } from './usagePlaces.js'

/** Everything that the analysis has to say in one schema file. */
export function schemaDiagnostics(
  analysis: ProjectAnalysis,
  projectUri: string,
  uri: string,
): readonly Diagnostic[] {
  const { outcome } = analysis
  switch (outcome.kind) {
    case 'checked':
      return [
        ...outcome.pending.findings
          .filter((placed) => placed.uri === uri)
          .map((placed) => findingDiagnostic(placed, analysis, projectUri)),
        ...driftDiagnostic(outcome, uri),
        ...replayDiagnostic(outcome, analysis, uri),
      ]
    case 'waiting':
      return waitingDiagnostic(outcome, uri)
    case 'failed':
      return firstFile(analysis) === uri
        ? [plain('checks-failed', 'warning', datasourceRange(analysis, uri), outcome.say)]
        : []
    case 'unsupported':
      return []
    default:
      return outcome satisfies never
  }
}

function findingDiagnostic(
  placed: PlacedFinding,
  analysis: ProjectAnalysis,
  projectUri: string,
): Diagnostic {
  const { finding, severity, range } = placed
  const statement =
    analysis.outcome.kind === 'checked'
      ? analysis.outcome.pending.script.statements[finding.statement]
      : undefined
  const offset = pendingSqlOffset(analysis)
  return {
    range,
    severity,
    message: findingMessage(placed),
    code: finding.rule,
    page: pageOfRule(finding.rule),
    related: [
      ...(statement === undefined
        ? []
        : [
            {
              uri: pendingSqlUri(projectUri),
              text: pendingSqlText(analysis),
              range: {
                start: statement.statement.range.start + offset,
                end: statement.statement.range.end + offset,
              },
              message: firstLine(statement.statement.text),
            },
          ]),
      ...usagePlaces(placed.usages),
    ],
    data: { rule: finding.rule, statement: finding.statement },
  }
}

function driftDiagnostic(
  { drift }: AnalysisOutcome & { kind: 'checked' },
  uri: string,
): Diagnostic[] {
  if (drift.at?.uri !== uri) return []
  const message = `${drift.at.message}\n\n${drift.sql.trim()}`
  return [plain('drift-before', 'information', drift.at.range, message)]
}

function replayDiagnostic(
  { replay }: AnalysisOutcome & { kind: 'checked' },
  analysis: ProjectAnalysis,
  uri: string,
): Diagnostic[] {
  const [first] = replay.failures
  if (first === undefined || firstFile(analysis) !== uri) return []
  const count = replay.failures.length
  const message =
    `${count === 1 ? 'One statement' : `${count} statements`} of the migration history could not be replayed, ` +
    `the first in "${first.migration}", line ${first.line}: ${first.failure.message}. What depends on ${count === 1 ? 'it' : 'them'} is not checked.`
  return [plain('history-not-replayed', 'information', datasourceRange(analysis, uri), message)]
}

function waitingDiagnostic(
  { problems }: AnalysisOutcome & { kind: 'waiting' },
  uri: string,
): Diagnostic[] {
  const [first] = problems
  if (first?.uri !== uri) return []
  const message = `Checks are waiting for a valid schema: ${first.message}`
  return [plain('schema-not-valid', 'information', first.range, message)]
}

function plain(
  code: string,
  severity: Diagnostic['severity'],
  range: OffsetRange,
  message: string,
): Diagnostic {
  return { code, severity, range, message, related: [] }
}

function firstFile({ snapshot }: ProjectAnalysis): string | undefined {
  const documents = snapshot.schema.documents
  const withDatasource = documents.find(({ blocks }) =>
    blocks.some(({ kind }) => kind === 'datasource'),
  )
  return (withDatasource ?? documents[0])?.uri
}

function datasourceRange({ snapshot }: ProjectAnalysis, uri: string): OffsetRange {
  const document = snapshot.schema.documents.find((one) => one.uri === uri)
  const datasource = document?.blocks.find(({ kind }) => kind === 'datasource')
  return datasource?.name.range ?? { start: 0, end: 0 }
}

function firstLine(text: string): string {
  const [line, ...more] = text.split('\n')
  return more.length === 0 ? (line ?? '') : `${line} …`
}
