import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { tableOf, resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** PostgreSQL raises 42830, `invalid_foreign_key`. */
export const fkTargetNotUnique: Rule = {
  id: 'fk-target-not-unique',
  severity: 'error',
  title: 'A foreign key refers to columns that nothing keeps unique',
  check: (analysed, script) => {
    const { evidence, before } = analysed
    const isRefused = evidence.kind === 'refused' && evidence.failure.sqlState === '42830'
    if (!isRefused && evidence.kind !== 'unknown') return []
    return addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const { references } = constraint
      const known = tableOf(before, references.table)
      if (known === undefined || references.columns.length === 0) return []
      if (hasUniqueKey(known, references.columns)) return []
      const parent = resolveRelation(before, references.table)
      const columns = listed(references.columns.map(quoteIdentifier))
      return {
        message: inSentences(
          `Refers to ${columns} of ${quotedTable(parent)}, where no primary key, unique constraint or whole unique index covers just these columns: the deployment stops here with error 42830${isRefused ? '' : ' (derived, not executed)'}.`,
          `Create a unique index on ${columns} in an earlier migration.`,
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
        facts: { sqlState: '42830', references: parent },
      }
    })
  },
}

function hasUniqueKey(
  { constraints, indexes }: TableDescription,
  columns: readonly string[],
): boolean {
  const isSame = (others: readonly (string | null)[]) =>
    others.length === columns.length && columns.every((column) => others.includes(column))
  return (
    constraints.some(
      ({ kind, columns: own }) => (kind === 'primaryKey' || kind === 'unique') && isSame(own),
    ) ||
    indexes.some(
      ({ unique, valid, predicate, columns: own }) =>
        unique && valid && predicate === undefined && isSame(own),
    )
  )
}
