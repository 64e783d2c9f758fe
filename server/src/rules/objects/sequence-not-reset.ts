import type { Node } from '@pgsql/types'
import type { ColumnDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { functionsIn } from '../expressionTree.js'
import { mentionsName } from '../mentionsName.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import { resolveRelation, tableOf } from '../resolveName.js'
import { remembered } from '../remembered.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'

/** A value that is given does not move the sequence (manual, section 9.17). */
export const sequenceNotReset: Rule = {
  id: 'sequence-not-reset',
  severity: 'information',
  title: 'Rows get numbers of their own, and the sequence will give the same ones again',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'insert').flatMap((action) => {
      const columns = tableOf(analysed.before, action.table)?.columns ?? []
      const names = action.columns.length > 0 ? action.columns : columns.map(({ name }) => name)
      const numbered = columns.find(
        (column) =>
          isNumbered(column) &&
          names.includes(column.name) &&
          givesValue(action, names.indexOf(column.name), analysed),
      )
      if (numbered === undefined || isMovedLater(analysed, script)) return []
      const table = resolveRelation(analysed.before, action.table)
      return [
        {
          message: `Gives ${quotedColumn(table, numbered.name)} values of its own, and leaves the sequence where it is: a later insert may get a number that is taken and fails (23505). Add SELECT setval(pg_get_serial_sequence('${quotedTable(table)}', '${numbered.name}'), max("${numbered.name}")) FROM ${quotedTable(table)} behind it.`,
          action,
          object: { table, column: numbered.name },
          hurts: ['new-code'],
        },
      ]
    }),
}

function isNumbered({ default: value, identity }: ColumnDescription): boolean {
  return identity !== undefined || value?.startsWith('nextval(') === true
}

/** Whether a row gives the column at that place anything but DEFAULT or the sequence's own next number. */
function givesValue(action: SqlAction, place: number, analysed: AnalysedStatement): boolean {
  const query = nodeOf(analysed, 'InsertStmt', action)?.selectStmt
  if (query === undefined || !('SelectStmt' in query)) return false
  const { valuesLists = [], targetList = [] } = query.SelectStmt
  const rows: readonly (readonly Node[])[] =
    valuesLists.length > 0
      ? valuesLists.map((row) => ('List' in row ? (row.List.items ?? []) : []))
      : [targetList]
  return rows.some((row) => {
    const value = row[place]
    return (
      value !== undefined && !('SetToDefault' in value) && !functionsIn(value).includes('nextval')
    )
  })
}

function isMovedLater({ index }: AnalysedStatement, script: AnalysedScript): boolean {
  return index <= lastMove(script)
}

/** The last statement that sets a sequence; -1 where none does. */
const lastMove = remembered(({ statements }: AnalysedScript) =>
  statements.findLastIndex(({ statement: { text } }) =>
    ['setval', 'SETVAL', 'RESTART', 'restart'].some((word) => mentionsName(text, word)),
  ),
)
