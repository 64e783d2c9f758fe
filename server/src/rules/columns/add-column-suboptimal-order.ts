import type { ColumnDefinition, SqlAction } from '../../sql/action.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { paddingOf, withoutPadding } from './padding.js'

/** A value of eight bytes begins at a multiple of eight (manual, section 66.6.1, Table Row Layout). */
export const addColumnSuboptimalOrder: Rule = {
  id: 'add-column-suboptimal-order',
  severity: 'hint',
  offByDefault: true,
  title: 'The order of new columns leaves unused bytes in every row',
  check: (analysed) =>
    columnLists(analysed).flatMap(({ action, table, columns }) => {
      const types = columns.map(({ type }) => type)
      const better = withoutPadding(types)
      const wasted = paddingOf(types) - paddingOf(better)
      if (wasted <= 0) return []
      return [
        {
          message: `The order of the columns leaves ${wasted} unused bytes in every row of ${quotedTable(table)}. Put them in the order of the size of their types, the largest first: ${better.join(', ')}.`,
          action,
          object: { table },
          hurts: [],
          facts: { wastedBytes: wasted },
        },
      ]
    }),
}

type ColumnList = {
  readonly action: SqlAction
  readonly table: string
  readonly columns: readonly ColumnDefinition[]
}

/** Columns whose order the statement decides on: those of a new table, or several that it adds. */
function columnLists({ statement, before }: AnalysedStatement): readonly ColumnList[] {
  if (statement.kind === 'unparsed') return []
  const created = statement.actions.flatMap((action) =>
    action.kind === 'createTable'
      ? [{ action, table: resolveRelation(before, action.table), columns: action.columns }]
      : [],
  )
  const added = statement.actions.flatMap((action) => (action.kind === 'addColumn' ? [action] : []))
  const [first] = added
  if (first === undefined) return created
  const table = resolveRelation(before, first.table)
  return [...created, { action: first, table, columns: added.map(({ column }) => column) }]
}
