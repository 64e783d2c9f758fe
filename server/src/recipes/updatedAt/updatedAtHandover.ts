import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { transactionFile, transactionMigration } from '../parts/fileKinds.js'
import type { PlanDraft } from '../recipe.js'
import type { TableContext } from '../parts/tableContext.js'
import type { MomentColumn, MomentTrigger } from './updatedAtBody.js'
import { verifyQuery } from '../parts/verifyQuery.js'

export type LeftMomentPlan = {
  readonly context: TableContext
  readonly column: MomentColumn
  readonly oldDefault?: string
  readonly newDefault: string
  readonly trigger: MomentTrigger
  readonly recipe: string
  readonly operation: string
  readonly slug: string
}

/** From `@updatedAt` to a trigger: old code, which sends the time itself, is left alone by it. */
export function leftMomentPlan(plan: LeftMomentPlan): PlanDraft {
  const { context, column, trigger, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable, model } = context
  const header = { recipe, operation, slug }
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const alter = `ALTER TABLE ${sqlTable} ALTER COLUMN ${quoteIdentifier(column.name)}`
  const back = plan.oldDefault === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${plan.oldDefault}`
  const all = table.columns.map((each) => each.name)
  return {
    kind: 'plan',
    ...header,
    title: `Let the database move "${column.name}" of "${table.name}" on`,
    subject: { model: model.model, table: tableKey, columns: [column.name] },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            { ...header, phase: 'expand' },
            `Gives "${column.name}" a default, and the time of each change that leaves it as it was.`,
            locks,
            [`${alter} SET DEFAULT ${plan.newDefault}`, ...trigger.create],
          ),
        ],
        schemaEdits: [],
        rollback: {
          sql: transactionFile(
            { ...header, phase: 'expand, taken back' },
            'Takes the trigger and the default away.',
            locks,
            [...trigger.drop, `${alter} ${back}`],
          ),
          loses: 'Nothing.',
        },
        explanation: `A trigger gives "${column.name}" of "${table.name}" the time of each change that leaves it as it was; a write that brings a time of its own keeps it. The trigger stays: it is in a migration, so that a reset makes it again.`,
        application:
          'Code of both versions works: old code goes on sending the time itself. Deploy the code that leaves it to the database behind this migration, not before: until then nothing would move it on.',
      },
    ],
    verify: verifyQuery([missingTrigger(sqlTable, trigger.name)]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      values: [momentsAsWritten(column)],
      keeps: [trigger.name, `${table.schema}.${trigger.name}`],
      corruption: `ALTER TABLE ${sqlTable} DISABLE TRIGGER ${quoteIdentifier(trigger.name)}`,
    },
  }
}

/** A row where the trigger is not there, or switched off. `name` is without quotes. */
export function missingTrigger(sqlTable: string, name: string): string {
  return `SELECT 'trigger is missing or disabled' AS "problem", ${quoteLiteral(name)} AS "key"
WHERE NOT EXISTS (
  SELECT FROM pg_trigger
  WHERE tgrelid = ${quoteLiteral(sqlTable)}::regclass AND tgname = ${quoteLiteral(name)} AND tgenabled IN ('O', 'A'))`
}

/**
 * A client sends the time at which it writes. That it writes the very time that the row has already
 * does not happen, and the trigger could not tell it from a write that leaves the column out.
 */
export function momentsAsWritten({ name, type }: MomentColumn) {
  const integer = { type: 'integer', typeName: 'pg_catalog.int4', labels: [] }
  return { column: name, type, of: integer, expression: `now() - ($1 % 9) * interval '1 day'` }
}
