import { setTimeout as sleep } from 'node:timers/promises'
import { oldVersions, versionsAfter } from '../../server/src/plans/prove/appVersions.js'
import type { ClientTable } from '../../server/src/plans/simulation/clientTable.js'
import type { PlannedPhase } from '../../server/src/recipes/recipe.js'
import { startApplications, type ApplicationHandle } from './applicationHandle.js'
import type { PlanMeasure, RunMeasure } from './measure.js'
import { deploy } from './migrations.js'
import type { ApplicationSettings } from './applications.js'
import type { RecipeExample } from './example.js'
import { check, migrate, rowsOf, since, type PlanState } from './planMigrate.js'
import type { PlannedExample } from './plannedExample.js'
import { connect } from './recipeDatabase.js'

export type RunOptions = {
  readonly rows: number
  /** How long the applications run before the first phase and between two. */
  readonly seconds: number
  readonly connections: number
  readonly pace: number
}

/** The plan from its first phase to its last, with every version at work that its gates let be alive. */
export async function runPlan(
  planned: PlannedExample,
  url: string,
  options: RunOptions,
): Promise<PlanMeasure> {
  const { draft, versions, example } = planned
  const { seconds, connections, pace, rows } = options
  const applications = startApplications({
    url,
    rows,
    ...writtenBy(example),
    connections,
    pace,
  })
  const client = await connect(url, 'plan')
  const state: PlanState = { planned, url, applications, client, times: [], found: [] }
  const { table, movedTo: moved = table } = draft.rehearsal
  const hadRows = await rowsOf(client, planned.catalogues.before.tables[table])
  try {
    const olds = oldVersions(versions).map((one) => one.table)
    await applications.ask({ kind: 'begin', version: 'old', tables: olds })
    await sleep(seconds * 1000)
    const failure = await phasesOf(state, options)
    await applications.ask({ kind: 'end', version: 'old' })
    await applications.ask({ kind: 'end', version: 'new' })
    const report = await reportOf(applications)
    const end = planned.catalogues.after.at(-1)?.tables[moved]
    if (end !== undefined && failure === undefined) {
      // Both names mean the same table.
      const names = [...new Set([table, moved])]
      const made = names.reduce((sum, name) => sum + (report.created[name] ?? 0), 0)
      const missing = Math.abs(hadRows + made - (await rowsOf(client, end)))
      if (missing !== 0)
        state.found.push({ where: 'missing in the end or too many', rows: missing })
    }
    return {
      ...report,
      ...(failure === undefined ? {} : { failure }),
      diverging: state.found.reduce((sum, one) => sum + one.rows, 0),
      divergingWhere: state.found.map((one) => `${one.where}: ${one.rows}`),
      phases: state.times,
    }
  } finally {
    await client.end()
    await applications.close()
  }
}

async function phasesOf(state: PlanState, { seconds }: RunOptions): Promise<string | undefined> {
  const { planned, applications, url, times } = state
  const { draft } = planned
  const first = draft.phases[0]
  if (first?.name !== 'expand') {
    const failure = await migrate(state)
    if (failure !== undefined) return failure
  }
  for (const [index, phase] of draft.phases.entries()) {
    if (planned.versions.oldIsGone(phase.name)) await stopOldVersion(state, index)
    if (phase.name === 'contract') await check(state, 'before contract')
    await applications.ask({ kind: 'phase', name: phase.name })
    const started = performance.now()
    for (const { sql } of phase.migrations) {
      const failure = await deploy(url, sql)
      if (failure !== undefined) return `${phase.name}: ${failure}`
    }
    times.push({ phase: phase.name, seconds: since(started) })
    await tellVersions(state, versionsAfterPhase(planned, phase, index))
    await sleep(seconds * 1000)
    if (phase.name === 'expand') {
      const failure = await migrate(state)
      if (failure !== undefined) return failure
      await sleep(seconds * 1000)
    } else if (phase.name === 'validate') await check(state, 'behind validate')
  }
  return undefined
}

/** The old version has run out: its place is taken by the new one where there is one by then. */
async function stopOldVersion({ applications, planned }: PlanState, index: number): Promise<void> {
  const now = newTables(planned, index - 1)
  if (now.length > 0 || planned.versions.isForgotten) {
    await applications.ask({ kind: 'end', version: 'old' })
  }
}

async function tellVersions(
  { applications }: PlanState,
  { newest, isOldAlive }: { readonly newest: readonly ClientTable[]; readonly isOldAlive: boolean },
): Promise<void> {
  if (!isOldAlive) await applications.ask({ kind: 'end', version: 'old' })
  if (newest.length > 0) await applications.ask({ kind: 'begin', version: 'new', tables: newest })
}

function versionsAfterPhase(planned: PlannedExample, phase: PlannedPhase, index: number) {
  const { versions } = planned
  const alive = versionsAfter(versions, phase, index)
  return {
    newest: newTables(planned, index),
    isOldAlive: alive.some(({ say }) => say === versions.old.say),
  }
}

/**
 * What the new version knows behind a phase, on every table of the plan. It writes no value twice that has to be
 * unique in the end: its code is the one that the schema in the editor is for.
 */
function newTables({ versions, draft }: PlannedExample, index: number): readonly ClientTable[] {
  const last = draft.phases.length - 1
  return [versions, ...versions.others].flatMap((one) => {
    const table = one.now(index)?.table
    if (table === undefined) return []
    const end = new Map(one.now(last)?.table.columns.map((column) => [column.name, column.fresh]))
    const columns = table.columns.map((column) => ({
      ...column,
      fresh: column.fresh || (end.get(column.name) ?? false),
    }))
    return [{ ...table, columns }]
  })
}

/** What each version writes by the example's word. */
export function writtenBy({
  values = {},
  newValues = {},
  fixed = [],
}: RecipeExample): Pick<ApplicationSettings, 'values' | 'fixed'> {
  return { values: { old: values, new: { ...values, ...newValues } }, fixed }
}

export async function reportOf(
  applications: ApplicationHandle,
): Promise<RunMeasure & { readonly created: Readonly<Record<string, number>> }> {
  const report = await applications.ask({ kind: 'report' })
  if (report === undefined) throw new Error('The applications report nothing.')
  const { phases, statements, errors, locks, created } = report
  const [before, ...during] = phases
  if (before === undefined) throw new Error('No statement was sent.')
  return { statements, errors, locks, created, before, during }
}
