import type { ColumnDescription } from '../../engine/catalogue.js'
import { hasClientDefault } from '../parts/fieldDefinition.js'
import type { TableContext } from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'
import type { ColumnDefinition } from '../../sql/action.js'
import { droppedColumns } from '../drop/droppedColumn.js'
import { newTables, referenceTo, type NewTable, type ReferenceTo } from './newTable.js'

/** A column that goes while a table comes that may hold many of its values for each row. */
export type ListedValue = NewTable &
  ReferenceTo & {
    /** The table that loses the column. */
    readonly context: TableContext
    readonly column: ColumnDescription
    /** Columns of the new table that could take the values; never none. */
    readonly candidates: readonly ColumnDefinition[]
  }

/**
 * Where one of the columns that go has the name of the new table or of its column in it, or the
 * other way round (`email` and `CustomerEmail`), the others are left out: they go for good.
 */
export function listedValues(change: PendingChange): readonly ListedValue[] {
  const dropped = droppedColumns(change)
  const all = newTables(change).flatMap((table) =>
    dropped.flatMap(({ context, column, actions }): readonly ListedValue[] => {
      const ends = referenceTo(change, context, table, 'many')
      const candidates = ends === undefined ? [] : candidatesFor(column, table, ends)
      return ends === undefined || candidates.length === 0
        ? []
        : [
            {
              ...table,
              ...ends,
              context,
              column,
              candidates,
              actions: [...new Set([...actions, ...table.actions])],
            },
          ]
    }),
  )
  const named = all.filter(isNamedFor)
  return all.filter(
    (one) =>
      isNamedFor(one) ||
      !named.some((other) => other.newKey === one.newKey || isSameColumn(other, one)),
  )
}

/** Texts may come to stand in a longer one; every other type has to be the same. */
export function isWideEnough(column: ColumnDescription, type: string): boolean {
  return column.type === type || (textWidth(column.type) ?? 1) <= (textWidth(type) ?? 0)
}

function candidatesFor(
  column: ColumnDescription,
  { created, model }: NewTable,
  { reference }: ReferenceTo,
): readonly ColumnDefinition[] {
  const found = created.filter((one) => {
    const field = model.columns.find((each) => each.column === one.name)
    const isMade =
      one.serial || one.identity !== undefined || one.default !== undefined || one.generated
    return (
      one.name !== reference &&
      !isMade &&
      field !== undefined &&
      !hasClientDefault(field) &&
      !field.updatedAt &&
      (one.type === column.type ||
        (textWidth(one.type) !== undefined && textWidth(column.type) !== undefined))
    )
  })
  const same = found.filter(({ name }) => name === column.name)
  const required = found.filter(({ notNull }) => notNull)
  return [same, required, found].find((some) => some.length > 0) ?? []
}

/** How many characters it holds; undefined for what is no text, or pads it with blanks. */
function textWidth(type: string): number | undefined {
  if (type === 'text' || type === 'character varying') return Infinity
  const [, length] = /^character varying\((\d+)\)$/.exec(type) ?? []
  return length === undefined ? undefined : Number(length)
}

function isNamedFor({ column, newName, candidates }: ListedValue): boolean {
  const name = letters(column.name)
  return [newName, ...candidates].some((other) => {
    const text = letters(other.name)
    return name !== '' && text !== '' && (text.includes(name) || name.includes(text))
  })
}

function isSameColumn(left: ListedValue, right: ListedValue): boolean {
  return left.context.tableKey === right.context.tableKey && left.column.name === right.column.name
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
