import { relative } from 'node:path/posix'
import type { DataVerdict } from '../environments/data/dataVerdict.js'
import type { ReplayFailure } from '../engine/replayReport.js'
import type { AnalysisOutcome, MigrationAnalysis, PlacedFinding } from '../project/analysis.js'
import { postgresTargetOf } from '../project/postgresTarget.js'
import type { ProjectSnapshot } from '../project/projectSnapshot.js'
import type {
  CheckReport,
  ReportedExecution,
  ReportedMigration,
  ReportedProblem,
  ReportedStatement,
} from '../protocol/checkReport.js'
import type { ReportedFinding, ReportedVerdict } from '../protocol/finding.js'
import type { AnalysedScript, AnalysedStatement } from '../rules/script.js'
import { lineIndexOf, type LineIndex } from '../text/lineIndex.js'
import { describePrisma } from './projectState.js'
import { reportedUsages } from './reportedUsages.js'

export type CheckInput = {
  readonly snapshot: ProjectSnapshot
  /** Absent when only files were asked about and not what the schema would do. */
  readonly outcome?: AnalysisOutcome
  readonly migrations: readonly MigrationAnalysis[]
  /** The path of a uri. */
  readonly pathOf: (uri: string) => string
}

/** Everything that a check found, as one value: what the command line prints and CI reads. */
export function checkReport({ snapshot, outcome, migrations, pathOf }: CheckInput): CheckReport {
  const { layout, schema, history } = snapshot
  const fileOf = (uri: string) => relative(layout.root, pathOf(uri))
  const linesOf = lineIndexes([
    ...schema.documents.map(({ uri, text }) => [uri, text] as const),
    ...history.migrations.map(({ uri, text }) => [uri, text] as const),
    ...migrations.map(({ uri, script }) => [uri, script.text] as const),
  ])
  const checked = outcome?.kind === 'checked' ? outcome : undefined
  const pending = checked?.pending.script
  const pendingLines = lineIndexOf(pending?.text ?? '')
  const reportedMigrations = migrations.map((migration) => reportedMigration(migration, fileOf))
  const pendingStatements =
    pending?.statements.map((one) => reportedStatement(one, pendingLines)) ?? []
  const findings = [
    ...(checked?.pending.findings ?? []).map((placed) => reportedFinding(placed, fileOf, linesOf)),
    ...migrations.flatMap(({ name, findings: placed }) =>
      placed.map((one) => ({ ...reportedFinding(one, fileOf, linesOf), migration: name })),
    ),
  ]
  const statements = [...pendingStatements, ...reportedMigrations.flatMap((one) => one.statements)]
  return {
    version: 1,
    project: {
      root: layout.root,
      schema: schema.documents.map(({ uri }) => fileOf(uri)),
      migrations: relative(layout.root, layout.migrationsDir),
      prisma: describePrisma(layout.prismaVersion),
      postgres: checked?.replay.postgres ?? '',
      judgedFor: judgedFor(snapshot),
      replayed: {
        migrations: checked?.replay.migrations ?? 0,
        failures: checked?.replay.failures.length ?? 0,
      },
    },
    pending: {
      sql: pending?.text ?? '',
      statements: pendingStatements,
      ...(pending === undefined ? {} : { execution: reportedExecution(pending) }),
    },
    drift: { sql: checked?.drift.sql ?? '' },
    migrations: reportedMigrations,
    findings,
    coverage: {
      statements: statements.length,
      analysed: statements.filter((statement) => statement.analysed).length,
      suppressed: [checked?.pending, ...migrations].flatMap((one) => one?.suppressed ?? []).length,
    },
    problems: outcome === undefined ? [] : problemsOf(outcome, snapshot, fileOf, linesOf),
  }
}

function judgedFor({ configuration, servers }: ProjectSnapshot) {
  const { version, basis, say, differs } = postgresTargetOf(configuration, servers)
  return { postgres: version, basis, say, differs }
}

function reportedMigration(
  { name, uri, script }: MigrationAnalysis,
  fileOf: (uri: string) => string,
): ReportedMigration {
  return {
    name,
    file: fileOf(uri),
    statements: reportedStatements(script),
    execution: reportedExecution(script),
  }
}

