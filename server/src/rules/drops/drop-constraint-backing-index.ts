import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { droppedIndexes } from './droppedIndexes.js'

/** The index is an inner part of its constraint (2BP01), CASCADE or not. */
export const dropConstraintBackingIndex: Rule = {
  id: 'drop-constraint-backing-index',
  severity: 'error',
  title: 'DROP INDEX is refused for the index behind a constraint',
  yieldsTo: ['prisma-unique-constraint-as-index'],
  check: (analysed, script) =>
    droppedIndexes(analysed, script).flatMap(({ action, table }) => {
      const { name } = action.index
      const constraint = table?.constraints.find(({ index }) => index === name)
      if (table === undefined || constraint === undefined) return []
      const owner = quotedTable(nameOfTable(table))
      return {
        message: inSentences(
          `The index ${quoteIdentifier(name)} belongs to the constraint ${quoteIdentifier(constraint.name)} of ${owner}, and PostgreSQL does not drop it by itself: the deployment stops here with error 2BP01.`,
          `Write ALTER TABLE ${owner} DROP CONSTRAINT ${quoteIdentifier(constraint.name)} instead.`,
        ),
        action,
        object: { table: nameOfTable(table), index: name },
        hurts: [],
        facts: { sqlState: '2BP01', constraint: constraint.name },
      }
    }),
}
