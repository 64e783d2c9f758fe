import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { isSame } from '../parts/columnComparison.js'
import { valueOfRow } from '../fill/fillBody.js'
import type { RowExpression } from '../parts/rowExpression.js'

/** A column and the expression that makes it of the columns on the other side. */
export type MadeColumn = { readonly column: ColumnDescription; readonly value: RowExpression }

/** The two sides of a reshape: `olds` are made of the new columns, `news` of the old ones. */
export type BothSides = {
  /** Name of the table, which the expressions may put before a column. */
  readonly table: string
  readonly olds: readonly MadeColumn[]
  readonly news: readonly MadeColumn[]
}

/** The value as SQL over the row of this name, with the type of the column that it is for. */
export function madeValue(table: string, { column, value }: MadeColumn, row: string): string {
  return `${valueOfRow(table, value, row)}::${column.type}`
}

/**
 * SQL that holds for a row whose two sides say the same. Each side may be unable to say all that the
 * other says, "Ada  Lovelace" with two blanks for example, so that it is enough that one of them is
 * made of the other.
 */
export function saysTheSame(sides: BothSides, row: string): string {
  return `${sameSide(sides, sides.news, row)} OR ${sameSide(sides, sides.olds, row)}`
}

/** The same for a CHECK, where no subquery may stand; `_not_null` is a check of its own. */
export function saysTheSameInCheck({ news, olds }: BothSides): string {
  const side = (made: readonly MadeColumn[]) =>
    `(${made
      .map(({ column, value }) =>
        isSame(column, quoteIdentifier(column.name), `(${value.text})::${column.type}`),
      )
      .join(' AND ')})`
  return `${side(news)} OR ${side(olds)}`
}

/** SQL that holds for a row of which nobody has filled the new columns yet. */
export function isUnfilled(sides: BothSides, row: string): string {
  const name = ({ column }: MadeColumn) => `${row}.${quoteIdentifier(column.name)}`
  const required = sides.news.filter(({ column }) => column.notNull)
  if (required.length > 0) return required.map((one) => `${name(one)} IS NULL`).join(' OR ')
  const empty = sides.news.map((one) => `${name(one)} IS NULL`).join(' AND ')
  return `${empty} AND NOT ${sameSide(sides, sides.olds, row)}`
}

function sameSide({ table }: BothSides, made: readonly MadeColumn[], row: string): string {
  const each = made.map((one) =>
    isSame(one.column, `${row}.${quoteIdentifier(one.column.name)}`, madeValue(table, one, row)),
  )
  return `(${each.join(' AND ')})`
}