function reportedExecution({ execution, fallback }: AnalysedScript): ReportedExecution {
  return { model: execution, ...(fallback === undefined ? {} : { fallback }) }
}

export function reportedStatements(script: AnalysedScript): ReportedStatement[] {
  const lines = lineIndexOf(script.text)
  return script.statements.map((statement) => reportedStatement(statement, lines))
}

function reportedStatement(
  { statement, evidence }: AnalysedStatement,
  lines: LineIndex,
): ReportedStatement {
  const place = { sql: statement.text, range: lines.rangeOf(statement.range) }
  const nothing = { locks: [], rewrites: [], scans: [] }
  switch (evidence.kind) {
    case 'measured':
    case 'derived':
      return {
        ...place,
        locks: evidence.locks.map(({ relation, mode }) => ({ relation, mode })),
        rewrites: evidence.rewrites,
        scans: evidence.scans,
        analysed: true,
        basis: evidence.kind,
        ...(evidence.kind === 'derived' ? { why: evidence.why } : {}),
      }
    case 'refused':
      return { ...place, ...nothing, analysed: false, why: evidence.failure.message }
    case 'unknown':
      return { ...place, ...nothing, analysed: false, why: evidence.why }
    default:
      return evidence satisfies never
  }
}

export function reportedFinding(
  { finding, severity, uri, range, data, usages }: PlacedFinding,
  fileOf: (uri: string) => string,
  linesOf: (uri: string) => LineIndex,
): ReportedFinding {
  return {
    rule: finding.rule,
    severity,
    message: [finding.message, data?.say ?? '', usages?.say ?? '']
      .filter((text) => text !== '')
      .join(' '),
    file: fileOf(uri),
    range: linesOf(uri).rangeOf(range),
    object: finding.object,
    hurts: finding.hurts,
    ...(finding.recipe === undefined ? {} : { recipe: finding.recipe }),
    ...(finding.facts === undefined ? {} : { facts: finding.facts }),
    statement: finding.statement,
    ...(data === undefined ? {} : { data: reportedVerdict(data) }),
    ...(usages === undefined ? {} : { usages: reportedUsages(usages, fileOf) }),
  }
}

function reportedVerdict({ severity: _severity, ...verdict }: DataVerdict): ReportedVerdict {
  return verdict
}

function problemsOf(
  outcome: AnalysisOutcome,
  snapshot: ProjectSnapshot,
  fileOf: (uri: string) => string,
  linesOf: (uri: string) => LineIndex,
): ReportedProblem[] {
  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  const schemaFile = snapshot.schema.documents[0]
  switch (outcome.kind) {
    case 'checked': {
      const uris = new Map(snapshot.history.migrations.map(({ name, uri }) => [name, uri]))
      return outcome.replay.failures.map((failure) => {
        const uri = uris.get(failure.migration)
        return uri === undefined
          ? { file: failure.migration, range: nowhere, message: failure.say }
          : {
              file: fileOf(uri),
              range: linesOf(uri).rangeOf(spanOf(failure)),
              message: failure.say,
            }
      })
    }
    case 'waiting':
      return outcome.problems.map(({ uri, range, message }) => ({
        file: fileOf(uri),
        range: linesOf(uri).rangeOf(range),
        message,
      }))
    case 'unsupported':
    case 'failed':
      return [
        {
          file: schemaFile === undefined ? '' : fileOf(schemaFile.uri),
          range: nowhere,
          message: outcome.say,
        },
      ]
    default:
      return outcome satisfies never
  }
}

function spanOf({ start, end, failure }: ReplayFailure) {
  return { start: start + (failure.at ?? 0), end }
}

function lineIndexes(texts: readonly (readonly [string, string])[]): (uri: string) => LineIndex {
  const textOf = new Map(texts)
  const indexes = new Map<string, LineIndex>()
  return (uri) => {
    const known = indexes.get(uri) ?? lineIndexOf(textOf.get(uri) ?? '')
    indexes.set(uri, known)
    return known
  }
}
