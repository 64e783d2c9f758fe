import { migrationSlug } from '../migrations/migrationSlug.js'
import { functionsThatNameTable } from './parts/dependents.js'
import { droppedTables, subjectOfDrop, type DroppedTable } from './drop/droppedTable.js'
import { dropTablePlan } from './drop/dropTablePlan.js'
import { tableObstacle } from './parts/obstacles.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import type { TableContext } from './parts/tableContext.js'

/** D9: a table that the application is to stop using, and that is then put aside. */
export const dropTable: Recipe = {
  id: 'drop-table',
  operation: 'D9',
  title: 'Drop a table',
  detect: (change) => droppedTables(change).map(offerFor),
}

function offerFor(dropped: DroppedTable): RecipeOffer {
  const { context, actions } = dropped
  return {
    recipe: dropTable.id,
    title: `Drop the table "${context.table.name}" in two deployments: stop using it, then put it aside with its rows`,
    subject: subjectOfDrop(dropped),
    actions,
    questions: functionsQuestion(context),
    draft: (answers) => draft(dropped, answers),
  }
}

function draft(dropped: DroppedTable, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, hidden } = dropped
  const obstacle = tableObstacle(context) ?? viewObstacle(context) ?? referenceObstacle(context)
  if (obstacle !== undefined) return obstacle
  if (hidden.kind === 'refusal') return hidden
  const functions = functionsThatNameTable(context)
  if (functions.length > 0 && answers.functions !== 'unrelated') {
    return refusal(
      `${functions.join(', ')} name "${context.table.name}" in their text and would fail when the table has gone. Change them first, so that they work without it, or answer that they mean something else.`,
    )
  }
  return dropTablePlan({
    context,
    hidden,
    recipe: dropTable.id,
    operation: dropTable.operation,
    slug: migrationSlug(`drop table ${context.table.name}`) || 'drop_table',
    answers: functions.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions,
  })
}

function functionsQuestion(context: TableContext): readonly Question[] {
  const names = functionsThatNameTable(context)
  if (names.length === 0) return []
  return [
    {
      id: 'functions',
      text: `${names.join(', ')} name "${context.table.name}" in their text. Do they use this table?`,
      kind: 'choice',
      choices: [
        {
          value: 'use it',
          label: 'Yes',
          detail: 'They would fail when the table has gone: change them first',
        },
        {
          value: 'unrelated',
          label: 'No',
          detail: 'They mean something else; verify leaves them out',
        },
      ],
      default: 'use it',
    },
  ]
}

function viewObstacle({ tableKey, change }: TableContext): RecipeRefusal | undefined {
  const view = change.catalogue.views.find(({ columns }) =>
    columns.some((column) => column.startsWith(`${tableKey}.`)),
  )
  return view === undefined
    ? undefined
    : refusal(`View "${view.view}" reads it: write the view anew without it, or drop it, first.`)
}

function referenceObstacle({ tableKey, change }: TableContext): RecipeRefusal | undefined {
  for (const [name, { constraints }] of Object.entries(change.catalogue.tables)) {
    if (name === tableKey) continue
    const key = constraints.find(({ references }) => references?.table === tableKey)
    if (key !== undefined) {
      return refusal(
        `Foreign key "${key.name}" of table "${name}" refers to it. Drop that relation and its column first, in a change of its own.`,
      )
    }
  }
  return undefined
}
