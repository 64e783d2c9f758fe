import { EngineEnded, EngineTimedOut } from '../engine/engineProcess.js'
import type { Engine } from '../engine/engine.js'
import type { SchemaFile } from '../engine/messages.js'
import { blankForParser } from '../prisma/blankForParser.js'
import { readConfigurationBlocks } from '../prisma/configurationBlocks.js'
import { validateSchema } from '../prisma/prismaParser.js'
import { readSettings } from '../prisma/readSettings.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { ParsedStatement } from '../sql/statement.js'
import { subtractScript } from '../sql/subtractScript.js'
import type { AnalysisOutcome, ProjectAnalysis } from './analysis.js'
import { analysePendingScript } from './analyseScripts.js'
import { pathOfUri } from './locations.js'
import type { OwnRules } from './ownRules.js'
import { priorDriftOf } from './priorDrift.js'
import {
  committedPrefix,
  engineHistoryOf,
  filterOf,
  type CommittedState,
  type ProjectSnapshot,
  type ReadSchema,
} from './projectSnapshot.js'

/** What an analysis works with; the engine serves one project. */
export type AnalysisServices = {
  readonly engine: Engine
  readonly parser: SqlParser
  readonly ownRules: OwnRules
  /** Milliseconds from some fixed moment. */
  readonly now: () => number
}

/**
 * What the committed schema differs by from the committed migrations; nothing without a commit.
 * It may leave the engine at another history.
 */
export type CommittedDifference = (committed: CommittedState) => Promise<PriorScript>

export type PriorScript = { readonly sql: string; readonly statements: readonly ParsedStatement[] }

type Means = AnalysisServices & { readonly committedDifference: CommittedDifference }

/**
 * The one way from a project's files to its findings: difference between the replayed history
 * and the schema, minus what the committed state differed by before, executed and measured
 * statement by statement, judged by the rules, and placed on the schema lines that cause it.
 * Never rejects: what goes wrong is an outcome.
 */
export async function analyseProject(
  snapshot: ProjectSnapshot,
  means: Means,
): Promise<ProjectAnalysis> {
  const started = means.now()
  const outcome = await outcomeOf(snapshot, means)
  return { snapshot, outcome, durationMs: means.now() - started }
}

async function outcomeOf(snapshot: ProjectSnapshot, means: Means): Promise<AnalysisOutcome> {
  const unsupported = whyUnsupported(snapshot)
  if (unsupported !== undefined) return { kind: 'unsupported', say: unsupported }
  try {
    return await checkedOutcome(snapshot, means)
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
  { engine, parser, ownRules, committedDifference }: Means,
): Promise<AnalysisOutcome> {
  const { layout, schema, history, committed } = snapshot
  const end = history.migrations.length
  // Before the working copy's history, which usually only goes on from the committed one.
  const prior = await committedDifference(committed)
  engine.open(
    engineHistoryOf(layout, history.migrations, committedPrefix(history.migrations, committed)),
  )
  const asked = engine.diff({
    at: end,
    files: engineFiles(schema),
    filter: filterOf(layout),
    direction: 'toSchema',
  })
  // Has to be read anyway: here it is while the engine's process works.
  void schema.model
  const difference = await asked
  if (difference.kind === 'invalidSchema') return waiting(schema, difference.message)
  if (difference.kind === 'failed') {
    return {
      kind: 'failed',
      say: `Prisma's engine could not compare the schema: ${difference.message}`,
    }
  }
  const text = subtractScript(difference.sql, parser.parse(difference.sql), prior.statements)
  const [catalogue, replay] = await Promise.all([engine.catalogue(end), engine.replay(end)])
  const pending = await analysePendingScript({
    snapshot,
    engine,
    parser,
    ownRules,
    text,
    catalogue,
  })
  return {
    kind: 'checked',
    replay,
    catalogue,
    pending,
    drift: priorDriftOf(schema, prior.sql, prior.statements.length),
  }
}

/** The schema's files as Prisma's engine can read them; offsets are those of the originals. */
export function engineFiles({ texts }: Pick<ReadSchema, 'texts'>): SchemaFile[] {
  return texts.map(({ uri, text }) => ({
    path: pathOfUri(uri) ?? uri,
    content: blankForParser(text),
  }))
}

function whyUnsupported({ layout, schema }: ProjectSnapshot): string | undefined {
  const next = layout.problems.find((problem) => problem.kind === 'prisma-next')
  if (next !== undefined) return next.say
  if (schema.texts.length === 0) {
    return layout.problems[0]?.say ?? 'The project has no schema file.'
  }
  const { provider } = readSettings(
    schema.texts.flatMap(({ text }) => readConfigurationBlocks(text)),
  )
  if (provider === undefined || provider === 'postgresql' || provider === 'postgres')
    return undefined
  return `The datasource uses "${provider}". Concertina checks PostgreSQL only and leaves this schema alone.`
}

function waiting(schema: ReadSchema, message: string): AnalysisOutcome {
  const files = schema.texts.map(({ uri, text }) => ({ path: uri, text }))
  const found = validateSchema(files).map(({ path, range, message: reason }) => ({
    uri: path,
    range,
    message: reason,
  }))
  const first = schema.texts[0]
  const fallback =
    first === undefined ? [] : [{ uri: first.uri, range: { start: 0, end: 0 }, message }]
  return { kind: 'waiting', problems: found.length > 0 ? found : fallback }
}
