import { addedRequiredColumns } from './addedColumn.js'
import { defaultExpressionFor } from './defaultExpression.js'
import { definitionOf, hasClientDefault, withAttribute } from '../parts/fieldDefinition.js'
import { indexesOfNewColumn } from '../constraints/newIndexes.js'
import { prismaConstant } from './prismaConstant.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { readRowExpression } from '../parts/rowExpression.js'
import { putField } from '../parts/schemaSteps.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

/**
 * A required column with a constant default, for good: PostgreSQL adds it without touching a row,
 * and code that does not know it goes on inserting.
 */
export function defaultAlternatives(change: PendingChange): readonly Alternative[] {
  const renamed = change.script.stories.columnRenames.map(({ added }) => added)
  return addedRequiredColumns(change).flatMap(
    ({ context, action, field, enumeration, volatileDefault }) => {
      const { column } = action
      if (renamed.includes(action) || isKey(context, column.name)) return []
      const indexes = indexesOfNewColumn(context, column.name)
      const isUnique = indexes.kind !== 'indexes' || indexes.indexes.some(({ unique }) => unique)
      if (volatileDefault !== undefined || isUnique || hasClientDefault(field)) return []
      const described = {
        typeName: column.typeName.name,
        typeKind: enumeration === undefined ? ('base' as const) : ('enum' as const),
        array: column.type.endsWith('[]'),
      }
      const labels = enumeration?.values.map(({ label }) => label) ?? []
      const text = defaultExpressionFor(described, labels)
      const value =
        text === undefined ? undefined : readRowExpression(text, context.table, change.parser)
      const constant =
        value?.kind === 'expression'
          ? prismaConstant(value.node, field.type, enumeration)
          : undefined
      if (constant === undefined) return []
      const definition = withAttribute(definitionOf(context.model, field), constant)
      return [
        {
          kind: 'default' as const,
          title: `Give "${column.name}" a default: ${constant}`,
          subject: {
            model: context.model.model,
            table: context.tableKey,
            columns: [column.name],
          },
          actions: [action],
          answer: {
            kind: 'schema' as const,
            edits: [putField(context, field.field.name.text, definition)],
          },
        },
      ]
    },
  )
}

/** A key needs a value of its own, or one that is there in the other table. */
function isKey(context: TableContext, column: string): boolean {
  return actionsOnTable(context, 'addConstraint').some(
    ({ action: { constraint } }) => 'columns' in constraint && constraint.columns.includes(column),
  )
}
