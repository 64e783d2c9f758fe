import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { tableOf, tableOfIndex } from '../resolveName.js'
import type { HandmadeDrop } from './story.js'

/** What a DROP takes away, in the catalogue's words. */
export type DroppedObject = Pick<HandmadeDrop, 'object' | 'name'> & {
  readonly table: TableDescription
}

/** The object of a DROP that Prisma also writes; absent when the catalogue does not know it. */
export function droppedObject(action: SqlAction, catalogue: Catalogue): DroppedObject | undefined {
  if (action.kind === 'dropIndex') {
    const table = tableOfIndex(catalogue, action.index)
    return table && { object: 'index', name: action.index.name, table }
  }
  if (action.kind === 'dropTable') {
    const table = tableOf(catalogue, action.table)
    return table && { object: 'table', name: table.name, table }
  }
  if (action.kind === 'dropColumn' || action.kind === 'dropDefault') {
    const table = tableOf(catalogue, action.table)
    const column = table?.columns.find(({ name }) => name === action.column)
    const isThere = action.kind === 'dropColumn' || column?.default !== undefined
    if (table === undefined || column === undefined || !isThere) return undefined
    const object = action.kind === 'dropColumn' ? 'column' : 'default'
    return { object, name: column.name, table }
  }
  if (action.kind !== 'dropConstraint') return undefined
  const table = tableOf(catalogue, action.table)
  const key = table?.constraints.find(({ name }) => name === action.constraint)
  if (table === undefined || key?.kind !== 'foreignKey') return undefined
  return { object: 'foreign key', name: key.name, table }
}
