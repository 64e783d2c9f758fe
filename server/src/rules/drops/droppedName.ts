import type { DatabaseObject } from '../../protocol/finding.js'
import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import { resolveRelation, resolveType } from '../resolveName.js'
import type { AnalysedStatement } from '../script.js'

/** What a DROP takes away: in words, and by its own names. Absent for what is no DROP. */
export type DroppedName = {
  readonly words: string
  readonly object: DatabaseObject
  readonly cascade: boolean
}

export function droppedName(
  action: SqlAction,
  { before }: AnalysedStatement,
): DroppedName | undefined {
  if (action.kind === 'dropTable') {
    const table = resolveRelation(before, action.table)
    return { words: `the table ${quotedTable(table)}`, object: { table }, cascade: action.cascade }
  }
  if (action.kind === 'dropColumn') {
    const table = resolveRelation(before, action.table)
    const { column, cascade } = action
    return {
      words: `the column ${quotedColumn(table, column)}`,
      object: { table, column },
      cascade,
    }
  }
  if (action.kind === 'dropConstraint') {
    const table = resolveRelation(before, action.table)
    const { constraint, cascade } = action
    const words = `the constraint ${quoteIdentifier(constraint)} of ${quotedTable(table)}`
    return { words, object: { table, constraint }, cascade }
  }
  if (action.kind === 'dropType') {
    const type = resolveType(action.type)
    return { words: `the type ${quotedTable(type)}`, object: { type }, cascade: action.cascade }
  }
  if (action.kind !== 'dropOther') return undefined
  const words = `the ${wordsOfObject(action.object)} ${quoteIdentifier(action.name.name)}`
  return { words, object: {}, cascade: action.cascade }
}

/** `OBJECT_MATVIEW` → `materialized view`. */
export function wordsOfObject(object: string): string {
  return object === 'OBJECT_MATVIEW'
    ? 'materialized view'
    : object.replace('OBJECT_', '').toLowerCase().replaceAll('_', ' ')
}
