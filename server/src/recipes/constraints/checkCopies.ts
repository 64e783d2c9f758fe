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

/** A column and the one that takes its place. */
export type ColumnPair = {
  readonly old: { readonly name: string }
  readonly names: { readonly column: string }
}

/** Copies of the CHECK constraints over any of the columns: Prisma shows none of them. */
export function checkCopies(
  { table, change }: TableContext,
  pairs: readonly ColumnPair[],
): { readonly kind: 'copies'; readonly copies: readonly CheckCopy[] } | RecipeRefusal {
  const taken = new Set(table.constraints.map(({ name }) => name))
  const copies: CheckCopy[] = []
  for (const constraint of table.constraints) {
    const over = pairs.filter(({ old }) => constraint.columns.includes(old.name))
    const [first] = over
    if (constraint.kind !== 'check' || first === undefined) continue
    const definition = over.reduce<string | undefined>(
      (text, { old, names }) => text && checkForColumn(text, old.name, names.column, change.parser),
      constraint.definition.replace(/ NOT VALID$/, ''),
    )
    if (definition === undefined) {
      return refusal(`The definition of constraint "${constraint.name}" cannot be read.`)
    }
    const name = copyName(constraint.name, first.old.name, first.names.column, taken)
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
