import type {
  ConstraintDescription,
  IndexDescription,
  TableDescription,
} from '../engine/catalogue.js'
import { printIdentifier } from '../sql/quoting.js'
import { mentionsName } from './mentionsName.js'

/** Indexes that hold the column, or whose expressions or predicate speak of it. */
export function indexesOn(
  { indexes }: Pick<TableDescription, 'indexes'>,
  column: string,
): readonly IndexDescription[] {
  return indexes.filter(({ columns, include, predicate, definition }) => {
    if (columns.includes(column) || include.includes(column)) return true
    const hasExpressions = columns.includes(null) || predicate !== undefined
    return hasExpressions && mentionsName(definition, printIdentifier(column))
  })
}

/** CHECK constraints that read the column and are enforced. */
export function checksOn(
  { constraints }: Pick<TableDescription, 'constraints'>,
  column: string,
): readonly ConstraintDescription[] {
  return constraints.filter(
    ({ kind, columns, enforced }) => kind === 'check' && enforced && columns.includes(column),
  )
}
