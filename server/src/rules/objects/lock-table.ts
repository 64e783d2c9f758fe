import { blocksReads, isLockMode, lockModeName, lockStrength } from '../../engine/lockMode.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { mentionsName } from '../mentionsName.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { lockFacts } from '../statementLocks.js'
import { blockAround } from '../transactionOf.js'

/** Held until the transaction ends (manual, LOCK). */
export const lockTable: Rule = {
  id: 'lock-table',
  severity: 'error',
  title: 'A table is locked by name until the transaction ends',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'lockTable').flatMap((action) => {
      const tables = action.tables
        .map((table) => resolveRelation(analysed.before, table))
        .filter((table) => !analysed.newTables.has(table))
      const [table] = tables
      const { mode } = action
      const isStrong = isLockMode(mode) && lockStrength(mode) >= lockStrength('ShareLock')
      if (table === undefined || !isStrong || waitsBriefly(action, analysed)) return []
      const them = tables.length === 1 ? 'it' : 'them'
      const isAlone = blockAround(analysed, script) === undefined
      return [
        {
          message: inSentences(
            `Locks ${fewOf(tables.map(quotedTable))} in ${lockModeName(mode)} mode${isAlone ? '' : ` for the rest of the transaction: ${blocksReads(mode) ? `every query on ${them} waits` : `writes to ${them} wait, reads go on,`} until it ends`}.`,
            isAlone
              ? 'PostgreSQL refuses LOCK TABLE outside a transaction (25P01), and here each statement is one by itself, so that the migration fails.'
              : '',
            isAlone
              ? 'Put BEGIN and COMMIT around it and what it is for.'
              : 'Take it out if the next statements lock the table anyway; otherwise set a short lock_timeout before it and do little behind it.',
          ),
          action,
          object: { table },
          hurts: isAlone
            ? ['new-code']
            : [...(blocksReads(mode) ? (['readers'] as const) : []), 'writers'],
          facts: lockFacts(analysed),
        },
      ]
    }),
}

/** A DO block that sets a lock_timeout for it, to try again: nobody waits long for such a lock. */
function waitsBriefly({ inBlock }: SqlAction, { statement }: AnalysedStatement): boolean {
  return inBlock === true && mentionsName(statement.text, 'lock_timeout')
}
