import { quoteIdentifier, unquoteIdentifier } from '../../sql/quoting.js'
import type { AddedMoment } from './updatedAtColumn.js'
import { definitionOf, optional, withAttribute } from '../parts/fieldDefinition.js'
import { aloneFile, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { fillPlan } from '../fill/fillPlan.js'
import type { NewIndex } from '../constraints/newIndexes.js'
import { planObjects } from '../parts/objectNames.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import type { RowExpression } from '../parts/rowExpression.js'
import { putField } from '../parts/schemaSteps.js'
import { createSync, dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'
import { momentBody, type MomentColumn, type MomentTrigger } from './updatedAtBody.js'
import { missingTrigger, momentsAsWritten } from './updatedAtHandover.js'
import { unusableIndexes, verifyQuery } from '../parts/verifyQuery.js'

export type AddedMomentPlan = AddedMoment & {
  readonly column: MomentColumn
  readonly indexes: readonly NewIndex[]
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly answers: Answers
  /** The trigger that takes the place of the plan's own in the end. */
  readonly stays?: MomentTrigger
}

/**
 * The rows that are there get the time of the deployment: a default, which touches none of them.
 * `constant` is the default as an attribute.
 */
export function addedMomentPlan(plan: AddedMomentPlan, constant: string): PlanDraft {
  const { context, column, action, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable, model } = context
  const objects = objectsOf(plan)
  const indexes = plan.indexes.map((index) => index.name)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: titleOf(plan),
    subject: { model: model.model, table: tableKey, columns: [column.name] },
    answers: plan.answers,
    phases: [expandPhase(plan, constant), contractPhase(plan)],
    verify: verifyQuery([
      missingTrigger(sqlTable, unquoteIdentifier(objects.trigger)),
      ...unusableIndexes(sqlTable, indexes),
    ]),
    rehearsal: {
      ...rehearsalOf(plan),
      table: tableKey,
      oldColumns: table.columns.map((each) => each.name),
      newColumns: [...table.columns.map((each) => each.name), action.column.name],
      corruption: `ALTER TABLE ${sqlTable} DISABLE TRIGGER ${objects.trigger}`,
    },
  }
}

/** The rows that are there get a time that is computed from each: the column comes empty and is filled. */
export function filledMomentPlan(plan: AddedMomentPlan, value: RowExpression): PlanDraft {
  const { context, column, action, field, recipe, operation, slug, stays } = plan
  const { table, sqlTable } = context
  const name = quoteIdentifier(column.name)
  const definition = definitionOf(context.model, field)
  const fieldName = field.field.name.text
  const filled = fillPlan({
    context,
    column: column.name,
    value,
    body: momentBody(column, value),
    recipe,
    operation,
    slug,
    title: titleOf(plan),
    answers: plan.answers,
    prepare: [
      `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${action.column.type}`,
      // In a statement of its own: with ADD COLUMN it would be the value of the rows that are there.
      ...(action.column.default === undefined
        ? []
        : [
            `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DEFAULT ${action.column.default.text}`,
          ]),
    ],
    undoPrepare: [`ALTER TABLE ${sqlTable} DROP COLUMN ${name}`],
    indexes: plan.indexes,
    newColumns: [...table.columns.map((each) => each.name), column.name],
    expandEdits: [putField(context, fieldName, optional(definition))],
    validateEdits: [putField(context, fieldName, definition)],
    ...(stays === undefined ? {} : { stays }),
    words: {
      expand: `Adds "${column.name}" to "${table.name}" as a column that may be NULL.`,
      trigger: `A trigger on "${table.name}" gives "${column.name}" the time of each write that brings none, and rows that were there before ${value.text}.`,
      application:
        'The field is optional until the next phase; code that reads it can count on a time once the verify query returns nothing.',
      losesAtExpand: `The times in "${column.name}".`,
    },
  })
  return { ...filled, rehearsal: { ...filled.rehearsal, ...rehearsalOf(plan) } }
}

function rehearsalOf({ column, stays, context }: AddedMomentPlan) {
  return {
    values: [momentsAsWritten(column)],
    ...(stays === undefined
      ? {}
      : { keeps: [stays.name, `${context.table.schema}.${stays.name}`] }),
  }
}

function titleOf({ column, context }: AddedMomentPlan): string {
  return `Add "${column.name}", the time of the last change, to "${context.table.name}"`
}

function objectsOf({ context: { table }, column }: AddedMomentPlan) {
  return planObjects(table.schema, table.name, column.name)
}

function expandPhase(plan: AddedMomentPlan, constant: string): PlannedPhase {
  const { context, column, action, field, recipe, operation, slug } = plan
  const { sqlTable, table } = context
  const objects = objectsOf(plan)
  const header = { recipe, operation, slug, phase: 'expand' }
  const name = quoteIdentifier(column.name)
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const definition = definitionOf(context.model, field)
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        header,
        `Adds "${column.name}" with a default, which gives every row that is there the time of this deployment without touching it.`,
        locks,
        [
          // The default is computed once for all rows, in the time zone of the session.
          `SET LOCAL TimeZone = 'UTC'`,
          `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${column.type} NOT NULL DEFAULT CURRENT_TIMESTAMP`,
          ...createSync(objects, sqlTable, momentBody(column)),
        ],
      ),
      ...plan.indexes.map((index, place) => ({
        step: plan.indexes.length === 1 ? 'expand_index' : `expand_index_${place + 1}`,
        kind: 'alone' as const,
        sql: aloneFile(header, 'Builds the index while the table is written as always.', index.sql),
      })),
    ],
    schemaEdits:
      action.column.default === undefined
        ? [putField(context, field.field.name.text, withAttribute(definition, constant))]
        : [],
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        'Takes the trigger off and the column away again.',
        locks,
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} DROP COLUMN ${name}`,
          ...dropFunction(objects),
        ],
      ),
      loses: `The times in "${column.name}".`,
    },
    explanation: `Adds "${column.name}" to "${table.name}" as NOT NULL with ${constant}: rows that are there have the time of the deployment, and none is written. A trigger gives a row the time of each change that leaves the column as it was, as code does that does not know it. To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application:
      'Code of both versions works: new rows of old code get the default, and its changes are stamped by the trigger. Deploy the code that knows the field, and let the old code run out; the count of old writes says when it has.',
  }
}

