import type { ColumnDescription } from '../engine/catalogue.js'
import { migrationSlug } from '../migrations/migrationSlug.js'
import { defaultExpressionFor, uniqueExpressionFor } from './fill/defaultExpression.js'
import { dropObstacle } from './parts/dependents.js'
import { dropPlan } from './drop/dropPlan.js'
import { droppedColumns, type DroppedColumn } from './drop/droppedColumn.js'
import { acceptedFunctions, functionsQuestion } from './parts/functionsQuestion.js'
import { lostRelations } from './drop/lostRelations.js'
import {
  foreignKeysOver,
  generatedObstacle,
  primaryKeyObstacle,
  tableObstacle,
} from './parts/obstacles.js'
import { isNameTaken, oldField } from './parts/oldField.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { mayDifferByRow, readRowExpression } from './parts/rowExpression.js'

/** A4: a column that the application is to stop using, and then goes. */
export const dropColumn: Recipe = {
  id: 'drop-column',
  operation: 'A4',
  title: 'Drop a column',
  detect: (change) => droppedColumns(change).map(offerFor),
}

function offerFor(dropped: DroppedColumn): RecipeOffer {
  const { context, column, actions } = dropped
  return {
    recipe: dropColumn.id,
    title: `Drop "${column.name}" of "${context.table.name}" in two deployments: stop using it, then drop it`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [column.name],
    },
    actions,
    questions: [
      ...(needsValue(column)
        ? [
            {
              id: 'value',
              text: `Value of "${column.name}" for rows that new code inserts without it, as long as old code reads it`,
              kind: 'expression' as const,
              default: defaultAnswer(dropped),
            },
          ]
        : []),
      ...functionsQuestion(context, column.name),
    ],
    draft: (answers) => draft(dropped, answers),
  }
}

function draft(dropped: DroppedColumn, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, column } = dropped
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, column.name) ??
    primaryKeyObstacle(context, column.name, 'dropping it') ??
    dropObstacle(context, column, '') ??
    relationObstacle(dropped)
  if (obstacle !== undefined) return obstacle
  const functions = acceptedFunctions(context, column.name, answers)
  if (functions.kind === 'refusal') return functions
  const old = oldField(context, column)
  if (old.kind === 'refusal') return old
  if (isNameTaken(context, column, old)) {
    return refusal(
      `The schema has another field "${old.name}" by now, under whose name "${column.name}" has to stay until it goes. Give the new field another name first.`,
    )
  }
  const relations = lostRelations(context, column)
  if (relations.kind === 'refusal') return relations
  const value = needsValue(column)
    ? readRowExpression(
        answers.value ?? defaultAnswer(dropped),
        context.table,
        context.change.parser,
      )
    : undefined
  if (value?.kind === 'refusal') return value
  if (value !== undefined && isUnique(dropped) && !mayDifferByRow(value)) {
    return refusal(
      `"${column.name}" is unique, and ${value.text} is the same for every row that new code inserts. Give an expression that differs by row.`,
    )
  }
  return dropPlan({
    context,
    column,
    old,
    relations,
    recipe: dropColumn.id,
    operation: dropColumn.operation,
    slug: migrationSlug(`drop ${context.table.name} ${column.name}`) || 'drop_column',
    answers: {
      ...(value === undefined ? {} : { value: value.text }),
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
    },
    acceptedFunctions: functions.names,
    ...(value === undefined ? {} : { value }),
  })
}

/** New code leaves the column out; where it may not be NULL and has no default, the trigger fills it. */
function needsValue(column: ColumnDescription): boolean {
  return column.notNull && column.default === undefined && column.identity === undefined
}

function relationObstacle({ context, column }: DroppedColumn): RecipeRefusal | undefined {
  const [key] = needsValue(column) ? foreignKeysOver(context, column.name) : []
  return key === undefined
    ? undefined
    : refusal(
        `"${column.name}" is required and refers to "${key.references?.table ?? ''}": new code that does not know it could not insert a row. Make the relation optional first, deploy that, then drop it.`,
      )
}

function isUnique({ context, column }: DroppedColumn): boolean {
  return context.table.indexes.some(
    ({ unique, columns }) => unique && columns.length === 1 && columns[0] === column.name,
  )
}

function defaultAnswer(dropped: DroppedColumn): string {
  const { context, column } = dropped
  const labels = context.change.catalogue.enums[column.typeName]?.values ?? []
  const answer = isUnique(dropped)
    ? uniqueExpressionFor(column)
    : defaultExpressionFor(column, labels)
  return answer ?? ''
}
