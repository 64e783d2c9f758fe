import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** A policy of some teams; an optional relation is a good reason. */
export const nullableFk: Rule = {
  id: 'nullable-fk',
  severity: 'hint',
  title: 'The column of a foreign key may hold NULL',
  offByDefault: true,
  check: (analysed, script) =>
    addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const parent = resolveRelation(analysed.before, constraint.references.table)
      const column = script.after.tables[table]?.columns.find(
        ({ name, notNull }) => constraint.columns.includes(name) && !notNull,
      )
      if (column === undefined) return []
      return {
        message: inSentences(
          `The column ${quotedColumn(table, column.name)} refers to ${quotedTable(parent)} and may hold NULL: such a row belongs to nothing, and the foreign key does not mind.`,
          'Make the relation required if every row has to belong to one.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
      }
    }),
}
