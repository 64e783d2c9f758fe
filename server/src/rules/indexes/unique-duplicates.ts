import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { hasOnlyNulls } from '../onlyNulls.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/**
 * Sure only where the migrations themselves have written equal rows. Otherwise the data of an
 * environment decide: a build that blocks is told with its lock, one that does not only informs.
 */
export const uniqueDuplicates: Rule = {
  id: 'unique-duplicates',
  severity: 'error',
  title: 'A unique index is built on rows that are equal',
  yieldsTo: ['concurrently-in-transaction', 'concurrently-on-partitioned', 'invalid-index-left'],
  check: (analysed, script) => {
    const { evidence } = analysed
    return evidence.kind === 'refused' && evidence.failure.sqlState === '23505'
      ? sureFailures(analysed)
      : possibleFailures(analysed, script)
  },
}

function sureFailures(analysed: AnalysedStatement): readonly RuleFinding[] {
  const { statement, before } = analysed
  if (statement.kind === 'unparsed') return []
  return statement.actions.flatMap((action) => {
    const key = keyOf(action)
    if (key === undefined) return []
    const table = resolveRelation(before, key.table)
    return {
      message: inSentences(
        `Wants ${quotedTable(table)} unique by ${inWords(key.columns, 'the indexed expression')}, although the migrations themselves have written rows that are equal there: the deployment stops here with error 23505 wherever they have run.`,
        'Remove or change the double rows in an earlier statement.',
      ),
      action,
      object: { table, ...key.object },
      hurts: ['data'],
      facts: { sqlState: '23505' },
    }
  })
}

function keyOf(action: SqlAction) {
  if (action.kind === 'createIndex' && action.index.unique) {
    const { name, table, columns } = action.index
    const names = columns.map((column) => column.name)
    return { table, columns: names, object: name === undefined ? {} : { index: name } }
  }
  if (action.kind !== 'addConstraint') return undefined
  const { constraint, table } = action
  if (constraint.kind !== 'unique' && constraint.kind !== 'primaryKey') return undefined
  const object = constraint.name === undefined ? {} : { constraint: constraint.name }
  return { table, columns: constraint.columns, object }
}

function possibleFailures(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly RuleFinding[] {
  return concerned(analysed, script, 'createIndex', ({ index }) => index.table).flatMap(
    ({ action, table }) => {
      const { unique, name, nullsNotDistinct } = action.index
      const columns = action.index.columns.map((column) => column.name)
      const named = columns.flatMap((column) => column ?? [])
      if (!unique || !action.concurrently || knownWork(analysed).basis === 'refused') return []
      if (!nullsNotDistinct && hasOnlyNulls(named, table, analysed, script)) return []
      return {
        severity: 'information',
        message: inSentences(
          `Fails with 23505 if two rows of ${quotedTable(table)} have the same ${inWords(columns, 'value of the indexed expression')}, and then leaves an invalid index that has to be dropped before the next try.`,
          'Count the double rows before you deploy, with check --env or with GROUP BY and HAVING count(*) > 1.',
        ),
        action,
        object: { table, ...(name === undefined ? {} : { index: name }) },
        hurts: [],
      }
    },
  )
}

function inWords(columns: readonly (string | undefined)[], expression: string): string {
  const named = columns.flatMap((column) => (column === undefined ? [] : quoteIdentifier(column)))
  return named.length < columns.length || named.length === 0 ? expression : listed(named)
}
