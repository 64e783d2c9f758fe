import { wasThereAtStart } from '../atStart.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { copiesValues } from '../stories/copiedValues.js'

/** The idiom comes from scripts that set up an empty database; on any other it deletes. */
export const createTableForce: Rule = {
  id: 'create-table-force',
  severity: 'error',
  title: 'A table is dropped and created anew, empty, under the same name',
  yieldsTo: ['drop-blocked-by-dependent'],
  check: (analysed, script) =>
    concerned(analysed, script, 'dropTable', ({ table }) => table)
      .filter(({ action }) => wasThereAtStart(script, analysed, action))
      .filter(({ table }) => isCreatedAgain(table, analysed, script))
      .filter(({ table }) => !isSaved(table, analysed, script))
      .map(({ action, table }) => ({
        message: inSentences(
          `Drops the table ${quotedTable(table)} and creates it again: all its rows are lost, and so are the foreign keys, grants and triggers that the new one does not repeat.`,
          lockSentence(analysed),
          'Change the table with ALTER TABLE instead, or copy the rows to a new table and swap the two names.',
        ),
        action,
        object: { table },
        hurts: ['data', 'old-code', ...hurtByLocks(analysed)],
        facts: lockFacts(analysed),
      })),
}

function isCreatedAgain(
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(index + 1)
    .some((later) =>
      actionsOfKind(later, 'createTable').some(
        (create) => resolveRelation(later.before, create.table) === table,
      ),
    )
}

function isSaved(table: string, analysed: AnalysedStatement, script: AnalysedScript): boolean {
  const [column] = analysed.before.tables[table]?.columns ?? []
  const earlier = script.statements.slice(0, analysed.index)
  return column !== undefined && copiesValues(earlier, table, column.name)
}
