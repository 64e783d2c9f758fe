import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { RehearsalStepResult } from '../../server/src/engine/messages.js'
import { startBackfill } from '../../server/src/plans/prove/backfillRun.js'
import { onlyStatement } from '../../server/src/plans/prove/checkQuery.js'
import type { PlannedBackfill } from '../../server/src/recipes/recipe.js'
import { quoteQualified } from '../../server/src/sql/quoting.js'
import type { ApplicationHandle } from './applicationHandle.js'
import type { PlannedExample } from './plannedExample.js'
import { count } from './recipeDatabase.js'

/** A run of a plan as far as it has come. */
export type PlanState = {
  readonly planned: PlannedExample
  readonly url: string
  readonly applications: ApplicationHandle
  readonly client: Client
  readonly times: { phase: string; seconds: number }[]
  readonly found: { where: string; rows: number }[]
}

/** The backfill in batches of 1000 with a pause, as the plan's README runs it, then its check. */
export async function migrate(state: PlanState): Promise<string | undefined> {
  const { planned, applications, times } = state
  const { backfill, furtherBackfills = [], rehearsal } = planned.draft
  await applications.ask({ kind: 'phase', name: 'migrate' })
  const started = performance.now()
  for (const one of [...(backfill === undefined ? [] : [backfill]), ...furtherBackfills]) {
    const failure = await backfillAll(state.client, one)
    if (failure !== undefined) return `migrate: ${failure}`
  }
  if (backfill !== undefined) times.push({ phase: 'migrate', seconds: since(started) })
  const { settle } = rehearsal
  if (settle !== undefined && (await verifies(state)) > 0) await state.client.query(settle)
  await check(state, 'behind migrate')
  return undefined
}

async function backfillAll(client: Client, backfill: PlannedBackfill): Promise<string | undefined> {
  const pass = startBackfill(rehearsalOf(client), backfill, 1000, Infinity)
  while (!pass.finished()) {
    const failure = await pass.next()
    if (failure !== undefined) return JSON.stringify(failure)
    await sleep(100)
  }
  return undefined
}

/** As much of a rehearsal as a backfill needs, on the server. */
function rehearsalOf(client: Client): Parameters<typeof startBackfill>[0] {
  const unused = () => Promise.reject(new Error('A backfill asks for nothing but its batches.'))
  return {
    run: async (steps) => {
      const results: RehearsalStepResult[] = []
      for (const { sql, parameters = [] } of steps) {
        const { fields, rows, rowCount } = await client.query<(string | null)[]>({
          text: sql,
          values: [...parameters],
          rowMode: 'array',
        })
        const columns = fields.map(({ name }) => name)
        results.push({ kind: 'rows', columns, rows, affected: rowCount ?? 0 })
      }
      return results
    },
    diff: unused,
    catalogue: unused,
  }
}

/** Asked while everything is writing: the two shapes of a row must agree at every moment. */
export async function check(state: PlanState, where: string): Promise<void> {
  const rows = await verifies(state)
  if (rows > 0) state.found.push({ where: `verify.sql ${where}`, rows })
  const { divergence } = state.planned.draft.rehearsal
  if (divergence === undefined) return
  const diverging = await countRows(state.client, divergence)
  if (diverging > 0) state.found.push({ where: `comparison ${where}`, rows: diverging })
}

function verifies({ client, planned }: PlanState): Promise<number> {
  return countRows(client, planned.draft.verify)
}

function countRows(client: Client, query: string): Promise<number> {
  return count(client, `SELECT count(*) FROM (${onlyStatement(query)}) AS found`)
}

export async function rowsOf(
  client: Client,
  table: { readonly schema: string; readonly name: string } | undefined,
): Promise<number> {
  return table === undefined ? 0 : count(client, `SELECT count(*) FROM ${quoteQualified(table)}`)
}

export function since(started: number): number {
  return (performance.now() - started) / 1000
}
