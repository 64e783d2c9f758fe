import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import { remembered } from '../remembered.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { locksOf } from '../statementLocks.js'
import { earlierInTransaction, inOneTransaction, transactionSentence } from '../transactionOf.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** Locks add up until the transaction ends, in an order that the application does not know. */
export const multipleFksOneTransaction: Rule = {
  id: 'multiple-fks-one-transaction',
  severity: 'warning',
  title: 'Foreign keys lock several tables until one transaction ends',
  // Where every row is looked up, that is the greater trouble, and it has the same way out.
  yieldsTo: ['add-fk-validating', 'fk-recreate'],
  check: (analysed, script) => {
    const own = parentsIn(script)[analysed.index] ?? []
    if (own.length === 0) return []
    const earlier = earlierInTransaction(analysed, script)
    const before = lockedParents(earlier, script)
    if (before.size > 1) return []
    const all = new Set(before)
    for (const { action, table, constraint, parent } of own) {
      all.add(parent)
      if (all.size < 2) continue
      const parents = [...all].toSorted().map(quotedTable)
      const isLong = lastsLong(analysed, script)
      return [
        {
          ...(isLong ? {} : { severity: 'information' as const }),
          message: inSentences(
            `This is where one transaction holds SHARE ROW EXCLUSIVE on ${listed(parents)}, to which its foreign keys refer: writes to all of them wait until it ends, and a transaction of the application that writes them in another order can deadlock with it.`,
            before.size > 0 ? transactionSentence(script) : '',
            'Put the foreign keys of each referenced table in a migration of their own.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: ['writers'],
          facts: { references: [...all].toSorted() },
        },
      ]
    }
    return []
  },
}

/** Whether rows are read or written while the locks are held; without, the transaction is short. */
function lastsLong(analysed: AnalysedStatement, script: AnalysedScript): boolean {
  return script.statements
    .slice(analysed.index)
    .filter((later) => inOneTransaction(analysed, later, script))
    .some((later) => locksOf(later).duration !== 'brief')
}

function lockedParents(
  statements: readonly AnalysedStatement[],
  script: AnalysedScript,
): ReadonlySet<string> {
  return new Set(
    statements.flatMap(({ index }) => (parentsIn(script)[index] ?? []).map(({ parent }) => parent)),
  )
}

/** For each statement. */
const parentsIn = remembered((script: AnalysedScript) =>
  script.statements.map((statement) => parentsOf(statement, script)),
)

/** Referenced tables that somebody uses. */
function parentsOf(statement: AnalysedStatement, script: AnalysedScript) {
  return addedConstraints(statement, script).flatMap((added) => {
    const { constraint, table } = added
    if (!isForeignKey(constraint)) return []
    const parent = resolveRelation(statement.before, constraint.references.table)
    const isUsed = parent !== table && !statement.newTables.has(parent)
    return isUsed ? [{ ...added, parent }] : []
  })
}
