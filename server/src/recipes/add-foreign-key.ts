import { migrationSlug } from '../migrations/migrationSlug.js'
import {
  actionsOnKey,
  addedForeignKeys,
  type AddedForeignKey,
} from './constraints/addedForeignKey.js'
import { foreignKeyObstacle, keyLocks } from './constraints/foreignKeys.js'
import { scanFile, transactionFile, transactionMigration } from './parts/fileKinds.js'
import { backfillKey } from './parts/backfillKey.js'
import { deleteOrphans, makeOrphan, orphans } from './constraints/orphans.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { quoteIdentifier } from '../sql/quoting.js'
import { verifyQuery } from './parts/verifyQuery.js'

/** E2: a relation over columns that are there. */
export const addForeignKey: Recipe = {
  id: 'add-foreign-key',
  operation: 'E2',
  title: 'Add a relation over columns that are there',
  detect: (change) => addedForeignKeys(change).map(offerFor),
}

function offerFor(added: AddedForeignKey): RecipeOffer {
  const { context, columns, parent } = added
  const words = columns.map((one) => `"${one}"`).join(', ')
  return {
    recipe: addForeignKey.id,
    title: `Make ${words} of "${context.table.name}" refer to "${parent.name}" in two deployments: bind new writes, then prove the rows`,
    subject: { model: context.model.model, table: context.tableKey, columns },
    actions: actionsOnKey(added),
    questions: [],
    draft: () => draft(added),
  }
}

function draft(added: AddedForeignKey): PlanDraft | RecipeRefusal {
  const { context, name, columns, parent, statement } = added
  const { table, tableKey, sqlTable, model } = context
  const obstacle = foreignKeyObstacle(context, added)
  if (obstacle !== undefined) return obstacle
  const slug = migrationSlug(`relate ${table.name} ${columns.join(' ')}`) || 'add_foreign_key'
  const header = { recipe: addForeignKey.id, operation: addForeignKey.operation, slug }
  const locks = keyLocks(context, added)
  const sqlName = quoteIdentifier(name)
  const all = table.columns.map((each) => each.name)
  const words = columns.map((one) => `"${one}"`).join(', ')
  return {
    kind: 'plan',
    ...header,
    title: `Make ${words} of "${table.name}" refer to "${parent.name}"`,
    subject: { model: model.model, table: tableKey, columns },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            { ...header, phase: 'expand' },
            'From here on every write is held to the relation; rows that are there are not looked at.',
            { tables: locks, mode: 'SHARE ROW EXCLUSIVE' },
            [`${statement} NOT VALID`],
          ),
        ],
        schemaEdits: [],
        rollback: {
          sql: transactionFile(
            { ...header, phase: 'expand, taken back' },
            'Takes the foreign key off.',
            { tables: locks, mode: 'ACCESS EXCLUSIVE' },
            [`ALTER TABLE ${sqlTable} DROP CONSTRAINT ${sqlName}`],
          ),
          loses: 'Nothing; what it has refused or cascaded until then stays so.',
        },
        explanation: `Adds "${name}" NOT VALID: no row is read, and Prisma sees the relation. A write of ${words} that refers to nothing is refused from now on, and so is or cascades a delete in "${parent.name}".`,
        application: `Code of every version has to handle P2003 from here on. Correct the rows that verify.sql returns: set their ${words} to NULL where that is allowed, make the row that they refer to, or delete them.${indexAdvice(added)}`,
      },
      {
        name: 'validate',
        migrations: [
          {
            step: 'validate',
            kind: 'scan',
            sql: scanFile(
              { ...header, phase: 'validate' },
              'Looks up every row, while both tables are read and written as always.',
              `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${sqlName}`,
            ),
          },
        ],
        schemaEdits: [],
        rollback: {
          sql: transactionFile(
            { ...header, phase: 'validate, taken back' },
            'Makes the foreign key anew, NOT VALID.',
            { tables: locks, mode: 'ACCESS EXCLUSIVE' },
            [`ALTER TABLE ${sqlTable} DROP CONSTRAINT ${sqlName}`, `${statement} NOT VALID`],
          ),
          loses: 'Nothing.',
        },
        explanation: `Proves that every row of "${table.name}" refers to one of "${parent.name}". It fails where one does not, and leaves everything as it was.`,
        application: 'Nothing is left to do.',
      },
    ],
    verify: verifyQuery([orphans(added, backfillKey(table, context.change.catalogue))]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [name],
      settle: deleteOrphans(added),
      corruption: makeOrphan(added),
    },
  }
}

/** Without one, each delete in the other table reads the whole of this one. */
function indexAdvice({ context, columns }: AddedForeignKey): string {
  const isIndexed = context.table.indexes.some(
    (index) =>
      index.valid &&
      index.predicate === undefined &&
      columns.every((column) => index.columns.slice(0, columns.length).includes(column)),
  )
  if (isIndexed) return ''
  const fields = columns.map(
    (column) =>
      context.model.columns.find((one) => one.column === column)?.field.name.text ?? column,
  )
  return ` No index of "${context.table.name}" begins with these columns: with @@index([${fields.join(', ')}]) before this plan, a delete in the other table need not read the whole of this one.`
}
