import type { SqlAction } from '../sql/action.js'
import { tableOf } from './resolveName.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * Whether what the action drops was there before the script, under whatever name: what a script
 * makes and drops again hurts nobody. What the replay does not know is taken to have been there,
 * unless IF EXISTS allows for its absence.
 */
export function wasThereAtStart(
  { statements }: AnalysedScript,
  { before }: AnalysedStatement,
  action: SqlAction & { readonly kind: 'dropTable' | 'dropColumn' },
): boolean {
  const table = tableOf(before, action.table)
  if (table === undefined) return !action.ifExists
  const atStart = Object.values(statements[0]?.before.tables ?? {})
  const original = atStart.find(({ oid }) => oid === table.oid)
  if (action.kind === 'dropTable' || original === undefined) return original !== undefined
  const isNamed = ({ name }: { readonly name: string }) => name === action.column
  return table.columns.some(isNamed) ? original.columns.some(isNamed) : !action.ifExists
}
