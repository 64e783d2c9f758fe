import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { refusedBy } from '../refusedBy.js'
import { hasValue } from '../requiredColumn.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { additionOf, mayFill } from './columnHistory.js'

/**
 * SET NOT NULL that is sure to meet a NULL: on rows that the migrations have written themselves, or
 * on a column that the script has just added without a value. Whether older rows hold NULL, only
 * the data of an environment tell.
 */
export const setNotNullExistingNulls: Rule = {
  id: 'set-not-null-existing-nulls',
  severity: 'error',
  title: 'A column becomes required while its rows hold NULL',
  check: (analysed, script) =>
    concerned(analysed, script, 'setNotNull', ({ table }) => table).flatMap(({ action, table }) => {
      const { column } = action
      const why = meetsNull(analysed, column)
        ? `although the migrations themselves have written rows that hold NULL there: it fails (23502) wherever they have run.`
        : isAddedEmpty(script, analysed, table, column)
          ? `which the same script adds and never fills: it fails (23502) as soon as ${quotedTable(table)} has a row.`
          : undefined
      if (why === undefined) return []
      return [
        {
          message: inSentences(
            `Makes ${quotedColumn(table, column)} required, ${why}`,
            analysed.evidence.kind === 'refused' ? '' : lockSentence(analysed),
            'Fill the old rows in batches first, and require the column in a later migration.',
          ),
          action,
          object: { table, column },
          hurts: ['old-code', ...hurtByLocks(analysed)],
          recipe: 'set-not-null',
          facts: { ...lockFacts(analysed), sqlState: '23502' },
        },
      ]
    }),
}

/** PostgreSQL names the column: `column "a" of relation "T" contains null values`. */
function meetsNull(analysed: AnalysedStatement, column: string): boolean {
  return refusedBy(analysed, '23502')?.message.startsWith(`column "${column}" of `) === true
}

function isAddedEmpty(
  script: AnalysedScript,
  analysed: AnalysedStatement,
  table: string,
  column: string,
): boolean {
  const addition = additionOf(script, analysed, table, column)
  if (addition === undefined || addition.newTables.has(table)) return false
  const added = actionsOfKind(addition, 'addColumn').find((add) => add.column.name === column)
  if (added === undefined || added.column.notNull || hasValue(added.column)) return false
  const makesValues = added.column.generated !== undefined || added.ifNotExists
  return !makesValues && !mayFill(script, table, column, addition.index, analysed.index)
}
