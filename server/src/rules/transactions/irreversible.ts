import type { SqlAction } from '../../sql/action.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

export const irreversible: Rule = {
  id: 'irreversible',
  severity: 'hint',
  offByDefault: true,
  title: 'No later migration can bring back what this removes',
  check: ({ statement, before, newTables }) =>
    statement.kind === 'unparsed'
      ? []
      : statement.actions.flatMap((action) => {
          const lost = whatIsLost(action)
          const table = 'table' in action ? action.table : undefined
          const isNew = table !== undefined && newTables.has(resolveRelation(before, table))
          if (lost === undefined || isNew) return []
          return {
            message: `${lost} cannot be undone by a later migration: only a backup has it. Say in the pull request how you would go back.`,
            action,
            object: {},
            hurts: ['data'],
          }
        }),
}

function whatIsLost(action: SqlAction): string | undefined {
  if (action.kind === 'dropType' && !action.cascade) return undefined
  return losses[action.kind]
}

const losses: Readonly<Partial<Record<SqlAction['kind'], string>>> = {
  dropTable: 'Dropping a table with its rows',
  dropColumn: 'Dropping a column with its values',
  dropSchema: 'Dropping a schema with all in it',
  dropType: 'Dropping a type with the columns that use it',
  truncate: 'Emptying a table',
  delete: 'Deleting rows',
  update: 'Overwriting values',
}
