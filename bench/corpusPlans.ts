import { parseArgs } from 'node:util'
import { createEngine, type Engine } from '../server/src/engine/engine.js'
import { analyseProject } from '../server/src/project/analyseProject.js'
import type { PendingAnalysis, ProjectAnalysis } from '../server/src/project/analysis.js'
import { createCommittedDifference } from '../server/src/project/committedDifference.js'
import { parseConcertinaJson } from '../server/src/project/concertinaJson.js'
import { findProjects } from '../server/src/prisma/findProjects.js'
import type { ProjectLayout } from '../server/src/prisma/projectLayout.js'
import { diskFiles } from '../server/src/project/diskFiles.js'
import { makePlan } from '../server/src/project/makePlan.js'
import { noOwnRules } from '../server/src/project/ownRules.js'
import {
  pendingChangeOf,
  recipeOffers,
  simplerAnswers,
} from '../server/src/project/pendingChange.js'
import { productPlaces } from '../server/src/project/productPlaces.js'
import type { ProjectSnapshot } from '../server/src/project/projectSnapshot.js'
import { readTexts } from '../server/src/project/readProject.js'
import { safeForms } from '../server/src/recipes/safeForms/safeForms.js'
import { loadSqlParser, type SqlParser } from '../server/src/sql/parseStatements.js'
import type { Migration } from '../server/src/migrations/migration.js'
import { uriOfPath } from '../server/src/project/locations.js'
import { corpusProject, removeFolder, temporaryFolder, type BenchProject } from './benchProject.js'
import { machineLine } from './machine.js'
import { projectMigrations } from './projectMigrations.js'
import { schemaHistory } from './schemaHistory.js'
import { median, percentile } from './statistics.js'

/** What became of one breaking change; `offers` in the order in which they are offered. */
type Outcome = {
  readonly migration: string
  readonly rules: readonly string[]
  readonly offers: readonly {
    readonly title: string
    readonly result: 'proved' | 'refused' | 'failed'
    readonly say: string
    readonly seconds: number
  }[]
  /** Answers without a plan: a change of the schema alone, or a form of the SQL that nobody waits for. */
  readonly simpler: readonly string[]
}

/**
 * Walks through the last migrations of each project: the schema before and behind each is read back
 * from a database, the first is taken for committed and the second for what somebody has typed. A
 * change of which an error or a warning is told is breaking; for each plan that is offered then the
 * plan is asked for, with the answers that are offered first, and proved. Prints Markdown.
 */
