import type { ReferentialAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { constraintObject } from './addedConstraints.js'
import { recreatedForeignKeys } from './recreatedForeignKey.js'

/** Prisma changes onDelete by itself when a relation becomes required: SetNull turns into Restrict. */
export const fkCascadeIntroduced: Rule = {
  id: 'fk-cascade-introduced',
  severity: 'warning',
  title: 'Deleting a row means something else from now on',
  check: (analysed, script) =>
    recreatedForeignKeys(analysed, script).flatMap(({ action, table, key, old }) => {
      const before = old?.references?.onDelete
      const after = key.references.onDelete
      if (before === undefined) return []
      const parent = resolveRelation(analysed.before, key.references.table)
      const spreads = after === 'cascade' && before !== 'cascade'
      const stops = (before === 'cascade' || before === 'set null') && refuses(after)
      if (!spreads && !stops) return []
      const name =
        key.name === undefined ? 'A foreign key' : `The foreign key ${quoteIdentifier(key.name)}`
      const was = `${name} of ${quotedTable(table)} changes from ON DELETE ${before.toUpperCase()} to ${after.toUpperCase()}`
      return {
        message: inSentences(
          spreads
            ? `${was}: deleting a row of ${quotedTable(parent)} now also deletes the rows of ${quotedTable(table)} that refer to it.`
            : `${was}: running code that deletes a row of ${quotedTable(parent)} now fails while ${quotedTable(table)} refers to it.`,
          spreads
            ? 'Write onDelete into the relation as it was, unless that is the aim.'
            : 'Write onDelete into the relation, or release code that deletes the rows in order first.',
        ),
        action,
        object: constraintObject(table, key.name),
        hurts: spreads ? ['data'] : ['old-code'],
        facts: { from: before, to: after, references: parent },
      }
    }),
}

function refuses(action: ReferentialAction): boolean {
  return action === 'restrict' || action === 'no action'
}
