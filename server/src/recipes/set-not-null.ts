import { migrationSlug } from '../migrations/migrationSlug.js'
import type { ColumnDescription } from '../engine/catalogue.js'
import { columnNamed } from '../prisma/lookups.js'
import type { ColumnOfField } from '../prisma/schemaModel.js'
import { quoteIdentifier } from '../sql/quoting.js'
import type { SqlAction } from '../sql/action.js'
import { defaultExpressionFor, uniqueExpressionFor } from './fill/defaultExpression.js'
import { definitionOf, optional } from './parts/fieldDefinition.js'
import { filledByHandPlan } from './fill/filledByHandPlan.js'
import { fillPlan } from './fill/fillPlan.js'
import { foreignKeysOver, generatedObstacle, tableObstacle } from './parts/obstacles.js'
import type {
  Answers,
  PendingChange,
  PlanDraft,
  Recipe,
  RecipeOffer,
  RecipeRefusal,
} from './recipe.js'
import { refusal } from './parts/refusal.js'
import { mayDifferByRow, readRowExpression } from './parts/rowExpression.js'
import { putField } from './parts/schemaSteps.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from './parts/tableContext.js'

/** A2: a column that may be NULL becomes required. */
export const setNotNull: Recipe = {
  id: 'set-not-null',
  operation: 'A2',
  title: 'Make a column required',
  detect: (change) => tightenedColumns(change).map(offerFor),
}

/** The answer that no value stands for NULL. */
const none = 'none'

type Tightened = {
  readonly context: TableContext
  readonly action: SqlAction
  readonly column: ColumnDescription
  readonly field: ColumnOfField
  /** SET DEFAULT of the same column in the same script. */
  readonly newDefault?: { readonly action: SqlAction; readonly text: string }
}

function tightenedColumns(change: PendingChange): readonly Tightened[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'setNotNull') return []
    const context = tableContext(change, action.table)
    const column = context?.table.columns.find(({ name }) => name === action.column)
    const field = context && columnNamed(context.model, action.column)
    if (context === undefined || column === undefined || field === undefined) return []
    const setDefault = actionsOnTable(context, 'setDefault').find(
      ({ action: other }) => other.column === action.column,
    )?.action
    return [
      {
        context,
        action,
        column,
        field,
        ...(setDefault === undefined
          ? {}
          : { newDefault: { action: setDefault, text: setDefault.expression.text } }),
      },
    ]
  })
}

function offerFor(tightened: Tightened): RecipeOffer {
  const { context, action, column, newDefault } = tightened
  return {
    recipe: setNotNull.id,
    title: `Make "${column.name}" of "${context.table.name}" required in three deployments: expand, migrate, contract`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [column.name],
    },
    actions: [
      action,
      ...(newDefault === undefined ? [] : [newDefault.action]),
      ...foreignKeyActions(tightened),
    ],
    questions: [
      {
        id: 'value',
        text: `Value of "${column.name}" where it is NULL, now and in what running code still writes; none where no value can stand for it: NULL is refused then, and you fill the rows`,
        kind: 'expression',
        default: defaultAnswer(tightened),
      },
    ],
    draft: (answers) => draft(tightened, answers),
  }
}

