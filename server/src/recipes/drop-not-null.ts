import type { ColumnDescription } from '../engine/catalogue.js'
import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier, unquoteIdentifier } from '../sql/quoting.js'
import type { SqlAction } from '../sql/action.js'
import { constraintIsThere } from './constraints/constraintIsThere.js'
import {
  headerText,
  scanBlock,
  transactionBlock,
  transactionFile,
  transactionMigration,
} from './parts/fileKinds.js'
import { planObjects } from './parts/objectNames.js'
import { foreignKeysOver, partitionObstacle } from './parts/obstacles.js'
import type { PendingChange, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from './parts/tableContext.js'
import { verifyQuery } from './parts/verifyQuery.js'

/** A3: a required column may hold NULL. */
export const dropNotNull: Recipe = {
  id: 'drop-not-null',
  operation: 'A3',
  title: 'Make a column optional',
  detect: (change) => loosenedColumns(change).map(offerFor),
}

type Loosened = {
  readonly context: TableContext
  readonly action: SqlAction
  readonly column: ColumnDescription
}

function loosenedColumns(change: PendingChange): readonly Loosened[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'dropNotNull') return []
    const context = tableContext(change, action.table)
    const column = context?.table.columns.find(({ name }) => name === action.column)
    if (context === undefined || column?.notNull !== true) return []
    const retyped = actionsOnTable(context, 'alterColumnType').some(
      ({ action: other }) => other.column === column.name,
    )
    return retyped ? [] : [{ context, action, column }]
  })
}

function offerFor(loosened: Loosened): RecipeOffer {
  const { context, action, column } = loosened
  return {
    recipe: dropNotNull.id,
    title: `Make "${column.name}" of "${context.table.name}" optional in two deployments: read NULL first, then write it`,
    subject: { model: context.model.model, table: context.tableKey, columns: [column.name] },
    actions: [action],
    questions: [],
    draft: () => draft(loosened),
  }
}

function draft(loosened: Loosened): PlanDraft | RecipeRefusal {
  const { context, column } = loosened
  const { table, tableKey, sqlTable, model } = context
  const obstacle = partitionObstacle(context) ?? relationObstacle(loosened)
  if (obstacle !== undefined) return obstacle
  const slug = migrationSlug(`optional ${table.name} ${column.name}`) || 'drop_not_null'
  const header = { recipe: dropNotNull.id, operation: dropNotNull.operation, slug }
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const name = quoteIdentifier(column.name)
  const guard = planObjects(table.schema, table.name, column.name).notNullCheck
  const addGuard = `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${guard} CHECK (${name} IS NOT NULL) NOT VALID`
  const dropGuard = `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${guard}`
  const all = table.columns.map((each) => each.name)
  return {
    kind: 'plan',
    ...header,
    title: `Make "${column.name}" of "${table.name}" optional`,
    subject: { model: model.model, table: tableKey, columns: [column.name] },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            { ...header, phase: 'expand' },
            'The column may hold NULL for Prisma; a check still refuses it. No row is read.',
            locks,
            [addGuard, `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL`],
          ),
        ],
        schemaEdits: [],
        rollback: {
          sql: `${headerText({ ...header, phase: 'expand, taken back' }, `Makes "${column.name}" required again.`)}\n${[
            scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${guard}`),
            transactionBlock(locks, [
              `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET NOT NULL`,
              dropGuard,
            ]),
          ].join('\n')}`,
          loses: 'Nothing.',
        },
        explanation: `Makes "${column.name}" of "${table.name}" optional in the schema, while the check ${guard} goes on refusing NULL: old code, which has no place for one, cannot meet it.`,
        application:
          'Deploy code that is built from the new schema and can read NULL; it must not write one yet, or gets an error (P2039, 23514). Let the old code run out.',
      },
      {
        name: 'contract',
        migrations: [
          transactionMigration(
            'contract',
            { ...header, phase: 'contract' },
            'From here on NULL may be written: every running version can read it.',
            locks,
            [dropGuard],
          ),
        ],
        schemaEdits: [],
        rollback: {
          sql: transactionFile(
            { ...header, phase: 'contract, taken back' },
            'Refuses NULL again. Rows that hold one stay, and can be updated only together with it.',
            locks,
            [addGuard],
          ),
          loses: 'Nothing; rows that hold NULL by then keep it, and old code fails to read them.',
        },
        explanation: `Takes the check off "${table.name}". From the first NULL on there is no way back that keeps it: making the column required again is the recipe set-not-null.`,
        application:
          'No code from before the plan may be running when this phase is deployed. Code that writes NULL comes after it.',
      },
    ],
    verify: verifyQuery([
      constraintIsThere(
        sqlTable,
        unquoteIdentifier(guard),
        'the check is gone: NULL can be written already',
      ),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [unquoteIdentifier(guard)],
      corruption: dropGuard,
    },
  }
}

/** Prisma's usual action on delete is another one for an optional relation. */
function relationObstacle({ context, column }: Loosened): RecipeRefusal | undefined {
  const names = new Set(foreignKeysOver(context, column.name).map((key) => key.name))
  const dropped = actionsOnTable(context, 'dropConstraint').find(({ action }) =>
    names.has(action.constraint),
  )
  if (dropped === undefined) return undefined
  const relation = context.model.relations.find(({ columns }) => columns.includes(column.name))
  return refusal(
    `With the field the action of "${dropped.action.constraint}" changes too, because the relation${relation === undefined ? '' : ` "${relation.field.name.text}"`} names none. Write the present one, onDelete: Restrict, into its @relation for this plan, and change it afterwards.`,
  )
}
