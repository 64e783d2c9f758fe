import { executionSentence } from '../executionPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { locksOf } from '../statementLocks.js'
import { blockAround } from '../transactionOf.js'
import { sayWrite, writtenRows } from './writtenRows.js'

/** Where each statement is committed by itself, a failure leaves what stands before it applied. */
export const dataAndDdlMixed: Rule = {
  id: 'data-and-ddl-mixed',
  severity: 'information',
  title: 'One file changes both the schema and rows, and can stop half-way',
  yieldsTo: [
    'backfill-under-exclusive-lock',
    'dml-without-where',
    'duplicate-column-assignment',
    'long-transaction-data-load',
    'unbatched-backfill',
  ],
  check: (analysed, script) => {
    const written = writtenRows(analysed, script).slice(0, 1)
    if (written.length === 0 || blockAround(analysed, script) !== undefined) return []
    const isFirst = script.statements
      .slice(0, analysed.index)
      .every((earlier) => writtenRows(earlier, script).length === 0)
    if (!isFirst || !changesSchema(analysed, script)) return []
    return written.map((rows) => ({
      message: inSentences(
        `${sayWrite(rows)} ${quotedTable(rows.table)} in a file that also changes the schema: a failure here leaves what stands before it applied, and the migration marked as failed.`,
        executionSentence(script),
        'Put the rows into a migration of their own, or BEGIN and COMMIT around both.',
      ),
      action: rows.action,
      object: { table: rows.table },
      hurts: ['new-code'],
    }))
  },
}

/** Another statement of the file locks a table that is in use against writes or schema changes. */
function changesSchema({ index }: AnalysedStatement, { statements }: AnalysedScript): boolean {
  return statements.some((other) => other.index !== index && locksOf(other).locks.length > 0)
}
