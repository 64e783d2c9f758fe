import type { Catalogue } from '../../engine/catalogue.js'
import { concerned, type Concern } from '../concerned.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { referencingTo } from '../sheet/work.js'

/** A TRUNCATE of a table that may have rows; `others` are the tables that CASCADE empties with it. */
export type TruncatedTable = Concern<'truncate'> & { readonly others: readonly string[] }

export function truncatedTables(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly TruncatedTable[] {
  return concerned(analysed, script, 'truncate', ({ table }) => table).map((concern) => ({
    ...concern,
    others: concern.action.cascade ? behind(concern.table, analysed.before) : [],
  }))
}

/** Every table whose foreign keys lead to this one, over however many others. */
function behind(table: string, catalogue: Catalogue): readonly string[] {
  const found = new Set([table])
  for (const next of found) for (const other of referencingTo(catalogue, next)) found.add(other)
  return [...found].slice(1)
}
