import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { quoteIdentifier, unquoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { planObjects } from '../parts/objectNames.js'
import { validationSteps } from './notNullSteps.js'
import type { PlanDraft } from '../recipe.js'
import type { TableContext } from '../parts/tableContext.js'
import { rowsWith, verifyQuery } from '../parts/verifyQuery.js'

export type FilledByHand = {
  readonly context: TableContext
  readonly column: string
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  readonly expandEdits: readonly SchemaEdit[]
  readonly validateEdits: readonly SchemaEdit[]
}

/**
 * A column that becomes required without a value that could stand for none: code gives it one in
 * every row before the plan begins, people fill the rows that are there, and the plan makes the
 * rule hold without stopping anybody.
 */
export function filledByHandPlan(plan: FilledByHand): PlanDraft {
  const { context, column, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable, model, change } = context
  const name = quoteIdentifier(column)
  const check = planObjects(table.schema, table.name, column).notNullCheck
  const header = (phase: string) => ({ recipe, operation, slug, phase })
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const add = `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`
  const drop = `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${check}`
  const all = table.columns.map((each) => each.name)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: plan.title,
    subject: { model: model.model, table: tableKey, columns: [column] },
    answers: { value: 'none' },
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            header('expand'),
            'From here on no NULL can be written; rows that are there are not looked at.',
            locks,
            [add],
          ),
        ],
        schemaEdits: plan.expandEdits,
        rollback: {
          sql: transactionFile(header('expand, taken back'), 'Allows NULL again.', locks, [drop]),
          loses: 'Nothing.',
        },
        explanation: `Holds every write of "${table.name}" to a value in "${column}": a write that leaves it NULL fails with 23514 (P2039 in Prisma Client) from here on. So does a write to any other column of a row that holds NULL already.`,
        application: `Before this phase is deployed, deploy the code that gives "${column}" a value in every row that it writes, let older code run out, and fill the rows that hold NULL: verify.sql lists them.`,
      },
      {
        name: 'validate',
        migrations: validationSteps({
          header: header('validate'),
          sqlTable,
          notNull: { column, check, isThere: true },
          checks: [],
          pending: [],
        }),
        schemaEdits: plan.validateEdits,
        rollback: {
          sql: transactionFile(
            header('validate, taken back'),
            'NULL is refused for writes only again.',
            locks,
            [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL`, add],
          ),
          loses: 'Nothing.',
        },
        explanation: `Proves that "${column}" of "${table.name}" holds no NULL and makes it NOT NULL. The only statement that reads the table does so while it is written as always.`,
        application: 'Nothing is left to do: the client asks for the field from here on.',
      },
    ],
    verify: verifyQuery([
      rowsWith(sqlTable, backfillKey(table, change.catalogue), 'has no value', `t.${name} IS NULL`),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [unquoteIdentifier(check)],
      settle: `DELETE FROM ${sqlTable} WHERE ${name} IS NULL`,
      corruption: `DO $damage$
BEGIN
  ${drop};
  UPDATE ${sqlTable} SET ${name} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} LIMIT 1);
END
$damage$`,
    },
  }
}
