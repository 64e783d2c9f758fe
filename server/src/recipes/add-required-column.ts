import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier, quoteQualified } from '../sql/quoting.js'
import { addedRequiredColumns, type AddedColumn } from './fill/addedColumn.js'
import { constantPlan } from './fill/constantPlan.js'
import { defaultExpressionFor, uniqueExpressionFor } from './fill/defaultExpression.js'
import { newTypeOf } from './enums/enumOfColumn.js'
import { definitionOf, hasClientDefault, isUpdatedAt, optional } from './parts/fieldDefinition.js'
import { fillPlan } from './fill/fillPlan.js'
import { indexesOfNewColumn } from './constraints/newIndexes.js'
import { tableObstacle } from './parts/obstacles.js'
import { prismaConstant } from './fill/prismaConstant.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { mayDifferByRow, readRowExpression } from './parts/rowExpression.js'
import { putField } from './parts/schemaSteps.js'
import { actionsOnTable } from './parts/tableContext.js'
import { isMoment } from './updatedAt/updatedAtColumn.js'

/** A1: a required column for a table that has rows and writers that do not know it. */
export const addRequiredColumn: Recipe = {
  id: 'add-required-column',
  operation: 'A1',
  title: 'Add a required column',
  detect: (change) =>
    addedRequiredColumns(change)
      // Of a moment that old code does not move on, another recipe takes care.
      .filter(({ action, field }) => !(isUpdatedAt(field) && isMoment(action.column.type)))
      .map(offerFor),
}

function offerFor(added: AddedColumn): RecipeOffer {
  const { context, action } = added
  const { column } = action
  const indexes = indexesOfNewColumn(context, column.name)
  const type = newTypeOf(context, column)
  return {
    recipe: addRequiredColumn.id,
    title: `Add required "${column.name}" to "${context.table.name}" in three deployments: expand, migrate, contract`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [column.name],
    },
    actions: [
      action,
      ...(type.kind === 'type' && type.create !== undefined ? [type.create.action] : []),
      ...(indexes.kind === 'indexes' ? indexes.actions : []),
    ],
    questions:
      added.volatileDefault === undefined
        ? [
            {
              id: 'value',
              text: `Value of "${column.name}" for the rows that are there, and for those that code without it inserts`,
              kind: 'expression',
              default: defaultAnswer(added),
            },
          ]
        : [],
    draft: (answers) => draft(added, answers),
  }
}

function draft(added: AddedColumn, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, action, field, enumeration, volatileDefault } = added
  const { column } = action
  const { table, sqlTable } = context
  const obstacle = tableObstacle(context) ?? keyObstacle(added)
  if (obstacle !== undefined) return obstacle
  const indexes = indexesOfNewColumn(context, column.name)
  if (indexes.kind === 'refusal') return indexes
  const type = newTypeOf(context, column)
  if (type.kind === 'refusal') return type
  const answer = volatileDefault ?? answers.value ?? defaultAnswer(added)
  const value = readRowExpression(answer, table, context.change.parser)
  if (value.kind === 'refusal') return value
  if (indexes.indexes.some(({ unique }) => unique) && !mayDifferByRow(value)) {
    return refusal(
      `"${column.name}" is unique, and ${value.text} is the same for every row. Give an expression that differs by row.`,
    )
  }

  const definition = definitionOf(context.model, field)
  const name = quoteIdentifier(column.name)
  const createType = type.create === undefined ? [] : [type.create.statement]
  const dropType =
    type.create?.action.kind === 'createEnum'
      ? [`DROP TYPE ${quoteQualified(type.create.action.type)}`]
      : []
  const common = {
    context,
    column: column.name,
    recipe: addRequiredColumn.id,
    operation: addRequiredColumn.operation,
    slug: migrationSlug(`add ${table.name} ${column.name}`) || 'add_required_column',
    title: `Add required "${column.name}" to "${table.name}"`,
    answers: volatileDefault === undefined ? { value: value.text } : {},
    undoPrepare: [`ALTER TABLE ${sqlTable} DROP COLUMN ${name}`, ...dropType],
    indexes: indexes.indexes,
    newColumns: [...table.columns.map((each) => each.name), column.name],
  }
  const constant = prismaConstant(value.node, field.type, enumeration)
  if (constant !== undefined && volatileDefault === undefined && !hasClientDefault(field)) {
    return constantPlan({
      ...common,
      definition,
      value: value.text,
      constant,
      prepare: [
        ...createType,
        `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${column.type} NOT NULL DEFAULT ${value.text}`,
      ],
    })
  }
  return fillPlan({
    ...common,
    value,
    prepare: [
      ...createType,
      `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${column.type}`,
      // In a statement of its own: with ADD COLUMN it would be computed for every row at once.
      ...(volatileDefault === undefined
        ? []
        : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DEFAULT ${volatileDefault}`]),
    ],
    expandEdits: [putField(context, field.field.name.text, optional(definition))],
    validateEdits: [putField(context, field.field.name.text, definition)],
    words: {
      expand: `Adds "${column.name}" to "${table.name}" as a column that may be NULL.`,
      application:
        'The field is optional until the next phase; code that reads it can count on a value once the verify query returns nothing.',
      losesAtExpand: `The values of "${column.name}".`,
    },
  })
}

function keyObstacle({ context, action }: AddedColumn): RecipeRefusal | undefined {
  const { name, constraints } = action.column
  const added = actionsOnTable(context, 'addConstraint').map(({ action: each }) => each.constraint)
  for (const constraint of [...constraints, ...added]) {
    if (!('columns' in constraint) || !constraint.columns.includes(name)) continue
    if (constraint.kind === 'foreignKey') {
      return refusal(
        `"${name}" refers to "${constraint.references.table.name}", and no row is known there that old rows could refer to. Add the relation as optional, which is safe; fill it; then make it required, which is a plan of its own.`,
      )
    }
    if (constraint.kind === 'primaryKey') {
      return refusal(
        `"${name}" is to be part of the primary key: that needs a plan of its own, behind this one. Add the column without @id first.`,
      )
    }
  }
  return undefined
}

function defaultAnswer({ context, action, enumeration }: AddedColumn): string {
  const { column } = action
  const indexes = indexesOfNewColumn(context, column.name)
  const unique = indexes.kind === 'indexes' && indexes.indexes.some((index) => index.unique)
  const described = {
    typeName: column.typeName.name,
    typeKind: enumeration === undefined ? ('base' as const) : ('enum' as const),
    array: column.type.endsWith('[]'),
  }
  const labels = enumeration?.values.map(({ label }) => label) ?? []
  const answer = unique ? uniqueExpressionFor(described) : defaultExpressionFor(described, labels)
  return answer ?? ''
}
