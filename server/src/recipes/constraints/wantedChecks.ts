import type { TableOfModel } from '../../prisma/schemaModel.js'
import type { PendingChange } from '../recipe.js'
import { tableContext, type TableContext } from '../parts/tableContext.js'

/** A CHECK that a comment of the schema asks for and the database does not have. */
export type WantedCheck = {
  readonly context: TableContext
  /** Name of the constraint. */
  readonly name: string
  /** As written: an SQL expression over the columns of one row. */
  readonly condition: string
}

/**
 * Prisma's schema has no CHECK, so that a comment inside the model asks for one:
 * `/// concertina-check price_positive: price > 0`. Where the table has a constraint of that name there
 * is nothing to do.
 */
export function wantedChecks(change: PendingChange): readonly WantedCheck[] {
  return change.target.tables.flatMap((model) => {
    const context = contextFor(change, model)
    if (context === undefined) return []
    const there = new Set(context.table.constraints.map(({ name }) => name))
    return commentsIn(model)
      .filter(({ name }) => !there.has(name))
      .map((check) => ({ context, ...check }))
  })
}

function contextFor(change: PendingChange, model: TableOfModel): TableContext | undefined {
  const { schema = 'public', table: name } = model
  return tableContext(
    change,
    model.schema === undefined || schema === 'public' ? { name } : { schema, name },
  )
}

function commentsIn({ document, block }: TableOfModel) {
  const { start, end } = block.body
  return document.text
    .slice(start, end)
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, condition] =
        /^\s*\/\/+\s*concertina-check\s+([^\s:]+):\s*(\S.*?)\s*$/.exec(line) ?? []
      return name === undefined || condition === undefined ? [] : [{ name, condition }]
    })
}
