import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Prisma Client names every column that it reads; views and foreign keys follow the rename, function bodies do not. */
export const renameColumn: Rule = {
  id: 'rename-column',
  severity: 'error',
  title: 'A column is renamed while running code still uses the old name',
  check: (analysed, script) =>
    concerned(analysed, script, 'renameColumn', ({ table }) => table)
      .filter(({ action, table }) => wasThere(table, action.column, analysed, script))
      .map(({ action, table }) => ({
        message: inSentences(
          `Renames ${quotedColumn(table, action.column)} to ${quoteIdentifier(action.newName)}: from then on every query of running code that names the old column fails, and so do functions whose text names it.`,
          lockSentence(analysed),
          `Keep the column and rename only the field, with @map(${quoteIdentifier(action.column)}), or rename it in three deployments: expand, migrate, contract.`,
        ),
        action,
        object: { table, column: action.column },
        hurts: ['old-code', ...hurtByLocks(analysed)],
        recipe: 'rename-column',
        facts: { ...lockFacts(analysed), to: action.newName },
      })),
}

/** Not a column that the script has made itself; what the replay does not know is taken to have been there. */
function wasThere(
  table: string,
  column: string,
  { before }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  const known = before.tables[table]
  if (known === undefined) return true
  const atStart = Object.values(statements[0]?.before.tables ?? {})
  const original = atStart.find(({ oid }) => oid === known.oid)
  const isNow = known.columns.some(({ name }) => name === column)
  return original !== undefined && (!isNow || original.columns.some(({ name }) => name === column))
}