function contractPhase(plan: AddedMomentPlan): PlannedPhase {
  const { context, column, action, field, recipe, operation, slug, stays } = plan
  const { sqlTable, table } = context
  const objects = objectsOf(plan)
  const header = { recipe, operation, slug, phase: 'contract' }
  const alter = `ALTER TABLE ${sqlTable} ALTER COLUMN ${quoteIdentifier(column.name)}`
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const goes = action.column.default === undefined
  const rest = stays === undefined ? '' : ` The trigger "${stays.name}" takes its place and stays.`
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        header,
        `Takes the trigger off: every running version brings the time itself.${rest}`,
        locks,
        [
          dropTrigger(objects, sqlTable),
          ...(goes ? [`${alter} DROP DEFAULT`] : []),
          ...dropFunction(objects),
          ...(stays?.create ?? []),
        ],
      ),
    ],
    schemaEdits: goes
      ? [putField(context, field.field.name.text, definitionOf(context.model, field))]
      : [],
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'contract, taken back' },
        'Puts the trigger on again.',
        locks,
        [
          ...(stays?.drop ?? []),
          ...(goes ? [`${alter} SET DEFAULT CURRENT_TIMESTAMP`] : []),
          ...createSync(objects, sqlTable, momentBody(column)),
        ],
      ),
      loses: 'Nothing; the count of old writes begins anew.',
    },
    explanation: `Takes the trigger off "${table.name}"${goes ? `, and the default of "${column.name}" away` : ''}.${rest}`,
    application:
      'Nothing is left to do. No code from before the plan may be running when this phase is deployed.',
  }
}
