import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { oldVersions } from '../../server/src/plans/prove/appVersions.js'
import { clientTable, type ClientTable } from '../../server/src/plans/simulation/clientTable.js'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../server/src/sql/quoting.js'
import { startApplications } from './applicationHandle.js'
import type { NaiveMeasure } from './measure.js'
import { deploy } from './migrations.js'
import type { PlannedExample } from './plannedExample.js'
import { since } from './planMigrate.js'
import { reportOf, writtenBy, type RunOptions } from './planRun.js'
import { connect, count } from './recipeDatabase.js'

/** Prisma's migration under the same load: the old version goes on until the new one has come, as in a rolling deployment. */
export async function runNaive(
  planned: PlannedExample,
  url: string,
  { rows, seconds, connections, pace }: RunOptions,
): Promise<NaiveMeasure> {
  const { example, naive, versions } = planned
  const applications = startApplications({
    url,
    rows,
    ...writtenBy(example),
    connections,
    pace,
  })
  const client = await connect(url, 'plan')
  try {
    const dropped = await droppedValues(planned, client)
    const tables = oldVersions(versions).map((one) => one.table)
    await applications.ask({ kind: 'begin', version: 'old', tables })
    await sleep(seconds * 1000)
    await applications.ask({ kind: 'phase', name: 'migration' })
    const started = performance.now()
    const failure = await deploy(url, naive)
    const time = since(started)
    await sleep(seconds * 500)
    if (failure === undefined) {
      const newest = newTables(planned)
      if (newest.length > 0)
        await applications.ask({ kind: 'begin', version: 'new', tables: newest })
      await sleep(seconds * 500)
    }
    await applications.ask({ kind: 'end', version: 'old' })
    await sleep(seconds * 500)
    await applications.ask({ kind: 'end', version: 'new' })
    const { statements, errors, before, during, locks } = await reportOf(applications)
    return {
      statements,
      errors,
      before,
      during,
      locks,
      seconds: time,
      lost: await lostValues(dropped, client),
      ...(failure === undefined ? {} : { failure }),
    }
  } finally {
    await client.end()
    await applications.close()
  }
}

/** Every column of the tables that the new version knows, as they are behind the migration. */
function newTables({ draft, change }: PlannedExample): readonly ClientTable[] {
  const { rehearsal } = draft
  const { after } = change.script
  return [rehearsal, ...(rehearsal.others ?? [])].flatMap((part) => {
    const name = part === rehearsal ? (rehearsal.movedTo ?? part.table) : part.table
    const table = after.tables[name]
    if (table === undefined || part.newColumns.length === 0) return []
    const columns = table.columns.map((column) => column.name)
    return clientTable(after, name, columns) ?? []
  })
}

type Dropped = { readonly isThere: string; readonly values: number }

/** Values in the columns and rows in the tables that Prisma's migration drops. */
async function droppedValues(
  { change, catalogues }: PlannedExample,
  client: Client,
): Promise<readonly Dropped[]> {
  const dropped: Dropped[] = []
  for (const { statement } of change.script.statements) {
    if (statement.kind === 'unparsed') continue
    for (const action of statement.actions) {
      if (action.kind !== 'dropColumn' && action.kind !== 'dropTable') continue
      const { schema = 'public', name } = action.table
      const table = catalogues.before.tables[`${schema}.${name}`]
      if (table === undefined) continue
      const column = action.kind === 'dropColumn' ? action.column : undefined
      const what = column === undefined ? '*' : quoteIdentifier(column)
      const sqlName = quoteQualified({ schema, name })
      const attributes = `SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(${quoteLiteral(sqlName)}) AND attnum = `
      dropped.push({
        // A column that comes back under the same name has another number.
        isThere: `${attributes}${await numberOf(client, sqlName, column)} AND NOT attisdropped`,
        values: await count(client, `SELECT count(${what}) FROM ${sqlName}`),
      })
    }
  }
  return dropped
}

async function numberOf(client: Client, table: string, column: string | undefined) {
  const wanted = column === undefined ? 'attnum = 1' : `attname = ${quoteLiteral(column)}`
  return count(
    client,
    `SELECT attnum AS count FROM pg_attribute WHERE attrelid = ${quoteLiteral(table)}::regclass AND ${wanted}`,
  )
}

/** A migration that fails half-way has dropped what stood before the failing statement. */
async function lostValues(dropped: readonly Dropped[], client: Client): Promise<number> {
  let lost = 0
  for (const { isThere, values } of dropped)
    if ((await count(client, isThere)) === 0) lost += values
  return lost
}
