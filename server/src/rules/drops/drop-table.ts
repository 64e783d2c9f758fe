import type { TableDescription } from '../../engine/catalogue.js'
import { wasThereAtStart } from '../atStart.js'
import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { tableOf } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { copiesValues } from '../stories/copiedValues.js'

/** Old code fails on its next query (P2021), and the foreign keys lock the tables that they refer to. */
export const dropTable: Rule = {
  id: 'drop-table',
  severity: 'error',
  title: 'A table is dropped with its rows while running code still uses it',
  yieldsTo: ['drop-blocked-by-dependent', 'create-table-force', 'prisma-implicit-m2m-changed'],
  check: (analysed, script) =>
    concerned(analysed, script, 'dropTable', ({ table }) => table)
      .filter(({ action }) => wasThereAtStart(script, analysed, action))
      .map(({ action, table }) => {
        const [column] = tableOf(analysed.before, action.table)?.columns ?? []
        const earlier = script.statements.slice(0, analysed.index)
        const isSaved = column !== undefined && copiesValues(earlier, table, column.name)
        const loss = isSaved ? 'the script has copied its rows, but' : 'its rows are lost, and'
        return {
          message: inSentences(
            `Drops the table ${quotedTable(table)}: ${loss} every query of running code that uses it fails.`,
            lockSentence(analysed),
            remedy(tableOf(analysed.before, action.table)),
          ),
          action,
          object: { table },
          hurts: [...(isSaved ? [] : (['data'] as const)), 'old-code', ...hurtByLocks(analysed)],
          recipe: 'drop-table',
          facts: lockFacts(analysed),
        }
      }),
}

/** The table between two models has columns A and B, and no model that could stay. */
function remedy(table: TableDescription | undefined): string {
  const columns = table?.columns.map(({ name }) => name).join()
  const isBetweenModels = table?.name.startsWith('_') === true && columns === 'A,B'
  return isBetweenModels
    ? 'Deploy code that does not use the relation first, keep its fields in the schema until then, and drop the table in a later release.'
    : 'Deploy code that does not use it first, keep the model with @@ignore, and drop the table in a later release.'
}
