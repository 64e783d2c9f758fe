import { quoteIdentifier } from '../../sql/quoting.js'
import { headerOf, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { indexMigrations } from '../parts/indexMigrations.js'
import type { PlannedMigration, PlannedPhase } from '../recipe.js'
import type { RenameParts } from './renamePlan.js'
import { putOldField } from '../parts/schemaSteps.js'
import { dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'

/** The new column beside the old one, the trigger that keeps them equal, and the new column's indexes. */
export function renameExpand(parts: RenameParts): PlannedPhase {
  const { renamed, objects, lost, relations, fields } = parts
  const { context, old, added } = renamed
  const { table, sqlTable } = context
  const name = quoteIdentifier(added.column.name)
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const header = headerOf(parts, 'expand')
  const collation = old.collation === undefined ? '' : ` COLLATE ${quoteIdentifier(old.collation)}`
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        header,
        `Adds "${added.column.name}" beside "${old.name}" and keeps the two equal, whichever is written.`,
        locks,
        [
          `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${old.type}${collation}`,
          ...parts.sync,
          ...parts.checks.map(({ add }) => `ALTER TABLE ${sqlTable} ${add}`),
        ],
      ),
      ...indexMigrations(parts.indexes, 'expand', header),
      ...parts.foreignKeys.map((key, place): PlannedMigration =>
        transactionMigration(
          parts.foreignKeys.length === 1 ? 'expand_foreign_key' : `expand_foreign_key_${place + 1}`,
          header,
          'Holds every write to the foreign key from here on; no row that is there is looked at.',
          { tables: [sqlTable, key.references], mode: 'SHARE ROW EXCLUSIVE' },
          [key.add],
        ),
      ),
    ],
    schemaEdits: [...fields.expand, ...putOldField(context, lost, fields.name), ...relations.put],
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'expand, taken back'),
        'Takes the new column away with its trigger, indexes and constraints.',
        {
          tables: [sqlTable, ...parts.foreignKeys.map(({ references }) => references)],
          mode: 'ACCESS EXCLUSIVE',
        },
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} DROP COLUMN ${name}`,
          ...dropFunction(objects),
        ],
      ),
      loses: `Nothing: "${old.name}" holds every value, whoever wrote it.`,
    },
    explanation: `Adds "${added.column.name}" to "${table.name}". A trigger keeps it equal to "${old.name}": a write to either reaches both, and where both are written "${added.column.name}" wins. The new client does not see "${old.name}" (@ignore)${fields.name === added.column.name ? '' : `, and the field is called "${fields.name}" until the contract`}. To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application:
      'Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses the new name; the field is optional in it until the next phase. Code of both versions sees the same values.',
  }
}
