import type { ColumnDescription } from '../engine/catalogue.js'
import { backfillKey } from './parts/backfillKey.js'
import { dropObstacle } from './parts/dependents.js'
import { acceptedFunctions, functionsQuestion } from './parts/functionsQuestion.js'
import { movedColumns, type MovedColumns } from './relations/movedColumns.js'
import { movePlan } from './relations/movePlan.js'
import { madeValues } from './relations/madeValues.js'
import { goesWithItsRow, ruleOver } from './relations/newTable.js'
import { generatedObstacle, primaryKeyObstacle, tableObstacle } from './parts/obstacles.js'
import { oldFields } from './parts/oldFields.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { inWords } from './reshape/reshapedColumns.js'

/** D3: some columns of a model become a model of their own, one for each row. */
export const splitTable: Recipe = {
  id: 'split-table',
  operation: 'D3',
  title: 'Split a table',
  detect: (change) => movedColumns(change).map(offerFor),
}

function offerFor(moved: MovedColumns): RecipeOffer {
  const { context, columns, newName, newKey } = moved
  const names = columns.map(({ name }) => name)
  return {
    recipe: splitTable.id,
    title: `Move ${inWords(names)} of "${context.table.name}" to "${newName.name}": expand, migrate, contract`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: names,
      others: [{ table: newKey, columns: moved.created.map(({ name }) => name) }],
    },
    actions: moved.actions,
    questions: functionsQuestion(context, ...names),
    draft: (answers) => draft(moved, answers),
  }
}

function draft(moved: MovedColumns, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, columns } = moved
  const made = madeValues(moved, [moved.reference, ...columns.map(({ name }) => name)])
  if ('kind' in made) return made
  const obstacle = tableObstacle(context) ?? tablesObstacle(moved)
  if (obstacle !== undefined) return obstacle
  for (const column of columns) {
    const why = columnObstacle(moved, column)
    if (why !== undefined) return why
  }
  const names = columns.map(({ name }) => name)
  const functions = acceptedFunctions(context, names, answers)
  if (functions.kind === 'refusal') return functions
  const lost = oldFields(context, columns)
  if (lost.kind === 'refusal') return lost
  return movePlan({
    moved,
    lost: lost.fields,
    made,
    recipe: splitTable.id,
    operation: splitTable.operation,
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
  })
}

function columnObstacle(
  { context, created }: MovedColumns,
  column: ColumnDescription,
): RecipeRefusal | undefined {
  const { name } = column
  const now = created.find((one) => one.name === name)
  const rule = ruleOver(context, column)
  return (
    generatedObstacle(context, name) ??
    primaryKeyObstacle(context, name, 'moving it') ??
    dropObstacle(context, column, '') ??
    (column.notNull || now?.notNull === true
      ? refusal(
          `"${name}" is required, and a row may be without one of the other table. Make it optional on both sides first; what requires it can come behind this plan.`,
        )
      : undefined) ??
    (column.default === undefined
      ? undefined
      : refusal(
          `"${name}" has a default: as long as both are there, a row that new code makes would have it without having been given one. Take the default away first.`,
        )) ??
    (rule === undefined
      ? undefined
      : refusal(
          `"${rule}" is over "${name}" and would refuse new code what it writes to another table. Drop it first, and make it anew there behind this plan.`,
        ))
  )
}

function tablesObstacle(moved: MovedColumns): RecipeRefusal | undefined {
  const { context, model, columns } = moved
  const names = columns.map(({ name }) => name)
  const key = model.keys.find(
    (one) =>
      (one.kind === 'unique' || one.kind === 'primaryKey') &&
      one.columns.some((column) => names.includes(column)),
  )
  if (key !== undefined) {
    return refusal(
      `"${key.name}" is to be unique, and values that are there may come twice. Leave that out, and add it when this plan is done: it is a plan of its own.`,
    )
  }
  if (!goesWithItsRow(moved, moved)) {
    return refusal(
      `Rows of "${model.table}" come with those of "${context.table.name}" and have to go with them: old code, which knows nothing of them, could delete none any more. Write onDelete: Cascade on the relation.`,
    )
  }
  return backfillKey(context.table, context.change.catalogue).kind === 'columns'
    ? undefined
    : refusal(
        `"${context.table.name}" has no key whose least value is known, so that its rows cannot be gone through in batches.`,
      )
}
