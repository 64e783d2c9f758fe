import { quoteIdentifier } from '../../sql/quoting.js'
import { copyName } from '../parts/copyName.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { checkForColumn } from '../rename/renameInDefinition.js'
import type { TableContext } from '../parts/tableContext.js'

/** A CHECK for the new column, to be added NOT VALID: no row is looked at, every write is. */
export type CheckCopy = {
  readonly name: string
  /** ADD CONSTRAINT … NOT VALID, without ALTER TABLE. */
  readonly add: string
  /** Whether the old one is validated, and this one is to be too. */
  readonly validate: boolean
  /** The name of the old one. */
  readonly copyOf?: string
}

/** Copies of the CHECK constraints that name the old column: Prisma shows none of them. */
export function checkCopies(
  { table, change }: TableContext,
  column: string,
  newColumn: string,
): { readonly kind: 'copies'; readonly copies: readonly CheckCopy[] } | RecipeRefusal {
  const taken = new Set(table.constraints.map(({ name }) => name))
  const copies: CheckCopy[] = []
  for (const constraint of table.constraints) {
    if (constraint.kind !== 'check' || !constraint.columns.includes(column)) continue
    const definition = checkForColumn(
      constraint.definition.replace(/ NOT VALID$/, ''),
      column,
      newColumn,
      change.parser,
    )
    if (definition === undefined) {
      return refusal(`The definition of constraint "${constraint.name}" cannot be read.`)
    }
    const name = copyName(constraint.name, column, newColumn, taken)
    taken.add(name)
    copies.push({
      name,
      add: `ADD CONSTRAINT ${quoteIdentifier(name)} ${definition} NOT VALID`,
      validate: constraint.validated && constraint.enforced,
      copyOf: constraint.name,
    })
  }
  return { kind: 'copies', copies }
}
