import type { ColumnDescription } from '../../engine/catalogue.js'
import { concerned, type Concern } from '../concerned.js'
import { quotedColumn } from '../phrases.js'
import { tableOf } from '../resolveName.js'
import type { RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** `ALTER COLUMN … TYPE` with what the replay knows of the column before it. */
export type ColumnTypeChange = Concern<'alterColumnType'> & {
  readonly old: ColumnDescription | undefined
}

export function typeChanges(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly ColumnTypeChange[] {
  return concerned(analysed, script, 'alterColumnType', ({ table }) => table).map((concern) => {
    const { columns = [] } = tableOf(analysed.before, concern.action.table) ?? {}
    return { ...concern, old: columns.find(({ name }) => name === concern.action.column) }
  })
}

/** `Changes "n" of "T" from integer to bigint` */
export function sayChange({ action, table, old }: ColumnTypeChange): string {
  const types = old === undefined ? `to ${action.type}` : `from ${old.type} to ${action.type}`
  return `Changes ${quotedColumn(table, action.column)} ${types}`
}

export function blame({ action, table }: ColumnTypeChange): Pick<RuleFinding, 'action' | 'object'> {
  return { action, object: { table, column: action.column } }
}

export function typeFacts({ action, old }: ColumnTypeChange): { readonly [fact: string]: string } {
  return old === undefined ? { to: action.type } : { from: old.type, to: action.type }
}
