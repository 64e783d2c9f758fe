import type { Catalogue } from '../engine/catalogue.js'
import type { Engine } from '../engine/engine.js'
import type { MigrationTrace } from '../engine/replayReport.js'
import type { TraceRequest } from '../engine/trace.js'
import type { Migration } from '../migrations/migration.js'
import { locateAction } from '../prisma/locateAction.js'
import { analyseScript } from '../rules/analyseScript.js'
import { evaluateRules } from '../rules/evaluateRules.js'
import { rules } from '../rules/index.js'
import { findingsOfProblems } from '../rules/own/ownScript.js'
import type { Finding } from '../rules/rule.js'
import { relationsOf } from '../sql/objectsOf.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { ParsedStatement } from '../sql/statement.js'
import type { MigrationAnalysis, PendingAnalysis, PlacedFinding } from './analysis.js'
import { judgedBy, rulesInForce } from './findingPolicy.js'
import type { OwnRules, OwnRulesOfProject } from './ownRules.js'
import { postgresTargetOf } from './postgresTarget.js'
import type { ProjectSnapshot } from './projectSnapshot.js'
import { loadScriptExecution } from './scriptExecution.js'
import { sortsBefore } from './sortsBefore.js'
import { suppressionsInSchema, suppressionsInSql } from './suppressions.js'

type ScriptInput = {
  readonly snapshot: ProjectSnapshot
  readonly engine: Engine
  readonly parser: SqlParser
  readonly ownRules: OwnRules
}

export async function analysePendingScript(
  input: ScriptInput & { readonly text: string; readonly catalogue: Catalogue },
): Promise<PendingAnalysis> {
  const { snapshot, engine, parser, ownRules, text, catalogue } = input
  const statements = parser.parse(text)
  const traces = statements.length === 0 ? [] : await engine.trace(statements.map(traceRequestOf))
  const executionOf = await loadScriptExecution(snapshot.layout)
  const script = analyseScript({
    origin: 'pending',
    text,
    statements,
    traces,
    catalogue,
    target: snapshot.schema.model,
    ...(snapshot.committed.kind === 'known' ? { committed: snapshot.committed.schema.model } : {}),
    ...executionOf(text, statements),
    naming: snapshot.configuration.naming,
    ...postgresOf(snapshot),
  })
  const inForce = rulesInForce(snapshot.configuration, rules)
  const own = await ownRules.judge(ownRulesOf(snapshot), script)
  const findings = [
    ...evaluateRules(script, inForce),
    ...own.findings,
    ...findingsOfProblems(script, own.problems),
  ].flatMap((finding) => placeInSchema(finding, snapshot))
  const suppressions = snapshot.schema.documents.flatMap(suppressionsInSchema)
  return { script, ...judgedBy(snapshot.configuration, findings, undefined, suppressions) }
}

/** Judges migrations `from` up to, not including, `to` of the history that the engine has open. */
export async function analyseMigrations(
  input: ScriptInput & { readonly from: number; readonly to: number },
): Promise<readonly MigrationAnalysis[]> {
  const { snapshot, engine, parser, ownRules, from, to } = input
  const migrations = snapshot.history.migrations.slice(from, to)
  const parsed = migrations.map(({ text }) => parser.parse(text))
  // Asked before the traces move the database on; what follows is threaded from script to script.
  const catalogueBefore = engine.catalogue(from)
  const traces = tracesInParts(engine, from, parsed)
  const inForce = rulesInForce(snapshot.configuration, rules)
  const executionOf = await loadScriptExecution(snapshot.layout)
  const beyond = statementsAfter(to, input)
  let catalogue = await catalogueBefore
  const analyses: MigrationAnalysis[] = []
  let problemsAreTold = false
  for (const [index, migration] of migrations.entries()) {
    const statements = parsed[index] ?? []
    const trace = (await traces[Math.floor(index / migrationsInPart)])?.[index % migrationsInPart]
    const script = analyseScript({
      origin: 'migration',
      text: migration.text,
      statements,
      traces: trace?.statements ?? [],
      catalogue,
      later: [...parsed.slice(index + 1), ...beyond],
      ...executionOf(migration.text, statements),
      ...sortsBefore(migration.name, snapshot.committed),
      naming: snapshot.configuration.naming,
      ...postgresOf(snapshot),
    })
    const own = await ownRules.judge(ownRulesOf(snapshot), script, migration.name)
    const placed = [
      ...evaluateRules(script, inForce),
      ...own.findings,
      ...(problemsAreTold ? [] : findingsOfProblems(script, own.problems)),
    ].map((finding) => placeInMigration(finding, migration))
    problemsAreTold ||= own.problems.length > 0
    const judged = judgedBy(
      snapshot.configuration,
      placed,
      migration.name,
      suppressionsInSql(migration.uri, migration.text, statements),
    )
    catalogue = script.after
    analyses.push({ name: migration.name, uri: migration.uri, script, ...judged })
  }
  return analyses
}

/**
 * Executes the migrations in parts, all asked for at once: the engine's process executes one part
 * while the one before it is judged here.
 */
function tracesInParts(
  engine: Engine,
  from: number,
  parsed: readonly (readonly ParsedStatement[])[],
): readonly Promise<readonly MigrationTrace[]>[] {
  const parts: Promise<readonly MigrationTrace[]>[] = []
  for (let start = 0; start < parsed.length; start += migrationsInPart) {
    const part = parsed.slice(start, start + migrationsInPart)
    const asked = engine.traceMigrations(
      from + start,
      part.map((statements) => statements.map(traceRequestOf)),
    )
    // Each is awaited in its turn; until then it must not count as unhandled.
    asked.catch(() => undefined)
    parts.push(asked)
  }
  return parts
}

const migrationsInPart = 32

/** Only of files that settle what an earlier one left open: parsing a long history takes its time. */
function statementsAfter(
  to: number,
  { snapshot, parser }: ScriptInput,
): readonly (readonly ParsedStatement[])[] {
  return snapshot.history.migrations
    .slice(to)
    .filter(({ text }) => /\b(?:VALIDATE|DROP)\s+CONSTRAINT\b/i.test(text))
    .map(({ text }) => parser.parse(text))
}

function ownRulesOf({ layout, configuration }: ProjectSnapshot): OwnRulesOfProject {
  return { root: layout.root, files: configuration.ownRules }
}

/** Who says the version is told only where the file alone does not explain it. */
function postgresOf({ configuration, servers }: ProjectSnapshot) {
  const { version, basis, differs, say } = postgresTargetOf(configuration, servers)
  return {
    postgresVersion: version,
    ...(basis === 'server' || differs ? { postgresSource: say } : {}),
  }
}

function traceRequestOf(statement: ParsedStatement): TraceRequest {
  const names = relationsOf(statement)
    .filter((object) => object.kind === 'relation')
    .map(({ name }) => (name.schema === undefined ? name.name : `${name.schema}.${name.name}`))
  return { text: statement.text, names: [...new Set(names)] }
}

/** A finding whose place is not in the schema any more stands on the datasource. */
function placeInSchema(finding: Finding, { schema }: ProjectSnapshot): PlacedFinding[] {
  const place = locateAction(schema.model, finding.action)
  const document = place?.document ?? schema.documents[0]
  if (document === undefined) return []
  const range = place?.range ?? { start: 0, end: 0 }
  return [{ finding, severity: finding.severity, uri: document.uri, range }]
}

function placeInMigration(finding: Finding, { uri }: Migration): PlacedFinding {
  return { finding, severity: finding.severity, uri, range: finding.action.range }
}
