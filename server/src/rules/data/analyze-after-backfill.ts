import { actionsOfKind, concerned } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { writtenRows } from './writtenRows.js'

/** Plans follow statistics, which autovacuum renews some time later (manual, section 24.1.3). */
export const analyzeAfterBackfill: Rule = {
  id: 'analyze-after-backfill',
  severity: 'hint',
  offByDefault: true,
  title: 'Statistics are old after many rows change or an expression gets an index',
  yieldsTo: ['duplicate-column-assignment'],
  check: (analysed, script) => [
    ...writtenRows(analysed, script)
      .filter(({ rows }) => rows !== 'few')
      .flatMap(({ action, table }) =>
        finding('Changes many rows of', action, table, analysed, script),
      ),
    ...concerned(analysed, script, 'createIndex', ({ index }) => index.table)
      .filter(({ action }) => action.index.columns.some(({ name }) => name === undefined))
      .flatMap(({ action, table }) =>
        finding('Builds an index on an expression of', action, table, analysed, script),
      ),
  ],
}

function finding(
  what: string,
  action: RuleFinding['action'],
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): readonly RuleFinding[] {
  const isAnalysed = statements
    .slice(index + 1)
    .some((later) =>
      actionsOfKind(later, 'vacuum').some(({ tables }) =>
        tables.some((name) => resolveRelation(later.before, name) === table),
      ),
    )
  if (isAnalysed) return []
  return [
    {
      message: `${what} ${quotedTable(table)}, and nothing analyses it afterwards: until autovacuum does, queries are planned by old statistics. Add ANALYZE ${quotedTable(table)} behind it.`,
      action,
      object: { table },
      hurts: ['readers'],
    },
  ]
}
