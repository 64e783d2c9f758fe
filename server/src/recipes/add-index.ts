import { migrationSlug } from '../migrations/migrationSlug.js'
import { aloneFile } from './parts/fileKinds.js'
import { indexObstacle, oldColumnsOnly, sqlOfIndex } from './constraints/indexes.js'
import { concurrently } from './constraints/newIndexes.js'
import type { PendingChange, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import type { SqlAction } from '../sql/action.js'
import { pendingActions, tableContext, type TableContext } from './parts/tableContext.js'
import { unusableIndexes, verifyQuery } from './parts/verifyQuery.js'

/** E4: an index over columns that are there. */
export const addIndex: Recipe = {
  id: 'add-index',
  operation: 'E4',
  title: 'Add an index',
  detect: (change) => addedIndexes(change).map(offerFor),
}

type AddedIndex = {
  readonly context: TableContext
  readonly action: SqlAction & { readonly kind: 'createIndex' }
  readonly name: string
  readonly statement: string
}

function addedIndexes(change: PendingChange): readonly AddedIndex[] {
  return pendingActions(change).flatMap(({ action, statement }) => {
    if (action.kind !== 'createIndex' || action.index.unique || action.concurrently) return []
    const context = tableContext(change, action.index.table)
    const { name } = action.index
    if (context === undefined || name === undefined) return []
    return oldColumnsOnly(context, action.index, statement)
      ? [{ context, action, name, statement }]
      : []
  })
}

function columnsOf({ action }: AddedIndex): readonly string[] {
  return action.index.columns.flatMap(({ name }) => name ?? [])
}

function isPlain({ action: { index } }: AddedIndex): boolean {
  return index.where === undefined && index.columns.every(({ name }) => name !== undefined)
}

function offerFor(added: AddedIndex): RecipeOffer {
  const { context, action, name } = added
  return {
    recipe: addIndex.id,
    title: `Build index "${name}" of "${context.table.name}" in one deployment, while the table is written`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: columnsOf(added),
    },
    actions: [action],
    questions: [],
    draft: () => draft(added),
  }
}

function draft(added: AddedIndex): PlanDraft | RecipeRefusal {
  const { context, name, statement } = added
  const { table, tableKey, sqlTable, model } = context
  const obstacle = indexObstacle(context, name)
  if (obstacle !== undefined) return obstacle
  const slug = migrationSlug(`index ${name}`) || 'add_index'
  const header = { recipe: addIndex.id, operation: addIndex.operation, slug }
  const columns = table.columns.map((each) => each.name)
  return {
    kind: 'plan',
    ...header,
    title: `Build index "${name}" of "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns: columnsOf(added) },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [
          {
            step: 'expand',
            kind: 'alone',
            sql: aloneFile(
              { ...header, phase: 'expand' },
              'Builds the index while the table is written as always.',
              concurrently(statement),
            ),
          },
        ],
        schemaEdits: [],
        rollback: {
          sql: aloneFile(
            { ...header, phase: 'expand, taken back' },
            'Drops the index while the table is written as always.',
            `DROP INDEX CONCURRENTLY ${sqlOfIndex(context, name)}`,
          ),
          loses: 'Nothing.',
        },
        explanation: `Builds "${name}" of "${table.name}". PostgreSQL reads the table twice, waits for transactions that are older than the build, and lets reads and writes go on meanwhile.`,
        application:
          'Nothing has to change. Queries use the index as soon as it is valid, which the verify query tells: Prisma sees no difference when it is not.',
      },
    ],
    verify: verifyQuery(unusableIndexes(sqlTable, [name])),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns,
      corruption: `DROP INDEX ${sqlOfIndex(context, name)}`,
      // Prisma sees no index over some rows or over an expression.
      ...(isPlain(added) ? {} : { keeps: [name] }),
    },
  }
}
