import { wasThereAtStart } from '../atStart.js'
import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { copiesValues } from '../stories/copiedValues.js'

/** Prisma Client names every column that it reads, so that old code fails on its next query (P2022). */
export const dropColumn: Rule = {
  id: 'drop-column',
  severity: 'error',
  title: 'A column is dropped with its values while running code still names it',
  yieldsTo: ['drop-blocked-by-dependent'],
  check: (analysed, script) =>
    concerned(analysed, script, 'dropColumn', ({ table }) => table)
      .filter(({ action }) => wasThereAtStart(script, analysed, action))
      .map(({ action, table }) => {
        const earlier = script.statements.slice(0, analysed.index)
        const isSaved = copiesValues(earlier, table, action.column)
        const loss = isSaved ? 'the script has copied its values, but' : 'its values are lost, and'
        return {
          message: inSentences(
            `Drops ${quotedColumn(table, action.column)}: ${loss} every query of running code that names it fails.`,
            lockSentence(analysed),
            'Mark the field with @ignore and deploy that first, then drop the column in a later release.',
          ),
          action,
          object: { table, column: action.column },
          hurts: [...(isSaved ? [] : (['data'] as const)), 'old-code', ...hurtByLocks(analysed)],
          recipe: 'drop-column',
          facts: lockFacts(analysed),
        }
      }),
}
