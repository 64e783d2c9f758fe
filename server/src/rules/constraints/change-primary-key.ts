import { actionsOfKind, concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** For another @id, Prisma drops the primary key and adds one on the new columns. */
export const changePrimaryKey: Rule = {
  id: 'change-primary-key',
  severity: 'error',
  title: 'The primary key of a table moves to other columns',
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (constraint.kind !== 'primaryKey' || constraint.usingIndex !== undefined) return []
        if (!dropsPrimaryKey(table, analysed, script)) return []
        const isRefused = knownWork(analysed).basis === 'refused'
        const columns = listed(constraint.columns.map(quoteIdentifier))
        return {
          message: inSentences(
            `Moves the primary key of ${quotedTable(table)} to ${columns}, which fails if two rows are equal there or one holds NULL, and builds its index first.`,
            isRefused ? '' : lockSentence(analysed),
            'Running code that finds, changes or connects rows by the old key no longer fits.',
            'Build a unique index on the new columns CONCURRENTLY and release code that uses it, then swap the keys with PRIMARY KEY USING INDEX.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: ['old-code', ...hurtByLocks(analysed)],
          facts: lockFacts(analysed),
          recipe: 'change-primary-key',
        }
      },
    ),
}

/** In this statement or an earlier one of the script. */
function dropsPrimaryKey(
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements.slice(0, index + 1).some((statement) =>
    actionsOfKind(statement, 'dropConstraint').some((drop) => {
      if (resolveRelation(statement.before, drop.table) !== table) return false
      const known = statement.before.tables[table]
      const old = known?.constraints.find(({ name }) => name === drop.constraint)
      return known === undefined ? /_pkey\d*$/.test(drop.constraint) : old?.kind === 'primaryKey'
    }),
  )
}
