import type { ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import { partialConversion } from '../swap/partialConversion.js'
import { conversionBetween } from '../swap/typeConversion.js'
import type { CompatibilityColumn } from './compatibilityView.js'

/** Where an old column lives on: in a column of another name, or in what others are made of. */
export type Successor =
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'expression'; readonly sql: string }

export type OldShape = {
  /** The table before the change. */
  readonly old: TableDescription
  /** The table as it is. */
  readonly now: TableDescription
  /** By the names of the old columns; those that are not in it keep their name. */
  readonly successors: ReadonlyMap<string, Successor>
  /** Whether the change is to a type that does not hold every value (convert-type). */
  readonly isPartial: boolean
  /** Major version of the server. */
  readonly postgresVersion: number
}

/** Every column of the old table out of the new one, or which of them nothing has the values of. */
export function oldColumns(shape: OldShape): readonly CompatibilityColumn[] | RecipeRefusal {
  const columns: CompatibilityColumn[] = []
  for (const column of shape.old.columns) {
    const made = oldColumn(column, shape)
    if (made.kind === 'refusal') return made
    columns.push(made)
  }
  return columns
}

function oldColumn(
  column: ColumnDescription,
  { now, successors, isPartial, postgresVersion }: OldShape,
): CompatibilityColumn | RecipeRefusal {
  const shown = column.name
  const successor = successors.get(shown)
  if (successor?.kind === 'expression') {
    const { sql } = successor
    // A cast keeps the type that readers know, whatever type the expression has.
    return {
      kind: 'expression',
      shown,
      sql: `(${sql})::${column.type}`,
      exact: false,
      loses: `it is ${sql} now`,
    }
  }
  const name = successor?.column ?? shown
  const target = now.columns.find((one) => one.name === name)
  if (target === undefined) {
    return refusal(
      `Nothing has the values of "${shown}" of "${now.name}" any more, so that no view can show them. Keep the column, hidden from the client with @ignore, as long as somebody reads it.`,
    )
  }
  if (target.type === column.type) return { kind: 'column', shown, column: name }
  if (column.array !== target.array || column.typeKind !== 'base') {
    return refusal(
      `"${shown}" was ${column.type} and is ${target.type}: a view cannot turn every value back. Write one by hand that leaves it out, or shows it as it is.`,
    )
  }
  const { down, loses, losesBack, fits, rejects } =
    (isPartial ? partialConversion(column, target, postgresVersion) : undefined) ??
    conversionBetween(column, target)
  const lost = losesBack ?? loses ?? ((fits ?? rejects) ? 'values that did not fit' : undefined)
  return {
    kind: 'expression',
    shown,
    sql: `(${down(quoteIdentifier(name))})::${column.type}`,
    exact: lost === undefined,
    ...(lost === undefined ? {} : { loses: lost }),
  }
}
