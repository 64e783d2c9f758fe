import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'

/** A view under the old name takes reads and writes as the table did, if no one sees the gap (manual, CREATE VIEW: Updatable Views). */
export const renameTable: Rule = {
  id: 'rename-table',
  severity: 'error',
  title: 'A table is renamed while running code still uses the old name',
  check: (analysed, script) =>
    concerned(analysed, script, 'renameTable', ({ table }) => table)
      .filter(({ table }) => wasThere(table, analysed, script))
      .filter(({ table }) => !keepsName(table, analysed, script))
      .map(({ action, table }) => ({
        message: inSentences(
          `Renames the table ${quotedTable(table)} to ${quoteIdentifier(action.newName)}: from then on every query of running code that uses the old name fails.`,
          lockSentence(analysed),
          `Keep the table and rename only the model, with @@map("${action.table.name}"), or create a view under the old name in the same transaction.`,
        ),
        action,
        object: { table },
        hurts: ['old-code', ...hurtByLocks(analysed)],
        facts: { ...lockFacts(analysed), to: action.newName },
      })),
}

function wasThere(
  table: string,
  { before }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  const known = before.tables[table]
  const atStart = Object.values(statements[0]?.before.tables ?? {})
  return known === undefined || atStart.some(({ oid }) => oid === known.oid)
}

/** A view, or a table that takes over, under the old name in the same transaction. */
function keepsName(table: string, analysed: AnalysedStatement, script: AnalysedScript): boolean {
  return script.statements
    .slice(analysed.index + 1)
    .filter((later) => inOneTransaction(analysed, later, script))
    .some(
      (later) =>
        actionsOfKind(later, 'createView').some(
          ({ view }) => resolveRelation(later.before, view) === table,
        ) ||
        actionsOfKind(later, 'renameTable').some(
          ({ table: { schema }, newName }) =>
            resolveRelation(later.before, {
              ...(schema === undefined ? {} : { schema }),
              name: newName,
            }) === table,
        ),
    )
}
