import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier } from '../sql/quoting.js'
import type { SqlAction } from '../sql/action.js'
import { constantOfDefault } from './fill/constantText.js'
import { functionsThatMention, functionsThatNameTable } from './parts/dependents.js'
import { flippedNames } from './rename/flippedNames.js'
import { functionsQuestion } from './parts/functionsQuestion.js'
import { functionsOfView, securityObstacle } from './relations/movedTable.js'
import { partitionObstacle } from './parts/obstacles.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import {
  actionsOfRename,
  renamedColumns,
  subjectOfRename,
  type RenamedColumn,
} from './rename/renamedColumn.js'
import { tableOfAction } from './parts/tableContext.js'
import { viewFlipPlan } from './rename/viewFlip.js'

/**
 * B1, view flip: the column is renamed as it is, in a table that gets another name too, so that a view
 * with the old names can take its place. Nothing is copied.
 */
export const renameColumnView: Recipe = {
  id: 'rename-column-view',
  operation: 'B1',
  title: 'Rename a column behind a view',
  detect: (change) => renamedColumns(change).map(offerFor),
}

function offerFor(renamed: RenamedColumn): RecipeOffer {
  const { context, old, added } = renamed
  const byColumn = functionsQuestion(context, old.name)
  return {
    recipe: renameColumnView.id,
    title: `Rename "${old.name}" of "${context.table.name}" to "${added.column.name}" without a copy: the table gets another name (@@map), a view serves old code`,
    subject: subjectOfRename(renamed),
    actions: actionsOfRename(renamed),
    questions: byColumn.length > 0 ? byColumn : functionsOfView(context),
    draft: (answers) => draft(renamed, answers),
  }
}

function draft(renamed: RenamedColumn, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, old, added } = renamed
  const { table } = context
  const obstacle =
    partitionObstacle(context) ??
    securityObstacle(context) ??
    nullObstacle(renamed) ??
    defaultObstacle(renamed) ??
    otherChanges(renamed)
  if (obstacle !== undefined) return obstacle
  const functions = acceptedFunctions(renamed, answers)
  if (functions.kind === 'refusal') return functions
  const flipped = flippedNames(renamed)
  if (flipped.kind === 'refusal') return flipped
  const newName = added.column.name
  return viewFlipPlan({
    context,
    to: flipped.to,
    columns: table.columns.map(({ name }) => ({
      shown: name,
      column: name === old.name ? newName : name,
    })),
    steps: flipped.steps,
    prepare: [],
    beside: [],
    recipe: renameColumnView.id,
    operation: renameColumnView.operation,
    slug: migrationSlug(`rename ${table.name} ${old.name}`) || 'rename_column',
    title: `Rename "${old.name}" of "${table.name}" to "${newName}" behind a view`,
    subject: subjectOfRename(renamed),
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
    schemaEdits: flipped.edits,
    words: `The table "${table.name}" is called "${flipped.to.name}" from here on, and "${old.name}" in it ${quoteIdentifier(newName)}`,
    afterwards: `The table keeps the name "${flipped.to.name}" (@@map). Where it is to have its old one again, take @@map away then: that is the plan rename-table.`,
  })
}

/** A time is printed otherwise than it was written, and of an expression nothing is known. */
function defaultObstacle({ old, added }: RenamedColumn): RecipeRefusal | undefined {
  const now = added.column.default?.text
  const [before, after] = [old.default, now].map((text) => text && constantOfDefault(text))
  const isTime = /^(date|time)/.test(old.type)
  const isSame =
    old.default === undefined || now === undefined
      ? old.default === now || old.default?.startsWith('nextval(') === true
      : before === undefined || after === undefined || before === after || isTime
  return isSame
    ? undefined
    : refusal(
        `The change also gives "${added.column.name}" ${now === undefined ? 'no default' : `the default ${now}`}, where "${old.name}" has ${old.default ?? 'none'}. Rename it first as it is, and change the default then (change-default).`,
      )
}

function nullObstacle({ old, added }: RenamedColumn): RecipeRefusal | undefined {
  return added.column.notNull === old.notNull
    ? undefined
    : refusal(
        `The change also makes "${added.column.name}" ${old.notNull ? 'optional' : 'required'}. Rename it first as it is, and change it then.`,
      )
}

/** What stays pending would be asked for on a table that has another name by then. */
function otherChanges(renamed: RenamedColumn): RecipeRefusal | undefined {
  const { context } = renamed
  const own = new Set(actionsOfRename(renamed))
  const other = context.actions.find(
    ({ action }) =>
      !own.has(action) &&
      (tableOfAction(action)?.name === context.table.name ||
        referencedTables(action).includes(context.table.name)),
  )
  return other === undefined
    ? undefined
    : refusal(
        `Something else changes in "${context.table.name}", or begins to refer to it: ${other.statement.split('\n')[0] ?? ''} … Make that change before or behind this one, or rename the column by a copy (rename-column).`,
      )
}

function referencedTables(action: SqlAction): readonly string[] {
  const constraints =
    action.kind === 'createTable'
      ? action.constraints
      : action.kind === 'addConstraint'
        ? [action.constraint]
        : []
  return constraints.flatMap((one) => (one.kind === 'foreignKey' ? one.references.table.name : []))
}

/**
 * A function of a trigger that reads the column by its name fails with the first row behind the
 * rename, those that name the table when the view goes.
 */
function acceptedFunctions(
  { context, old }: RenamedColumn,
  answers: Answers,
): { readonly kind: 'accepted'; readonly names: readonly string[] } | RecipeRefusal {
  const byColumn = functionsThatMention(context, old.name)
  const names = [...new Set([...byColumn, ...functionsThatNameTable(context)])]
  if (names.length === 0 || answers.functions === 'unrelated') return { kind: 'accepted', names }
  return byColumn.length > 0
    ? refusal(
        `${byColumn.join(', ')} name "${old.name}" in their text and fail as soon as the column has another name. Rename it by a copy (rename-column), or answer that they mean something else.`,
      )
    : refusal(
        `${names.join(', ')} name "${context.table.name}" in their text. They work through the view and fail when it goes. Answer that they mean something else, or that you write them anew between the two deployments.`,
      )
}
