import { EngineEnded, EngineTimedOut } from '../engine/engineProcess.js'
import type { Engine } from '../engine/engine.js'
import type { DiffResult, SchemaFile } from '../engine/messages.js'
import { blankForParser } from '../prisma/blankForParser.js'
import { validateSchema } from '../prisma/prismaParser.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { subtractScript } from '../sql/subtractScript.js'
import type { AnalysisOutcome, ProjectAnalysis } from './analysis.js'
import { analysePendingScript } from './analyseScripts.js'
import { pathOfUri } from './locations.js'
import { priorDriftOf } from './priorDrift.js'
import {
  committedPrefix,
  engineHistoryOf,
  filterOf,
  type ProjectSnapshot,
  type ReadSchema,
} from './projectSnapshot.js'

/** What an analysis works with; the engine serves one project. */
export type AnalysisServices = {
  readonly engine: Engine
  readonly parser: SqlParser
  /** Milliseconds from some fixed moment. */
  readonly now: () => number
}

/**
 * The one way from a project's files to its findings: difference between the replayed history
 * and the schema, minus what the committed state differed by before, executed and measured
 * statement by statement, judged by the rules, and placed on the schema lines that cause it.
 * Never rejects: what goes wrong is an outcome.
 */
export async function analyseProject(
  snapshot: ProjectSnapshot,
  services: AnalysisServices,
): Promise<ProjectAnalysis> {
  const started = services.now()
  const outcome = await outcomeOf(snapshot, services)
  return { snapshot, outcome, durationMs: services.now() - started }
}

async function outcomeOf(
  snapshot: ProjectSnapshot,
  services: AnalysisServices,
): Promise<AnalysisOutcome> {
  const unsupported = whyUnsupported(snapshot)
  if (unsupported !== undefined) return { kind: 'unsupported', say: unsupported }
  try {
    return await checkedOutcome(snapshot, services)
  } catch (error) {
    if (error instanceof EngineTimedOut) {
      return {
        kind: 'failed',
        say: `The analysis was stopped: ${error.message} Nothing is known about this schema.`,
      }
    }
    if (error instanceof EngineEnded) {
      return {
        kind: 'failed',
        say: `The engine failed twice on this schema (${error.message}). Nothing is known about it.`,
      }
    }
    throw error
  }
}

async function checkedOutcome(
  snapshot: ProjectSnapshot,
  { engine, parser }: AnalysisServices,
): Promise<AnalysisOutcome> {
  const { layout, schema, history, committed } = snapshot
  const end = history.migrations.length
  const before = await committedDifference(snapshot, engine)
  engine.open(
    engineHistoryOf(layout, history.migrations, committedPrefix(history.migrations, committed)),
  )
  const difference = await engine.diff({
    at: end,
    files: engineFiles(schema),
    filter: filterOf(layout),
    direction: 'toSchema',
  })
  if (difference.kind === 'invalidSchema') return waiting(schema, difference.message)
  if (difference.kind === 'failed') {
    return {
      kind: 'failed',
      say: `Prisma's engine could not compare the schema: ${difference.message}`,
    }
  }
  const priorSql = before?.kind === 'script' ? before.sql : ''
  const known = parser.parse(priorSql)
  const text = subtractScript(difference.sql, parser.parse(difference.sql), known)
  const catalogue = await engine.catalogue(end)
  const pending = await analysePendingScript({ snapshot, engine, parser, text, catalogue })
  const replay = await engine.replay(end)
  return {
    kind: 'checked',
    replay,
    catalogue,
    pending,
    drift: priorDriftOf(schema, priorSql, known.length),
  }
}

/**
 * What the committed schema differs by from the committed migrations. Asked before the working
 * copy's history, which usually only goes on from there.
 */
async function committedDifference(
  { layout, committed }: ProjectSnapshot,
  engine: Engine,
): Promise<DiffResult | undefined> {
  if (committed.kind === 'none') return undefined
  engine.open(engineHistoryOf(layout, committed.migrations, undefined))
  return engine.diff({
    at: committed.migrations.length,
    files: engineFiles(committed.schema),
    filter: filterOf(layout),
    direction: 'toSchema',
  })
}

/** The schema's files as Prisma's engine can read them; offsets are those of the originals. */
export function engineFiles({ documents }: ReadSchema): SchemaFile[] {
  return documents.map(({ uri, text }) => ({
    path: pathOfUri(uri) ?? uri,
    content: blankForParser(text),
  }))
}

function whyUnsupported({ layout, schema }: ProjectSnapshot): string | undefined {
  const next = layout.problems.find((problem) => problem.kind === 'prisma-next')
  if (next !== undefined) return next.say
  if (schema.documents.length === 0) {
    return layout.problems[0]?.say ?? 'The project has no schema file.'
  }
  const provider = schema.model.provider
  if (provider === undefined || provider === 'postgresql' || provider === 'postgres')
    return undefined
  return `The datasource uses "${provider}". Concertina checks PostgreSQL only and leaves this schema alone.`
}

function waiting(schema: ReadSchema, message: string): AnalysisOutcome {
  const files = schema.documents.map(({ uri, text }) => ({ path: uri, text }))
  const found = validateSchema(files).map(({ path, range, message: reason }) => ({
    uri: path,
    range,
    message: reason,
  }))
  const first = schema.documents[0]
  const fallback =
    first === undefined ? [] : [{ uri: first.uri, range: { start: 0, end: 0 }, message }]
  return { kind: 'waiting', problems: found.length > 0 ? found : fallback }
}
