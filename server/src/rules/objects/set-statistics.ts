import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** The target is used by the next ANALYZE (manual, ALTER TABLE: SET STATISTICS). */
export const setStatistics: Rule = {
  id: 'set-statistics',
  severity: 'information',
  title: 'A new statistics target does nothing until the next ANALYZE',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table)
      .filter(
        ({ action, table }) =>
          action.command === 'AT_SetStatistics' && !isAnalysedLater(table, analysed, script),
      )
      .map(({ action, table }) => ({
        message: `Sets how much ANALYZE keeps of ${action.name === undefined ? 'an expression' : quoteIdentifier(action.name)} of ${quotedTable(table)}: plans stay as they are until the table is analysed again. Add ANALYZE ${quotedTable(table)} behind it, or wait for autovacuum.`,
        action,
        object: { table, ...(action.name === undefined ? {} : { column: action.name }) },
        hurts: [],
      })),
}

function isAnalysedLater(
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(index + 1)
    .some((later) =>
      actionsOfKind(later, 'vacuum').some(
        ({ tables }) =>
          tables.length === 0 ||
          tables.some((name) => resolveRelation(later.before, name) === table),
      ),
    )
}
