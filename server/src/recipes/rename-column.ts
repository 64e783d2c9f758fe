import { checkCopies } from './constraints/checkCopies.js'
import { dropObstacle } from './parts/dependents.js'
import { foreignKeyCopies } from './constraints/foreignKeyCopies.js'
import { acceptedFunctions, functionsQuestion } from './parts/functionsQuestion.js'
import { indexCopies } from './constraints/indexCopies.js'
import { lostRelations } from './drop/lostRelations.js'
import { generatedObstacle, primaryKeyObstacle, tableObstacle } from './parts/obstacles.js'
import { oldField } from './parts/oldField.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import {
  actionsOfRename,
  renamedColumns,
  subjectOfRename,
  type RenamedColumn,
} from './rename/renamedColumn.js'
import { renamePlan } from './rename/renamePlan.js'

/** B1, copy variant: a column under a new name, both kept equal until the old one can go. */
export const renameColumn: Recipe = {
  id: 'rename-column',
  operation: 'B1',
  title: 'Rename a column',
  detect: (change) => renamedColumns(change).map(offerFor),
}

function offerFor(renamed: RenamedColumn): RecipeOffer {
  const { context, old, added } = renamed
  return {
    recipe: renameColumn.id,
    title: `Rename "${old.name}" of "${context.table.name}" to "${added.column.name}" in three deployments: expand, migrate, contract`,
    subject: subjectOfRename(renamed),
    actions: actionsOfRename(renamed),
    questions: functionsQuestion(context, old.name),
    draft: (answers) => draft(renamed, answers),
  }
}

function draft(renamed: RenamedColumn, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, old, added } = renamed
  const newName = added.column.name
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, old.name) ??
    primaryKeyObstacle(context, old.name, 'a copy of it') ??
    tighterObstacle(renamed) ??
    serialObstacle(renamed) ??
    defaultObstacle(renamed) ??
    dropObstacle(context, old, instead)
  if (obstacle !== undefined) return obstacle
  const functions = acceptedFunctions(context, old.name, answers)
  if (functions.kind === 'refusal') return functions
  const lost = oldField(context, old)
  if (lost.kind === 'refusal') return lost
  const relations = lostRelations(context, old)
  if (relations.kind === 'refusal') return relations
  const indexes = indexCopies(context, old, newName)
  if (indexes.kind === 'refusal') return indexes
  const checks = checkCopies(context, [{ old, names: { column: newName } }])
  if (checks.kind === 'refusal') return checks
  const foreignKeys = foreignKeyCopies(context, old, newName)
  if (foreignKeys.kind === 'refusal') return foreignKeys
  return renamePlan({
    renamed,
    lost,
    relations,
    indexes: indexes.copies,
    checks: checks.copies,
    foreignKeys: foreignKeys.copies,
    recipe: renameColumn.id,
    operation: renameColumn.operation,
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
  })
}

const instead = 'Keep the column with @map, or rename it in place.'

function serialObstacle({ old, added }: RenamedColumn): RecipeRefusal | undefined {
  return added.column.serial
    ? refusal(
        `"${old.name}" is numbered by a sequence, which belongs to one column at a time. ${instead}`,
      )
    : undefined
}

/**
 * Where NULL is allowed and the database has a default, a write of NULL by new code looks like one
 * that leaves the column out: the old column has its default by the time that the trigger sees it.
 * Lists are never written as NULL.
 */
function defaultObstacle({ old }: RenamedColumn): RecipeRefusal | undefined {
  return old.notNull || old.default === undefined || old.array
    ? undefined
    : refusal(
        `"${old.name}" may be NULL and has a default: as long as both columns are there, a NULL that new code writes cannot be told from a value that it leaves out. ${instead}`,
      )
}

/** Two changes in one: old rows may hold NULL, which the new column does not take. */
function tighterObstacle({ old, added }: RenamedColumn): RecipeRefusal | undefined {
  if (!added.column.notNull || old.notNull) return undefined
  return refusal(
    `The change also makes "${added.column.name}" required, and "${old.name}" is not. Rename it first as it is, then make it required: each is a plan of its own.`,
  )
}
