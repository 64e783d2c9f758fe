import { migrationSlug } from '../migrations/migrationSlug.js'
import type { ColumnDescription } from '../engine/catalogue.js'
import { columnNamed } from '../prisma/lookups.js'
import type { ColumnOfField } from '../prisma/schemaModel.js'
import { quoteIdentifier } from '../sql/quoting.js'
import type { SqlAction } from '../sql/action.js'
import { defaultExpressionFor, uniqueExpressionFor } from './fill/defaultExpression.js'
import { definitionOf, optional } from './parts/fieldDefinition.js'
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
        text: `Value of "${column.name}" where it is NULL, now and in what running code still writes`,
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
  const obstacle =
    tableObstacle(context) ?? generatedObstacle(context, column.name) ?? relationObstacle(tightened)
  if (obstacle !== undefined) return obstacle
  const answer = answers.value ?? defaultAnswer(tightened)
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

  const name = quoteIdentifier(column.name)
  const definition = definitionOf(context.model, field)
  const alterDefault = (text: string | undefined) =>
    `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} ${text === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${text}`}`
  return fillPlan({
    context,
    column: column.name,
    value,
    recipe: setNotNull.id,
    operation: setNotNull.operation,
    slug: migrationSlug(`require ${table.name} ${column.name}`) || 'set_not_null',
    title: `Make "${column.name}" of "${table.name}" required`,
    answers: { value: value.text },
    prepare: newDefault === undefined ? [] : [alterDefault(newDefault.text)],
    undoPrepare: newDefault === undefined ? [] : [alterDefault(column.default)],
    indexes: [],
    newColumns: table.columns.map((each) => each.name),
    expandEdits: [putField(context, field.field.name.text, optional(definition))],
    validateEdits: [putField(context, field.field.name.text, definition)],
    words: {
      expand: `Replaces every NULL that is written to "${column.name}" of "${table.name}".`,
      application:
        'Code that clears the field sees the replacement afterwards; the field stays optional until the next phase.',
      losesAtExpand:
        'Nothing; a NULL that was replaced cannot be told from a value that was meant.',
    },
  })
}

/** The database has a foreign key, and the schema lets its default action change with the optionality. */
function relationObstacle({ context, column }: Tightened): RecipeRefusal | undefined {
  const [key] = foreignKeysOver(context, column.name)
  return key === undefined
    ? undefined
    : refusal(
        `"${column.name}" refers to "${key.references?.table ?? ''}", and no row is known there that stands for "none". Give every row a reference first; then "${column.name}" can be made required by a hand-written CHECK, VALIDATE and SET NOT NULL.`,
      )
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
  if (isUnique(tightened)) return uniqueExpressionFor(column) ?? ''
  const labels = context.change.catalogue.enums[column.typeName]?.values ?? []
  return newDefault?.text ?? column.default ?? defaultExpressionFor(column, labels) ?? ''
}
