import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { hasOnlyNulls } from '../onlyNulls.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { earlierInTransaction, transactionSentence } from '../transactionOf.js'
import { constraintObject, isForeignKey } from './addedConstraints.js'

/** Both tables are locked while every row is looked up (manual, ALTER TABLE: ADD table_constraint). */
export const addFkValidating: Rule = {
  id: 'add-fk-validating',
  severity: 'warning',
  title: 'A foreign key checks every row while writes to both tables wait',
  yieldsTo: ['fk-recreate', 'fk-target-not-unique'],
  check: (analysed, script) => {
    const { basis } = knownWork(analysed)
    if (basis === 'refused') return []
    return concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (!isForeignKey(constraint) || constraint.notValid || constraint.notEnforced) return []
        if (hasOnlyNulls(constraint.columns, table, analysed, script)) return []
        const parent = resolveRelation(analysed.before, constraint.references.table)
        const name = constraint.name === undefined ? '' : `${quoteIdentifier(constraint.name)} `
        return [
          {
            message: inSentences(
              `Adds the foreign key ${name}from ${quotedTable(table)} to ${quotedTable(parent)} and looks up every row.`,
              lockSentence(analysed),
              heldSentence([table, parent], analysed, script),
              remedy(table, analysed, script),
            ),
            action,
            object: constraintObject(table, constraint.name),
            hurts: hurtByLocks(analysed),
            recipe: 'add-foreign-key',
            facts: { ...lockFacts(analysed), references: parent },
          },
        ]
      },
    )
  },
}

/**
 * On the parent of partitions NOT VALID came with PostgreSQL 18 (its release notes). A foreign key
 * of the parent takes over the same ones of its partitions without looking at their rows again
 * (manual, ALTER TABLE: ATTACH PARTITION).
 */
function remedy(
  table: string,
  { before }: AnalysedStatement,
  { postgresVersion }: AnalysedScript,
): string {
  return before.tables[table]?.kind === 'partitioned' && postgresVersion < 18
    ? 'PostgreSQL 18 is the first to accept NOT VALID on the parent of partitions. Before, add it to each partition with NOT VALID, validate it there in a migration of its own, and then add it to the parent, which takes those over.'
    : 'Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.'
}

/** Tables on which reads wait as well, because the transaction has locked them for more before. */
function heldSentence(
  tables: readonly string[],
  analysed: AnalysedStatement,
  script: AnalysedScript,
): string {
  const locks = earlierInTransaction(analysed, script).flatMap(
    (earlier) => knownWork(earlier).locks,
  )
  const held = tables.filter(
    (table) =>
      !analysed.newTables.has(table) &&
      locks.some(({ relation, mode }) => relation === table && mode === 'AccessExclusiveLock'),
  )
  return held.length === 0
    ? ''
    : `Reads of ${listed(held.map(quotedTable))} wait too, for an earlier statement holds ACCESS EXCLUSIVE there. ${transactionSentence(script)}`
}
