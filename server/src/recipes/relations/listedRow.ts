import { quoteIdentifier } from '../../sql/quoting.js'
import type { ColumnDefinition } from '../../sql/action.js'
import type { ListedValue } from './listedValue.js'
import type { MadeValues } from './madeValues.js'
import type { MainRow } from './mainRow.js'
import type { MoveObjects } from './moveSync.js'

/** All that the triggers need to know. */
export type ListSync = {
  readonly listed: ListedValue
  readonly main: MainRow
  /** The column of the new table that holds the values. */
  readonly value: ColumnDefinition
  /** Whether the values are unique: in the whole new table, or among those of one row. */
  readonly unique: 'all' | 'own' | undefined
  /** What becomes of a value that old code writes and that another row has as one of its further ones. */
  readonly taken: 'refuse' | 'move'
  readonly made: MadeValues
  readonly objects: MoveObjects
}

/** The value of the old column, by this name, as the new one takes it; and back. */
export function toNew({ listed: { column }, value }: ListSync, old: string): string {
  return value.type === column.type ? old : `${old}::${value.type}`
}

export function toOld({ listed: { column }, value }: ListSync, alias: string): string {
  const name = `${alias}.${quoteIdentifier(value.name)}`
  return value.type === column.type ? name : `${name}::${column.type}`
}

/** Columns of a row that a trigger or the backfill makes, and their values: of the row by this alias. */
export function mainRowOf(
  sync: ListSync,
  alias: string,
): { readonly columns: readonly string[]; readonly values: readonly string[] } {
  const { listed, main, made, value } = sync
  const old = `${alias}.${quoteIdentifier(listed.column.name)}`
  return {
    columns: [
      listed.reference,
      ...made.map(({ column }) => column),
      value.name,
      ...(main.kind === 'flag' ? [main.column] : []),
    ].map(quoteIdentifier),
    values: [
      `${alias}.${quoteIdentifier(listed.referenced)}`,
      ...made.map((one) => one.value),
      toNew(sync, old),
      ...(main.kind === 'flag' ? ['true'] : []),
    ],
  }
}
