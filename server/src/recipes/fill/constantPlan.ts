import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { withAttribute, type FieldDefinition } from '../parts/fieldDefinition.js'
import { aloneFile, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import type { NewIndex } from '../constraints/newIndexes.js'
import type { Answers, PlanDraft } from '../recipe.js'
import { putField } from '../parts/schemaSteps.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { TableContext } from '../parts/tableContext.js'
import { rowsWith, unusableIndexes, verifyQuery } from '../parts/verifyQuery.js'

export type ConstantPlan = {
  readonly context: TableContext
  readonly column: string
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  readonly answers: Answers
  /** Adds the column NOT NULL with its default. */
  readonly prepare: readonly string[]
  readonly undoPrepare: readonly string[]
  readonly indexes: readonly NewIndex[]
  readonly newColumns: readonly string[]
  /** The field as the change wants it, without a default. */
  readonly definition: FieldDefinition
  /** The default for the time between, as SQL and as `@default(…)`. */
  readonly value: string
  readonly constant: string
}

/**
 * A required column with the same value for every old row: PostgreSQL keeps a constant default in
 * the catalogue and reads no row (manual, ALTER TABLE, Notes), so there is nothing to backfill. Old
 * code gets the default until the contract takes it away.
 */
export function constantPlan(plan: ConstantPlan): PlanDraft {
  const { context, column, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable } = context
  const name = quoteIdentifier(column)
  const key = backfillKey(table, context.change.catalogue)
  const header = (phase: string) => ({ recipe, operation, slug, phase })
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const field = context.model.columns.find((each) => each.column === column)?.field.name.text
  const fieldName = field ?? column
  const setDefault = `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DEFAULT ${plan.value}`
  const indexFiles = plan.indexes.map((index, place) => ({
    step: plan.indexes.length === 1 ? 'expand_index' : `expand_index_${place + 1}`,
    kind: 'alone' as const,
    sql: aloneFile(
      header('expand'),
      'Builds the index while the table is written as always.',
      index.sql,
    ),
  }))
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: plan.title,
    subject: { model: context.model.model, table: tableKey, columns: [column] },
    answers: plan.answers,
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            header('expand'),
            `Adds "${column}" with a default, which gives every row that is there its value without touching it.`,
            locks,
            plan.prepare,
          ),
          ...indexFiles,
        ],
        schemaEdits: [putField(context, fieldName, withAttribute(plan.definition, plan.constant))],
        rollback: {
          sql: transactionFile(
            header('expand, taken back'),
            'Takes the column away again.',
            locks,
            plan.undoPrepare,
          ),
          loses: `The values of "${column}".`,
        },
        explanation: `Adds "${column}" to "${table.name}" as NOT NULL with ${plan.constant}. No row is written: the value of the rows that are there stands in the catalogue.`,
        application:
          'Old code goes on inserting without the column and gets the default. Deploy the code that gives the field itself, and let the old code run out.',
      },
      {
        name: 'contract',
        migrations: [
          transactionMigration(
            'contract',
            header('contract'),
            'Takes the default away: every running version gives the column a value.',
            locks,
            [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP DEFAULT`],
          ),
        ],
        schemaEdits: [putField(context, fieldName, plan.definition)],
        rollback: {
          sql: transactionFile(header('contract, taken back'), 'Gives the default back.', locks, [
            setDefault,
          ]),
          loses: 'Nothing.',
        },
        explanation: `Takes the default of "${column}" away. From here on a write without it is refused.`,
        application:
          'Nothing is left to do. No code from before the plan may be running when this phase is deployed.',
      },
    ],
    verify: verifyQuery([
      rowsWith(sqlTable, key, 'has no value', `t.${name} IS NULL`),
      ...unusableIndexes(
        sqlTable,
        plan.indexes.map((index) => index.name),
      ),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: table.columns.map((each) => each.name),
      newColumns: plan.newColumns,
      corruption: `DO ${dollarQuoted(
        `BEGIN
  ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL;
  UPDATE ${sqlTable} SET ${name} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} LIMIT 1);
END`,
        'damage',
      )}`,
    },
  }
}
