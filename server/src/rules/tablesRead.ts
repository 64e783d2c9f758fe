import { relationsOf } from '../sql/objectsOf.js'
import { resolveRelation } from './resolveName.js'
import type { AnalysedStatement } from './script.js'

/** Tables with rows that a statement names, but for those that it writes to: `schema.name`, once each. */
export function tablesRead(
  { statement, before, newTables }: AnalysedStatement,
  written: string,
): readonly string[] {
  const named = relationsOf(statement)
    .filter(({ kind }) => kind === 'relation')
    .map(({ name }) => resolveRelation(before, name))
  return [...new Set(named)].filter(
    (table) => table !== written && before.tables[table] !== undefined && !newTables.has(table),
  )
}
