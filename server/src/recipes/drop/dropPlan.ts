import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { transactionFile, transactionMigration, headerText } from '../parts/fileKinds.js'
import type { LostRelations } from './lostRelations.js'
import { planObjects } from '../parts/objectNames.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import { restoreColumn, sqlNameOf } from './restoreColumn.js'
import type { RowExpression } from '../parts/rowExpression.js'
import { dropOldField, putOldField } from '../parts/schemaSteps.js'
import { createSync, dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'
import type { TableContext } from '../parts/tableContext.js'
import { dependentsOf, verifyQuery } from '../parts/verifyQuery.js'
import { watchBody } from '../parts/watchBody.js'

export type DropPlan = {
  readonly context: TableContext
  readonly column: ColumnDescription
  readonly old: OldField
  readonly relations: LostRelations
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
  /** What new code leaves out is filled with this. */
  readonly value?: RowExpression
}

/**
 * First the client forgets the column, while the database keeps it and counts who still writes it;
 * then, when nothing does and nothing depends on it, the column goes. Never with CASCADE.
 */
export function dropPlan(plan: DropPlan): PlanDraft {
  const { context, column, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable, model } = context
  const objects = planObjects(table.schema, table.name, column.name)
  const body = watchBody(table.name, column, plan.value)
  const sync = createSync(objects, sqlTable, body)
  const name = quoteIdentifier(column.name)
  const phases = { objects, sync, header: { recipe, operation, slug } }
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Drop "${column.name}" of "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns: [column.name] },
    answers: plan.answers,
    phases: [expandPhase(plan, phases), contractPhase(plan, phases)],
    verify: verifyQuery(dependentsOf(sqlTable, table.name, column.name, plan.acceptedFunctions)),
    rehearsal: {
      table: tableKey,
      oldColumns: table.columns.map((each) => each.name),
      newColumns: table.columns.map((each) => each.name).filter((each) => each !== column.name),
      // There are no migrated rows to damage: what verify looks for is somebody who still reads the column.
      corruption: `CREATE VIEW concertina.${quoteIdentifier('a reader that nobody knew of')} AS SELECT ${name} FROM ${sqlTable}`,
    },
  }
}

type Shared = {
  readonly objects: ReturnType<typeof planObjects>
  readonly sync: readonly string[]
  readonly header: { readonly recipe: string; readonly operation: string; readonly slug: string }
}

function expandPhase(plan: DropPlan, { objects, sync, header }: Shared): PlannedPhase {
  const { context, column, old, relations, value } = plan
  const { table, sqlTable } = context
  const filled =
    value === undefined ? '' : ` and gives rows that leave it out the value ${value.text}`
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `Counts the writes that still give "${column.name}" a value${filled}.`,
        { tables: [sqlTable], mode: 'SHARE ROW EXCLUSIVE' },
        sync,
      ),
    ],
    schemaEdits: [...putOldField(context, old, undefined), ...relations.put],
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        'Takes the trigger off.',
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [dropTrigger(objects, sqlTable), ...dropFunction(objects)],
      ),
      loses: 'Nothing.',
    },
    explanation: `The field gets @ignore: the new client neither reads nor writes "${column.name}" of "${table.name}". The column stays as it is; a trigger counts the writes that still give it a value in ${objects.sequence}${filled}. To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application:
      'Deploy code that does not use the field, and let the old code run out. The count of old writes says when nobody writes the column any more; it does not see who reads it. Then run the verify query.',
  }
}

function contractPhase(plan: DropPlan, { objects, sync, header }: Shared): PlannedPhase {
  const { context, column, old, relations, value } = plan
  const { table, sqlTable } = context
  const name = quoteIdentifier(column.name)
  const keys = foreignKeysOver(context, column.name)
  const tables = [
    sqlTable,
    ...keys.flatMap(({ references }) =>
      references === undefined ? [] : [sqlNameOf(context, references.table)],
    ),
  ]
  const filledWith = column.notNull ? (value?.text ?? column.default) : undefined
  const taken: PlannedPhase['migrations'] = [
    transactionMigration(
      'contract',
      { ...header, phase: 'contract' },
      `Drops "${column.name}" with the indexes and constraints over it. Its values are gone.`,
      { tables, mode: 'ACCESS EXCLUSIVE' },
      [
        dropTrigger(objects, sqlTable),
        ...keys.map(
          (key) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
        ),
        `ALTER TABLE ${sqlTable} DROP COLUMN ${name}`,
        ...dropFunction(objects),
      ],
    ),
  ]
  return {
    name: 'contract',
    migrations: taken,
    schemaEdits: [...relations.drop, ...dropOldField(context, old)],
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Brings "${column.name}" back, without the values that it had.`,
      )}\n${restoreColumn({
        context,
        column,
        sync,
        prepare: [],
        ...(filledWith === undefined ? {} : { value: filledWith }),
        notNullCheck: objects.notNullCheck,
        checks: [],
      })}`,
      loses: `The values of "${column.name}": they come back from a backup only.${filledWith === undefined ? '' : ` Every row gets ${filledWith}.`}`,
    },
    explanation: `Drops "${column.name}" of "${table.name}"${alsoGone(context, column.name)}. The space comes back as rows are written anew.`,
    application:
      'Nothing is left to do. No code that reads or writes the column may be running when this phase is deployed, reports and exports included.',
  }
}

/** Constraints and indexes over other columns too go without a word. */
function alsoGone({ table }: TableContext, column: string): string {
  const names = [
    ...table.indexes.filter(({ columns }) => columns.includes(column)).map((each) => each.name),
    ...table.constraints
      .filter(({ kind, columns }) => kind !== 'notNull' && columns.includes(column))
      .map((each) => each.name),
  ]
  const quoted = [...new Set(names)].map((each) => quoteLiteral(each).replaceAll("'", '"'))
  return quoted.length === 0 ? '' : `, and with it ${quoted.join(', ')}`
}
