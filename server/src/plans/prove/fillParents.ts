import type { Catalogue } from '../../engine/catalogue.js'
import type { ClientTable } from '../simulation/clientTable.js'
import { parentRows } from '../simulation/parentRows.js'
import { parentTables } from '../simulation/parentTables.js'
import type { Randomness } from '../simulation/randomness.js'
import { firstFailure, inWords, script, type Rehearsal } from './rehearsal.js'

/** A table that no row could be put into, and why. */
export type EmptyParent = { readonly table: string; readonly detail: string; readonly sql: string }

/**
 * Puts rows into the tables that the rehearsed one refers to. A check of the user may refuse some
 * of them; only a table that stays empty is a problem, because nothing can refer to it. The tables
 * in `filled` are rehearsed themselves.
 */
export async function fillParents(
  rehearsal: Rehearsal,
  catalogue: Catalogue,
  table: ClientTable,
  random: Randomness,
  filled: ReadonlySet<string> = new Set([table.name]),
): Promise<readonly EmptyParent[]> {
  const parents = parentTables(catalogue, table.references, filled)
  const rows = parentRows(catalogue, parents, random)
  const statements = rows.flatMap((one) => one.statements)
  const results = await rehearsal.run([
    script('SET session_replication_role = replica'),
    ...statements.map((sql) => script(sql)),
    script('RESET session_replication_role'),
  ])
  let place = 1
  return rows.flatMap((one) => {
    const own = results.slice(place, place + one.statements.length)
    place += one.statements.length
    const failure = firstFailure(own)
    // A key that is there already was inserted by a migration.
    const hasRows =
      own.some((result) => result.kind === 'rows') || failure?.failure.sqlState === '23505'
    if (failure === undefined || hasRows) return []
    const sql = one.statements[failure.index] ?? ''
    return [{ table: one.table, detail: inWords(failure.failure), sql }]
  })
}
