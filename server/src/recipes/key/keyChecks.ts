import { quoteIdentifier } from '../../sql/quoting.js'
import type { CheckCopy } from '../constraints/checkCopies.js'
import { copyName } from '../parts/copyName.js'
import type { KeyMember } from './keyTable.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { checkForColumn } from '../rename/renameInDefinition.js'
import type { TableContext } from '../parts/tableContext.js'

/** Copies of the CHECK constraints over any of the columns, over the columns beside. */
export function keyChecks(
  { table, change }: TableContext,
  members: readonly Pick<KeyMember, 'old' | 'names'>[],
): { readonly kind: 'copies'; readonly copies: readonly CheckCopy[] } | RecipeRefusal {
  const taken = new Set(table.constraints.map(({ name }) => name))
  const copies: CheckCopy[] = []
  for (const constraint of table.constraints) {
    const over = members.filter(({ old }) => constraint.columns.includes(old.name))
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
