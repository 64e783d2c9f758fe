import type { SqlAction } from '../../sql/action.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'

/** Uniqueness is kept by one index on each partition (manual, section 5.12.2.3): 0A000. */
export const partitionKeyNotInPk: Rule = {
  id: 'partition-key-not-in-pk',
  severity: 'error',
  title: 'A unique key of a partitioned table leaves out a column that partitions it',
  check: (analysed) => {
    const { evidence, statement } = analysed
    if (evidence.kind !== 'refused' || statement.kind === 'unparsed') return []
    const { sqlState, message } = evidence.failure
    if (sqlState !== '0A000' || !/partition(?:ing columns|ed table must)/.test(message)) return []
    return statement.actions.flatMap((action) => {
      const table = tableOfKey(action, analysed)
      if (table === undefined) return []
      return {
        message: inSentences(
          `A unique key of the partitioned table ${quotedTable(table)} has to hold every column that partitions it: the deployment stops here with error 0A000.`,
          'Add the partitioning columns to the key, for example with @@id([id, createdAt]).',
        ),
        action,
        object: { table },
        hurts: [],
        facts: { sqlState },
      }
    })
  },
}

function tableOfKey(action: SqlAction, { before }: AnalysedStatement): string | undefined {
  if (action.kind === 'createTable') return resolveRelation(before, action.table)
  if (action.kind === 'createIndex') {
    return action.index.unique ? resolveRelation(before, action.index.table) : undefined
  }
  const isKey =
    action.kind === 'addConstraint' &&
    (action.constraint.kind === 'primaryKey' || action.constraint.kind === 'unique')
  return isKey ? resolveRelation(before, action.table) : undefined
}
