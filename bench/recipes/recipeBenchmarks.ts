import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createEngine, type Engine } from '../../server/src/engine/engine.js'
import { recipes } from '../../server/src/recipes/index.js'
import { loadSqlParser } from '../../server/src/sql/parseStatements.js'
import { machineLine } from '../machine.js'
import { examples } from './examples/index.js'
import { missedTargets, type Measure } from './measure.js'
import { measuresTable } from './measuresTable.js'
import { runNaive } from './naiveRun.js'
import { plannedExample, type PlannedExample } from './plannedExample.js'
import { runPlan, type RunOptions } from './planRun.js'
import { prepareDatabase, startServer, type BenchServer } from './recipeDatabase.js'
import { writePage } from './measuredPage.js'

/** Measures the plan of every recipe beside Prisma's migration; progress goes to the standard error. */
export async function runRecipeBenchmarks(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '4' },
      postgres: { type: 'string' },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  const unknown = only?.filter((id) => !recipes.some((recipe) => recipe.id === id)) ?? []
  if (unknown.length > 0) throw new Error(`There is no recipe ${unknown.join(', ')}.`)
  const wanted = recipes.filter(({ id }) => only?.includes(id) ?? true).map(({ id }) => id)
  const options = { ...usual, rows: Number(values.rows), seconds: Number(values.seconds) }
  const major = values.postgres === undefined ? undefined : Number(values.postgres)
  const { json } = values
  const { measures, problems } = await measureRecipes(wanted, options, major, (done) => {
    say([rowsOf(done.slice(-1)), ...done.slice(-1).flatMap(causes)].join('\n'))
    // Written each time: a run of hours may end early.
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(done, undefined, 1)}\n`)
  })
  process.stdout.write(`${machineLine()}\n\n${measuresTable(measures, problems)}\n`)
  if (json === undefined) process.stdout.write(`\n${JSON.stringify(measures)}\n`)
  if (values.write) writePage(measures, machineClass())
}

/** Four connections with about 220 statements a second in all while both versions are alive. */
const usual = { connections: 2, pace: 55 }

/** Without the load, which each measure has of its own. */
function machineClass(): string {
  return machineLine().split(', ').slice(0, -1).join(', ')
}

const say = (text: string) => void process.stderr.write(`${text}\n`)

function rowsOf(measures: readonly Measure[]): string {
  return measuresTable(measures, []).split('\n').slice(2).join('\n')
}

/** What to look at where a plan has missed a target. */
function causes(measure: Measure): readonly string[] {
  const { failure, errors, divergingWhere, locks, during } = measure.plan
  if (missedTargets(measure).length === 0) return []
  return [
    ...(failure === undefined ? [] : [failure]),
    ...errors.map(
      ({ version, phase, count, sqlState, message, sql }) =>
        `${count} × ${version}, ${phase}: ${sqlState} ${message}\n    ${sql}`,
    ),
    ...divergingWhere,
    ...during.map(
      ({ phase, longest, slowest }) => `${phase}: ${Math.round(longest)} ms ${slowest}`,
    ),
    ...locks.map((wait) => `${wait.ms} ms: ${wait.waits}\n    waits for ${wait.for}`),
  ].map((line) => `  ${line}`)
}

export type RecipeProblem = { readonly recipe: string; readonly say: string }

/** One recipe after the other; what could not be measured is said, and the others are measured all the same. */
export async function measureRecipes(
  wanted: readonly string[],
  options: RunOptions,
  major: number | undefined,
  onMeasured: (measures: readonly Measure[]) => void,
): Promise<{ readonly measures: readonly Measure[]; readonly problems: readonly RecipeProblem[] }> {
  const { planned, problems } = await plannedExamples(wanted)
  const server = await startServer(major)
  const measures: Measure[] = []
  try {
    for (const one of planned) {
      const { recipe } = one.example
      try {
        measures.push(await measureExample(server, one, options))
        onMeasured(measures)
      } catch (error) {
        problems.push({ recipe, say: (error as Error).message })
        say(`${recipe}: ${(error as Error).stack}`)
      }
    }
  } finally {
    await server.stop()
  }
  return { measures, problems }
}

/** All before the first measure: the engine's memory and processor are not to be the applications'. */
async function plannedExamples(wanted: readonly string[]) {
  const cache = mkdtempSync(path.join(os.tmpdir(), 'concertina-bench-'))
  const engine = startEngine(cache)
  const parser = await loadSqlParser()
  const planned: PlannedExample[] = []
  const problems: RecipeProblem[] = []
  try {
    for (const recipe of wanted) {
      const example = examples.find((one) => one.recipe === recipe)
      try {
        if (example === undefined) problems.push({ recipe, say: 'no example' })
        else planned.push(await plannedExample(engine, parser, example))
      } catch (error) {
        problems.push({ recipe, say: (error as Error).message })
      }
    }
    return { planned, problems }
  } finally {
    await engine.close()
    rmSync(cache, { recursive: true, force: true })
  }
}

async function measureExample(
  server: BenchServer,
  planned: PlannedExample,
  options: RunOptions,
): Promise<Measure> {
  const prepared = await prepareDatabase(server, planned, options.rows)
  try {
    const plan = await onCopy(prepared.copy, 'plan', (url) => runPlan(planned, url, options))
    const naive = await onCopy(prepared.copy, 'naive', (url) => runNaive(planned, url, options))
    return {
      recipe: planned.example.recipe,
      operation: planned.draft.operation,
      rows: options.rows,
      postgres: server.version,
      date: new Date().toISOString().slice(0, 10),
      load: Number((os.loadavg()[0] ?? 0).toFixed(1)),
      plan,
      naive,
    }
  } finally {
    await prepared.drop()
  }
}

async function onCopy<T>(
  copy: Awaited<ReturnType<typeof prepareDatabase>>['copy'],
  name: string,
  run: (url: string) => Promise<T>,
): Promise<T> {
  const database = await copy(name)
  try {
    return await run(database.url)
  } finally {
    await database.drop()
  }
}

/** From the sources, so that nothing has to be built but the assets. */
function startEngine(cache: string): Engine {
  return createEngine({
    modulePath: path.join(root, 'server/src/engine-worker.ts'),
    execArgv: ['--import', 'tsx'],
    timeoutMs: 60_000,
    start: {
      assets: path.join(root, 'dist/assets'),
      cache,
      cacheBytes: 1_000_000_000,
      comparesSchemas: true,
    },
  })
}

const root = fileURLToPath(new URL('../../', import.meta.url))
