import { migrationSlug } from '../../migrations/migrationSlug.js'
import { transactionBlock } from '../parts/fileKinds.js'
import { subjectOfTable } from './mapTable.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { newSchemaOf, renamedTables, type RenamedTable } from './renamedTable.js'
import { lineComment } from '../parts/sqlText.js'
import { quoteBeside } from '../parts/tableContext.js'
import { tableRenameSteps } from './tableRenameSteps.js'

/**
 * ALTER TABLE … RENAME, with the names that Prisma derives from the table's: primary key, indexes,
 * foreign keys, sequences, tables of implicit many-to-many relations.
 */
export function renameTableAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedTables(change)
    .filter((renamed) => newSchemaOf(renamed) === renamed.old.schema)
    .map((renamed) => {
      const { old, created } = renamed
      const newName = created.table.name
      return {
        kind: 'rename-in-place',
        title: `Rename the table "${old.name}" to "${newName}" at once: breaks the code that is running`,
        subject: subjectOfTable(renamed),
        actions: renamed.actions,
        warning: `Code that uses "${old.name}" fails from the moment this is deployed, and code that uses "${newName}" until then.`,
        answer: {
          kind: 'migration',
          slug: migrationSlug(`rename ${old.name} to ${newName}`) || 'rename_table',
          sql: migrationText(renamed),
        },
      }
    })
}

function migrationText(renamed: RenamedTable): string {
  const { old, context, joinTables } = renamed
  const head = lineComment(
    `Renames the table "${old.name}" in place: code that is running and uses it fails.`,
  )
  const tables = [
    context.sqlTable,
    ...joinTables.map((pair) => quoteBeside(context, pair.old.table)),
  ]
  const statements = tableRenameSteps(renamed).map(({ forth }) => forth)
  return `${head}\n\n${transactionBlock({ tables, mode: 'ACCESS EXCLUSIVE' }, statements)}`
}
