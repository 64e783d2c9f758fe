import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { transactionBlock } from '../parts/fileKinds.js'
import type { Alternative, PendingChange } from '../recipe.js'
import {
  actionsOfRename,
  renamedColumns,
  subjectOfRename,
  type RenamedColumn,
} from './renamedColumn.js'
import { foreignKeyRenames, indexRenames } from './renamedObjects.js'
import { lineComment } from '../parts/sqlText.js'
import { actionsOnTable, quoteBeside } from '../parts/tableContext.js'

/**
 * RENAME COLUMN, which takes a moment and breaks every version of the code that knows the other
 * name. Views, foreign keys and generated columns follow the column by themselves.
 */
export function renameColumnAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedColumns(change).map((renamed) => {
    const { context, old, added } = renamed
    const newColumn = added.column.name
    return {
      kind: 'rename-in-place',
      title: `Rename "${old.name}" of "${context.table.name}" to "${newColumn}" at once: breaks the code that is running`,
      subject: subjectOfRename(renamed),
      actions: actionsOfRename(renamed),
      warning: `Code that uses "${old.name}" fails from the moment this is deployed, and code that uses "${newColumn}" until then.`,
      answer: {
        kind: 'migration',
        slug:
          migrationSlug(`rename ${context.table.name} ${old.name} to ${newColumn}`) ||
          'rename_column',
        sql: migrationText(renamed),
      },
    }
  })
}

function migrationText(renamed: RenamedColumn): string {
  const { context, old, added } = renamed
  const { sqlTable, table } = context
  const newColumn = added.column.name
  const newName = (name: string) => (name === old.name ? newColumn : name)
  const created = actionsOnTable(context, 'createIndex').map(({ action }) => action)
  const constraints = actionsOnTable(context, 'addConstraint').map(({ action }) => action)
  const statements = [
    `ALTER TABLE ${sqlTable} RENAME COLUMN ${quoteIdentifier(old.name)} TO ${quoteIdentifier(newColumn)}`,
    ...indexRenames(context, created, newName),
    ...foreignKeyRenames(context, constraints, newName, sqlTable),
    ...sequenceRename(renamed),
  ]
  const head = lineComment(
    `Renames "${old.name}" of "${table.name}" in place: code that is running and uses it fails.`,
  )
  return `${head}\n\n${transactionBlock({ tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' }, statements)}`
}

/** PostgreSQL names a serial column's sequence after table and column; nobody depends on it. */
function sequenceRename({ context, old, added }: RenamedColumn): readonly string[] {
  const usual = `${context.table.name}_${old.name}_seq`
  const owned = context.change.catalogue.sequences.some(
    ({ name, ownedBy }) =>
      name === usual && ownedBy?.table === context.tableKey && ownedBy.column === old.name,
  )
  return owned
    ? [
        `ALTER SEQUENCE ${quoteBeside(context, usual)} RENAME TO ${quoteIdentifier(`${context.table.name}_${added.column.name}_seq`)}`,
      ]
    : []
}
