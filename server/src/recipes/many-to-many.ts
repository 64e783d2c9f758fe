import { backfillKey } from './parts/backfillKey.js'
import { dropObstacle } from './parts/dependents.js'
import { acceptedFunctions, functionsQuestion } from './parts/functionsQuestion.js'
import { linkPlan } from './relations/linkPlan.js'
import { linkedTables, type LinkedTable } from './relations/linkedTable.js'
import { lostRelations } from './drop/lostRelations.js'
import { generatedObstacle, primaryKeyObstacle, tableObstacle } from './parts/obstacles.js'
import { oldField } from './parts/oldField.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'

/** D7: a relation to one becomes a relation to many, with the table that Prisma keeps for it. */
export const manyToMany: Recipe = {
  id: 'many-to-many',
  operation: 'D7',
  title: 'Make a relation many-to-many',
  detect: (change) => linkedTables(change).map(offerFor),
}

function offerFor(linked: LinkedTable): RecipeOffer {
  const { context, column, joinKey, joinName } = linked
  return {
    recipe: manyToMany.id,
    title: `Turn "${column.name}" of "${context.table.name}" into links of "${joinName.name}": expand, migrate, contract`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [column.name],
      others: [{ table: joinKey, columns: ['A', 'B'] }],
    },
    actions: linked.actions,
    questions: functionsQuestion(context, column.name),
    draft: (answers) => draft(linked, answers),
  }
}

function draft(linked: LinkedTable, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, column } = linked
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, column.name) ??
    primaryKeyObstacle(context, column.name, 'dropping it') ??
    dropObstacle(context, column, '') ??
    requiredObstacle(linked) ??
    ruleObstacle(linked) ??
    keyObstacle(linked)
  if (obstacle !== undefined) return obstacle
  const functions = acceptedFunctions(context, column.name, answers)
  if (functions.kind === 'refusal') return functions
  const old = oldField(context, column)
  if (old.kind === 'refusal') return old
  const relations = lostRelations(context, column)
  if (relations.kind === 'refusal') return relations
  return linkPlan({
    linked,
    old,
    relations,
    recipe: manyToMany.id,
    operation: manyToMany.operation,
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
  })
}

/** New code may leave a row without any link, and the foreign key has to say so. */
function requiredObstacle({ column }: LinkedTable): RecipeRefusal | undefined {
  return column.notNull
    ? refusal(
        `"${column.name}" is required, and a row of a many-to-many relation may have no link at all. Make the relation optional first, for which there is a plan (drop-not-null); this one comes behind it.`,
      )
    : column.default === undefined
      ? undefined
      : refusal(
          `"${column.name}" has a default: a row that new code makes without a link would get one. Take the default away first.`,
        )
}

function ruleObstacle({ context, column }: LinkedTable): RecipeRefusal | undefined {
  const { table } = context
  const index = table.indexes.find(({ unique, columns }) => unique && columns.includes(column.name))
  const name =
    index?.name ??
    table.constraints.find(({ kind, columns }) => kind === 'check' && columns.includes(column.name))
      ?.name
  return name === undefined
    ? undefined
    : refusal(
        `"${name}" limits "${column.name}": as long as both are there, new code would be refused links by a rule that it does not know. Drop it first.`,
      )
}

function keyObstacle({ context }: LinkedTable): RecipeRefusal | undefined {
  return backfillKey(context.table, context.change.catalogue).kind === 'columns'
    ? undefined
    : refusal(
        `"${context.table.name}" has no key whose least value is known, so that the links of its rows cannot be made in batches.`,
      )
}