function draft(tightened: Tightened, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, column, field, newDefault } = tightened
  const { table, sqlTable } = context
  const answer = (answers.value ?? defaultAnswer(tightened)).trim()
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, column.name) ??
    relationObstacle(tightened, answer)
  if (obstacle !== undefined) return obstacle
  const name = quoteIdentifier(column.name)
  const about = {
    context,
    column: column.name,
    recipe: setNotNull.id,
    operation: setNotNull.operation,
    slug: migrationSlug(`require ${table.name} ${column.name}`) || 'set_not_null',
    title: `Make "${column.name}" of "${table.name}" required`,
  }
  // A relation is as optional as its columns.
  const fields = [
    field,
    ...context.model.relations.filter(({ columns }) => columns.includes(column.name)),
  ].map((one) => ({ name: one.field.name.text, definition: definitionOf(context.model, one) }))
  const edits = {
    expandEdits: fields.map((one) => putField(context, one.name, optional(one.definition))),
    validateEdits: fields.map((one) => putField(context, one.name, one.definition)),
  }
  if (answer === none) {
    return newDefault === undefined
      ? filledByHandPlan({ ...about, ...edits })
      : refusal(
          `With the answer none "${column.name}" keeps its default in this change. Change the default in one of its own, or give a value that stands for NULL.`,
        )
  }
  const value = readRowExpression(answer, table, context.change.parser)
  if (value.kind === 'refusal') return value
  if (value.columns.includes(column.name)) {
    return refusal(`${value.text} reads "${column.name}" itself, which is NULL where it is needed.`)
  }
  if (isUnique(tightened) && !mayDifferByRow(value)) {
    return refusal(
      `"${column.name}" is unique, and ${value.text} is the same for every row. Give an expression that differs by row.`,
    )
  }

  const alterDefault = (text: string | undefined) =>
    `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} ${text === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${text}`}`
  return fillPlan({
    ...about,
    value,
    answers: { value: value.text },
    prepare: newDefault === undefined ? [] : [alterDefault(newDefault.text)],
    undoPrepare: newDefault === undefined ? [] : [alterDefault(column.default)],
    indexes: [],
    newColumns: table.columns.map((each) => each.name),
    ...edits,
    words: {
      expand: `Replaces every NULL that is written to "${column.name}" of "${table.name}".`,
      application:
        'Code that clears the field sees the replacement afterwards; the field stays optional until the next phase.',
      losesAtExpand:
        'Nothing; a NULL that was replaced cannot be told from a value that was meant.',
    },
  })
}

/** What stands for "none" in a column that refers to another table: no row, so that people fill it. */
function relationObstacle(tightened: Tightened, answer: string): RecipeRefusal | undefined {
  const { context, column } = tightened
  const [key] = foreignKeysOver(context, column.name)
  if (key?.references === undefined) return undefined
  if (answer !== none) {
    return refusal(
      `"${column.name}" refers to "${key.references.table}", and no row is known there that stands for "none". Answer value=none: the plan refuses NULL then, and you give every row a reference.`,
    )
  }
  const writesNull = [key.references.onDelete, key.references.onUpdate].includes('set null')
  return writesNull || foreignKeyActions(tightened).length > 0
    ? refusal(
        `The action of "${key.name}" ${writesNull ? `is SET NULL, which a required "${column.name}" refuses: a delete in "${key.references.table}" would fail` : 'changes with the field'}. Write another action into the @relation and deploy that first (change-referential-action); then make the field required.`,
      )
    : undefined
}

/** The foreign key is dropped and made anew where its action follows from the field's `?`. */
function foreignKeyActions({ context, column }: Tightened): readonly SqlAction[] {
  const names = new Set(foreignKeysOver(context, column.name).map(({ name }) => name))
  return [
    ...actionsOnTable(context, 'dropConstraint')
      .map(({ action }) => action)
      .filter(({ constraint }) => names.has(constraint)),
    ...actionsOnTable(context, 'addConstraint')
      .map(({ action }) => action)
      .filter(({ constraint }) => constraint.name !== undefined && names.has(constraint.name)),
  ]
}

function isUnique({ context, column }: Tightened): boolean {
  return context.table.indexes.some(
    ({ unique, columns }) => unique && columns.length === 1 && columns[0] === column.name,
  )
}

function defaultAnswer(tightened: Tightened): string {
  const { context, column, newDefault } = tightened
  if (foreignKeysOver(context, column.name).length > 0) return none
  if (isUnique(tightened)) return uniqueExpressionFor(column) ?? ''
  const labels = context.change.catalogue.enums[column.typeName]?.values ?? []
  return newDefault?.text ?? column.default ?? defaultExpressionFor(column, labels) ?? ''
}
