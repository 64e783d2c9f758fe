import { quoteIdentifier } from '../../sql/quoting.js'
import { droppedIndexes, type DroppedIndex } from '../drops/droppedIndexes.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** The table behind an index is locked as if it were dropped itself (manual, DROP INDEX: CONCURRENTLY). */
export const dropIndexBlocking: Rule = {
  id: 'drop-index-blocking',
  severity: 'warning',
  title: 'Dropping an index locks its table for reads and writes',
  yieldsTo: ['index-gap', 'drop-constraint-backing-index'],
  check: (analysed, script) =>
    droppedIndexes(analysed, script)
      .filter(
        ({ action }) => !action.concurrently && !isMadeHere(action.index.name, analysed, script),
      )
      .filter((dropped) => waits(dropped, analysed))
      .map(({ action, table }) => {
        const name = quoteIdentifier(action.index.name)
        const owner = table && nameOfTable(table)
        return {
          message: inSentences(
            owner === undefined
              ? `Drops the index ${name} of a table that is not known here, under ACCESS EXCLUSIVE on it (derived, not measured).`
              : `Drops the index ${name} of ${quotedTable(owner)}; queries that relied on it get slow.`,
            owner === undefined ? '' : lockSentence(analysed),
            'Use DROP INDEX CONCURRENTLY, alone in a migration of its own, or set a short lock_timeout before it.',
          ),
          action,
          object: { ...(owner === undefined ? {} : { table: owner }), index: action.index.name },
          hurts: hurtByLocks(analysed),
          recipe: 'drop-index',
          facts: lockFacts(analysed),
        }
      }),
}

/** Measured, it may turn out to be the index of something that nobody reads, or to be refused. */
function waits({ table }: DroppedIndex, analysed: AnalysedStatement): boolean {
  const { basis } = knownWork(analysed)
  return basis !== 'refused' && (table !== undefined || basis === 'derived')
}

function isMadeHere(
  name: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(0, index)
    .some((earlier) =>
      actionsOfKind(earlier, 'createIndex').some((action) => action.index.name === name),
    )
}
