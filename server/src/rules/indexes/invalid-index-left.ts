import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** IF NOT EXISTS looks at the name only (manual, CREATE INDEX): an invalid index satisfies it. */
export const invalidIndexLeft: Rule = {
  id: 'invalid-index-left',
  severity: 'error',
  title: 'IF NOT EXISTS accepts the invalid index that a failed build has left',
  check: (analysed, script) =>
    concerned(analysed, script, 'createIndex', ({ index }) => index.table).flatMap(
      ({ action, table }) => {
        const { name, unique } = action.index
        if (!action.ifNotExists || name === undefined) return []
        const there = analysed.before.tables[table]?.indexes.find((index) => index.name === name)
        const isInvalid = there?.valid === false
        const isRetry = action.concurrently && there === undefined
        if (!isInvalid && (!isRetry || isDroppedBefore(name, analysed, script))) return []
        const consequence = unique
          ? 'the values are not kept unique, and no error says so'
          : 'no query uses it, and no error says so'
        return {
          ...(isInvalid ? {} : { severity: 'information' as const }),
          message: inSentences(
            isInvalid
              ? `Skips the index ${quoteIdentifier(name)} of ${quotedTable(table)}, because an invalid one of this name is there: ${consequence}.`
              : `If building ${quoteIdentifier(name)} on ${quotedTable(table)} fails half-way and the migration runs again, IF NOT EXISTS takes the invalid index that is left for the real one: ${consequence}.`,
            `Put DROP INDEX CONCURRENTLY IF EXISTS ${quoteIdentifier(name)} in a migration before it, and leave IF NOT EXISTS out.`,
          ),
          action,
          object: { table, index: name },
          hurts: unique ? ['data'] : ['readers'],
        }
      },
    ),
}

function isDroppedBefore(
  name: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(0, index)
    .some((earlier) =>
      actionsOfKind(earlier, 'dropIndex').some((action) => action.index.name === name),
    )
}
