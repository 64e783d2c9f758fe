import { migrationSlug } from '../migrations/migrationSlug.js'
import { indexesOfNewColumn } from './constraints/newIndexes.js'
import { functionsThatMention } from './parts/dependents.js'
import { tableObstacle } from './parts/obstacles.js'
import { prismaConstant } from './fill/prismaConstant.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { readRowExpression } from './parts/rowExpression.js'
import type { TableContext } from './parts/tableContext.js'
import { momentTrigger, type MomentColumn } from './updatedAt/updatedAtBody.js'
import {
  addedMoments,
  leftMoments,
  type AddedMoment,
  type LeftMoment,
} from './updatedAt/updatedAtColumn.js'
import { addedMomentPlan, filledMomentPlan } from './updatedAt/updatedAtPlan.js'
import { leftMomentPlan } from './updatedAt/updatedAtHandover.js'

/** A6: the time of a row's last change, for writers that do not know of it. */
export const updatedAt: Recipe = {
  id: 'updated-at',
  operation: 'A6',
  title: 'Keep the time of the last change',
  detect: (change) => [
    ...addedMoments(change).map(offerToAdd),
    ...leftMoments(change).map(offerToTakeOver),
  ],
}

const usualValue = 'CURRENT_TIMESTAMP'

function offerToAdd(added: AddedMoment): RecipeOffer {
  const { context, action } = added
  const { name } = action.column
  const indexes = indexesOfNewColumn(context, name)
  return {
    recipe: updatedAt.id,
    title: `Add "${name}" to "${context.table.name}" in several deployments, kept by a trigger for code that does not know it`,
    subject: subjectOf(context, name),
    actions: [action, ...(indexes.kind === 'indexes' ? indexes.actions : [])],
    questions: [
      {
        id: 'value',
        text: `Value of "${name}" for the rows that are there: an SQL expression over one row, a time of its creation for example`,
        kind: 'expression',
        default: usualValue,
      },
      {
        id: 'trigger',
        text: `Who moves "${name}" on when the plan is done?`,
        kind: 'choice',
        choices: [
          {
            value: 'goes',
            label: 'Prisma Client',
            detail: 'The trigger goes with the contract phase; raw SQL has to give a time itself',
          },
          {
            value: 'stays',
            label: 'The database too',
            detail: 'A trigger stays for writes that leave it as it was: raw SQL, other services',
          },
        ],
        default: 'goes',
      },
    ],
    draft: (answers) => draftToAdd(added, answers),
  }
}

function draftToAdd(added: AddedMoment, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, action, field } = added
  const { table } = context
  const { name, type, default: wanted } = action.column
  const obstacle = tableObstacle(context)
  if (obstacle !== undefined) return obstacle
  const indexes = indexesOfNewColumn(context, name)
  if (indexes.kind === 'refusal') return indexes
  if (indexes.indexes.some(({ unique }) => unique)) {
    return refusal(
      `"${name}" is unique, and one statement gives all its rows the same time. Take @unique away.`,
    )
  }
  const value = readRowExpression(answers.value ?? usualValue, table, context.change.parser)
  if (value.kind === 'refusal') return value
  const column: MomentColumn = { table, name, type }
  const stays = answers.trigger === 'stays'
  const clash = stays ? nameObstacle(context, column) : undefined
  if (clash !== undefined) return clash
  const constant = prismaConstant(value.node, field.type, undefined)
  const parts = {
    ...added,
    column,
    indexes: indexes.indexes,
    recipe: updatedAt.id,
    operation: updatedAt.operation,
    slug: migrationSlug(`add ${table.name} ${name}`) || 'updated_at',
    answers: { value: value.text, trigger: stays ? 'stays' : 'goes' },
    ...(stays ? { stays: momentTrigger(context, column) } : {}),
  }
  const isSame = wanted === undefined || isNow(wanted.text)
  return constant !== undefined && isSame
    ? addedMomentPlan(parts, constant)
    : filledMomentPlan(parts, value)
}

function offerToTakeOver(left: LeftMoment): RecipeOffer {
  const { context, column, action } = left
  return {
    recipe: updatedAt.id,
    title: `Let the database move "${column.name}" of "${context.table.name}" on: a trigger, in one deployment`,
    subject: subjectOf(context, column.name),
    actions: [action],
    questions: [],
    draft: () => draftToTakeOver(left),
  }
}

function draftToTakeOver(left: LeftMoment): PlanDraft | RecipeRefusal {
  const { context, column, action } = left
  const moment: MomentColumn = { table: context.table, name: column.name, type: column.type }
  const obstacle =
    tableObstacle(context) ?? nameObstacle(context, moment) ?? triggerObstacle(context, column.name)
  if (obstacle !== undefined) return obstacle
  return leftMomentPlan({
    context,
    column: moment,
    ...(column.default === undefined ? {} : { oldDefault: column.default }),
    newDefault: action.expression.text,
    trigger: momentTrigger(context, moment),
    recipe: updatedAt.id,
    operation: updatedAt.operation,
    slug: migrationSlug(`keep ${context.table.name} ${column.name}`) || 'updated_at',
  })
}

function isNow(text: string): boolean {
  return /^(CURRENT_TIMESTAMP|now\(\))$/i.test(text)
}

function subjectOf({ model, tableKey }: TableContext, column: string): RecipeOffer['subject'] {
  return { model: model.model, table: tableKey, columns: [column] }
}

function nameObstacle(context: TableContext, column: MomentColumn): RecipeRefusal | undefined {
  const { table, change } = context
  const { name } = momentTrigger(context, column)
  const isTaken =
    table.triggers.some((one) => one.name === name) ||
    change.catalogue.functions.some((one) => one.schema === table.schema && one.name === name)
  return isTaken
    ? refusal(
        `The schema "${table.schema}" has a function or trigger "${name}" already. Rename it, or drop it where it is left from before.`,
      )
    : undefined
}

/** Two triggers would both keep it, and nobody could tell which one counts. */
function triggerObstacle(context: TableContext, column: string): RecipeRefusal | undefined {
  const called = functionsThatMention(context, column).filter((name) =>
    context.table.triggers.some(({ definition }) =>
      definition.includes(name.replace(/^[^.]*\./, '')),
    ),
  )
  return called.length === 0
    ? undefined
    : refusal(
        `${called.join(', ')}, called by a trigger of "${context.table.name}", names "${column}": where it moves the column on already, nothing is left to do but the new default, which is a plan of its own.`,
      )
}
