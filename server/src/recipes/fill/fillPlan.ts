import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import { backfillKey } from '../parts/backfillKey.js'
import {
  aloneFile,
  transactionFile,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import { fillBody } from './fillBody.js'
import { validationSteps } from './notNullSteps.js'
import { planObjects } from '../parts/objectNames.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import type { RowExpression } from '../parts/rowExpression.js'
import {
  createSync,
  dropFunction,
  dropTrigger,
  killSwitch,
  type SyncBody,
} from '../parts/syncFunction.js'
import type { TableContext } from '../parts/tableContext.js'
import { rowsWith, unusableIndexes, verifyQuery } from '../parts/verifyQuery.js'

/** A column that is to hold a value in every row, and where that comes from. */
export type FillPlan = {
  readonly context: TableContext
  readonly column: string
  readonly value: RowExpression
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  readonly answers: Answers
  /** Under one ACCESS EXCLUSIVE lock, before the trigger is put on; empty when only the trigger comes. */
  readonly prepare: readonly string[]
  /** Takes `prepare` back, behind the trigger. */
  readonly undoPrepare: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly sql: string }[]
  readonly newColumns: readonly string[]
  readonly expandEdits: readonly SchemaEdit[]
  readonly validateEdits: readonly SchemaEdit[]
  readonly words: FillWords
  /** What the trigger does where it is more than to fill. */
  readonly body?: SyncBody
  /** A trigger of the project's own that takes the place of the plan's in the contract phase. */
  readonly stays?: {
    readonly name: string
    readonly create: readonly string[]
    readonly drop: readonly string[]
  }
}

export type FillWords = {
  readonly expand: string
  readonly application: string
  readonly losesAtExpand: string
  /** What the trigger does, in a sentence, where it is more than to fill. */
  readonly trigger?: string
}

/**
 * The plan of a column that becomes required: a trigger fills it for code that does not, the
 * backfill fills the rows that are there, the constraint is proved, and the trigger goes.
 */
export function fillPlan(plan: FillPlan): PlanDraft {
  const { context, column, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable } = context
  const objects = planObjects(table.schema, table.name, column)
  const key = backfillKey(table, context.change.catalogue)
  const name = quoteIdentifier(column)
  const phases = { objects, header: { recipe, operation, slug } }
  const pending = `t.${name} IS NULL`
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: plan.title,
    subject: { model: context.model.model, table: tableKey, columns: [column] },
    answers: plan.answers,
    phases: [expandPhase(plan, phases), validatePhase(plan, phases), contractPhase(plan, phases)],
    backfill: backfillBatch({
      table: tableKey,
      sqlTable,
      key,
      assignment: { kind: 'touch', column },
      pending,
    }),
    verify: verifyQuery([
      rowsWith(sqlTable, key, 'has no value', pending),
      ...unusableIndexes(
        sqlTable,
        plan.indexes.map((index) => index.name),
      ),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: table.columns.map((each) => each.name),
      newColumns: plan.newColumns,
      corruption: `UPDATE ${sqlTable} SET ${name} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${name} IS NOT NULL LIMIT 1)`,
    },
  }
}

type Shared = {
  readonly objects: ReturnType<typeof planObjects>
  readonly header: Omit<FileHeader, 'phase'>
}

function expandPhase(plan: FillPlan, { objects, header }: Shared): PlannedPhase {
  const { context, column } = plan
  const { sqlTable, table } = context
  const prepared = plan.prepare.length > 0
  // CREATE TRIGGER alone does not keep readers out.
  const mode = prepared ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE'
  const body = bodyOf(plan)
  const phase: FileHeader = { ...header, phase: 'expand' }
  const back: FileHeader = { ...header, phase: 'expand, taken back' }
  return {
    name: 'expand',
    migrations: [
      transactionMigration('expand', phase, plan.words.expand, { tables: [sqlTable], mode }, [
        ...plan.prepare,
        ...createSync(objects, sqlTable, body),
      ]),
      ...plan.indexes.map((index, place) => ({
        step: plan.indexes.length === 1 ? 'expand_index' : `expand_index_${place + 1}`,
        kind: 'alone' as const,
        sql: aloneFile(phase, 'Builds the index while the table is written as always.', index.sql),
      })),
    ],
    schemaEdits: plan.expandEdits,
    rollback: {
      sql: transactionFile(
        back,
        `Takes the trigger off${prepared ? ' and what the phase added with it' : ''}.`,
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [dropTrigger(objects, sqlTable), ...plan.undoPrepare, ...dropFunction(objects)],
      ),
      loses: plan.words.losesAtExpand,
    },
    explanation: `${plan.words.expand} ${plan.words.trigger ?? `A trigger on "${table.name}" gives "${column}" the value ${plan.value.text} wherever a write leaves it NULL.`} To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application: `Run the backfill, then the verify query. ${plan.words.application}`,
  }
}

function bodyOf({ context, column, value, body }: FillPlan): SyncBody {
  return body ?? fillBody(context.table.name, column, value)
}

function validatePhase(plan: FillPlan, { objects, header }: Shared): PlannedPhase {
  const { sqlTable, table } = plan.context
  const name = quoteIdentifier(plan.column)
  return {
    name: 'validate',
    migrations: validationSteps({
      header: { ...header, phase: 'validate' },
      sqlTable,
      notNull: { column: plan.column, check: objects.notNullCheck },
      checks: [],
      pending: [],
    }),
    schemaEdits: plan.validateEdits,
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'validate, taken back' },
        'Allows NULL again; the trigger goes on filling.',
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL`],
      ),
      loses: 'Nothing.',
    },
    explanation: `Proves that "${plan.column}" of "${table.name}" holds no NULL and makes it NOT NULL. The only statement that reads the table does so while it is written as always.`,
    application:
      'Code of every version goes on working: the trigger still fills what old code leaves out. Deploy the code that gives the field itself, and let the old code run out.',
  }
}

function contractPhase(plan: FillPlan, { objects, header }: Shared): PlannedPhase {
  const { sqlTable, table } = plan.context
  const { stays } = plan
  const rest = stays === undefined ? '' : ` The trigger "${stays.name}" takes its place and stays.`
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Takes the trigger off: every running version gives the column a value.${rest}`,
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [dropTrigger(objects, sqlTable), ...dropFunction(objects), ...(stays?.create ?? [])],
      ),
    ],
    schemaEdits: [],
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'contract, taken back' },
        'Puts the trigger on again.',
        // DROP TRIGGER keeps readers out; CREATE TRIGGER alone does not.
        { tables: [sqlTable], mode: stays ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE' },
        [...(stays?.drop ?? []), ...createSync(objects, sqlTable, bodyOf(plan))],
      ),
      loses: 'Nothing; the count of old writes begins anew.',
    },
    explanation: `Takes the trigger off "${table.name}". From here on a write without "${plan.column}" is refused.${rest}`,
    application:
      'Nothing is left to do. No code from before the plan may be running when this phase is deployed.',
  }
}