export async function runCorpusPlans(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: 'string' },
      project: { type: 'string', multiple: true },
      changes: { type: 'string', default: '100' },
    },
  })
  const corpus = values.corpus ?? process.env['CONCERTINA_CORPUS']
  if (corpus === undefined) throw new Error('Name the folder of the projects with --corpus.')
  print(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC\n${machineLine()}\n`)
  for (const name of values.project ?? ['trigger.dev', 'langfuse']) {
    const project = corpusProject(corpus, name)
    if (project === undefined) throw new Error(`${name} is not in ${corpus}.`)
    try {
      print(reportOf(name, await outcomesOf(project, Number(values.changes))))
    } finally {
      project.remove()
    }
  }
}

async function outcomesOf(project: BenchProject, wanted: number): Promise<readonly Outcome[]> {
  const migrations = await projectMigrations(project.folder)
  // About every third migration is breaking.
  const back = Math.min(migrations.length - 1, wanted * 4)
  const texts = await schemaHistory(project, migrations, back)
  const { projects } = await findProjects(diskFiles, project.folder, {})
  const [layout] = projects
  if (layout === undefined) throw new Error(`${project.name} is no project.`)
  const cache = temporaryFolder()
  const server = new URL('../dist/server.js', import.meta.url)
  const engine = createEngine(productPlaces(server.href).engineProgram(cache))
  const parser = await loadSqlParser()
  try {
    const breaking: { readonly analysis: CheckedAnalysis; readonly migration: string }[] = []
    for (let index = migrations.length - back; index < migrations.length; index++) {
      const [before, after] = [texts.get(index), texts.get(index + 1)]
      const migration = migrations[index]
      if (before === undefined || after === undefined || migration === undefined) continue
      const snapshot = snapshotOf(project, layout, migrations.slice(0, index), before, after)
      const analysis = await analyse(snapshot, engine, parser)
      if (analysis !== undefined && isBreaking(analysis.outcome.pending))
        breaking.push({ analysis, migration: migration.name })
    }
    const outcomes: Outcome[] = []
    for (const { analysis, migration } of breaking.slice(-wanted)) {
      outcomes.push(await outcomeOf(analysis, migration, engine, parser))
      process.stderr.write(
        `${project.name}: ${outcomes.length} of ${Math.min(wanted, breaking.length)}\n`,
      )
    }
    return outcomes
  } finally {
    await engine.close()
    removeFolder(cache)
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

type CheckedAnalysis = ProjectAnalysis & {
  readonly outcome: ProjectAnalysis['outcome'] & { readonly kind: 'checked' }
}

async function analyse(
  snapshot: ProjectSnapshot,
  engine: Engine,
  parser: SqlParser,
): Promise<CheckedAnalysis | undefined> {
  const analysis = await analyseProject(snapshot, {
    engine,
    parser,
    ownRules: noOwnRules,
    now: () => performance.now(),
    committedDifference: createCommittedDifference(engine, parser, snapshot.layout),
  })
  const { outcome } = analysis
  if (outcome.kind === 'checked') return { ...analysis, outcome }
  const words = outcome.kind === 'waiting' ? outcome.problems[0]?.message : outcome.say
  process.stderr.write(`${snapshot.history.migrations.at(-1)?.name}: not analysed (${words})\n`)
  return undefined
}

function isBreaking({ findings }: PendingAnalysis): boolean {
  return findings.some(({ severity }) => severity === 'error' || severity === 'warning')
}

function snapshotOf(
  { schemaFile }: BenchProject,
  layout: ProjectLayout,
  migrations: readonly Migration[],
  before: string,
  after: string,
): ProjectSnapshot {
  const uri = uriOfPath(schemaFile)
  return {
    layout,
    schema: readTexts([{ uri, text: after }]),
    history: { migrations, problems: [] },
    servers: [],
    committed: {
      kind: 'known',
      commit: '0'.repeat(40),
      schema: readTexts([{ uri, text: before }]),
      migrations,
    },
    configuration: parseConcertinaJson('', new Set()).configuration,
  }
}

async function outcomeOf(
  analysis: CheckedAnalysis,
  migration: string,
  engine: Engine,
  parser: SqlParser,
): Promise<Outcome> {
  const change = pendingChangeOf(analysis, parser)
  if (change === undefined) throw new Error('A checked analysis has a pending change.')
  const { findings, script } = analysis.outcome.pending
  const told = findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
  const offers: Outcome['offers'][number][] = []
  for (const offer of recipeOffers(change)) {
    const started = performance.now()
    const made = await makePlan(
      analysis,
      offer,
      {},
      {
        engine,
        parser,
        now: new Date(),
        plans: [],
        onProgress: () => undefined,
        signal: new AbortController().signal,
      },
    )
    const seconds = (performance.now() - started) / 1000
    const common = { title: offer.title, seconds }
    if (made.kind === 'plan') offers.push({ ...common, result: 'proved', say: '' })
    else if (made.kind === 'refusal') offers.push({ ...common, result: 'refused', say: made.say })
    else if (made.kind === 'failed')
      offers.push({ ...common, result: 'failed', say: JSON.stringify(made.proof).slice(0, 600) })
  }
  return {
    migration,
    rules: [...new Set(told.map(({ finding }) => finding.rule))],
    offers,
    simpler: [
      ...simplerAnswers(change).map(({ title }) => title),
      ...safeForms(script).map(({ title }) => title),
    ],
  }
}

function reportOf(project: string, outcomes: readonly Outcome[]): string {
  const offers = outcomes.flatMap((outcome) => outcome.offers)
  const proofs = offers.filter(({ result }) => result === 'proved').map(({ seconds }) => seconds)
  const kinds = outcomes.map(kindOf)
  const count = (kind: string) => kinds.filter((one) => one === kind).length
  const times =
    proofs.length === 0
      ? 'no plan was proved'
      : `time of a proved plan: median ${median(proofs).toFixed(1)} s, p95 ${percentile(proofs, 0.95).toFixed(1)} s, ${proofs.length} plans`
  return [
    `### ${project}`,
    '',
    `The last ${outcomes.length} breaking changes: ${[...new Set(kinds)].map((kind) => `${count(kind)} ${kind}`).join(', ')}; ${times}.`,
    '',
    '| Migration | Told | Plan |',
    '| --- | --- | --- |',
    ...outcomes.map(
      (outcome) =>
        `| ${outcome.migration} | ${outcome.rules.join(', ')} | ${cell(planWords(outcome))} |`,
    ),
    '',
  ].join('\n')
}

function kindOf({ offers, simpler }: Outcome): string {
  if (offers.some(({ result }) => result === 'failed')) return 'with a failed proof'
  if (offers.some(({ result }) => result === 'proved')) {
    return offers.every(({ result }) => result === 'proved') ? 'proved' : 'proved in part'
  }
  if (offers.length > 0) return 'refused'
  return simpler.length > 0 ? 'without a plan, with a safe form' : 'without a plan'
}

function planWords({ offers, simpler }: Outcome): string {
  const plans = offers.map(({ title, result, say, seconds }) =>
    result === 'proved'
      ? `proved (${seconds.toFixed(1)} s): ${title}`
      : `${result}: ${title}: ${say}`,
  )
  if (plans.length > 0) return plans.join('; ')
  return simpler.length > 0 ? `safe form: ${simpler.join('; ')}` : 'none'
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
