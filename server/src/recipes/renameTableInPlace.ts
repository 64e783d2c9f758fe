import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier, quoteQualified } from '../sql/quoting.js'
import { transactionBlock } from './fileKinds.js'
import { subjectOfTable } from './mapTable.js'
import type { Alternative, PendingChange } from './recipe.js'
import { foreignKeyRenames, indexRenames, renameConstraint } from './renamedObjects.js'
import { renamedTables, type RenamedJoinTable, type RenamedTable } from './renamedTable.js'
import { lineComment } from './sqlText.js'
import { pendingActions, quoteBeside } from './tableContext.js'

/**
 * ALTER TABLE … RENAME, with the names that Prisma derives from the table's: primary key, indexes,
 * foreign keys, sequences, tables of implicit many-to-many relations.
 */
export function renameTableAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedTables(change)
    .filter(({ created, old }) => (created.table.schema ?? old.schema) === old.schema)
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
  const { old, context, created, joinTables } = renamed
  const newTable = quoteQualified(created.table)
  const pending = pendingActions(renamed.change).map(({ action }) => action)
  const same = (name: string) => name
  const indexes = pending.flatMap((action) =>
    action.kind === 'createIndex' && action.index.table.name === created.table.name ? [action] : [],
  )
  const constraints = pending.flatMap((action) =>
    action.kind === 'addConstraint' && action.table.name === created.table.name ? [action] : [],
  )
  const statements = [
    `ALTER TABLE ${context.sqlTable} RENAME TO ${quoteIdentifier(created.table.name)}`,
    ...primaryKeyRename(renamed, newTable),
    ...indexRenames(context, indexes, same),
    ...foreignKeyRenames(context, constraints, same, newTable),
    ...sequenceRenames(renamed),
    ...joinTables.flatMap((pair) => joinTableRenames(renamed, pair)),
  ]
  const head = lineComment(
    `Renames the table "${old.name}" in place: code that is running and uses it fails.`,
  )
  const tables = [
    context.sqlTable,
    ...joinTables.map((pair) => quoteBeside(context, pair.old.table)),
  ]
  return `${head}\n\n${transactionBlock({ tables, mode: 'ACCESS EXCLUSIVE' }, statements)}`
}

function primaryKeyRename({ old, created }: RenamedTable, newTable: string): readonly string[] {
  const before = old.constraints.find(({ kind }) => kind === 'primaryKey')
  const now = created.constraints.find(({ kind }) => kind === 'primaryKey')
  return before === undefined || now?.name === undefined || before.name === now.name
    ? []
    : [renameConstraint(newTable, before.name, now.name)]
}

/** Those that PostgreSQL has named after the table. */
function sequenceRenames({ old, context, created, change }: RenamedTable): readonly string[] {
  return change.catalogue.sequences.flatMap(({ name, ownedBy }) => {
    const column = ownedBy?.table === context.tableKey ? ownedBy.column : undefined
    if (column === undefined || name !== `${old.name}_${column}_seq`) return []
    const newName = quoteIdentifier(`${created.table.name}_${column}_seq`)
    return [`ALTER SEQUENCE ${quoteBeside(context, name)} RENAME TO ${newName}`]
  })
}

/** Prisma up to 5 made a unique index where later versions make a primary key; what is there is renamed. */
function joinTableRenames(
  { context, change }: RenamedTable,
  { old, now }: RenamedJoinTable,
): readonly string[] {
  const table = Object.values(change.catalogue.tables).find(
    ({ name, schema }) => name === old.table && schema === context.table.schema,
  )
  if (table === undefined || old.table === now.table) return []
  const newTable = quoteBeside(context, now.table)
  const constraints = [
    [old.primaryKey, now.primaryKey],
    [old.columnA.foreignKey, now.columnA.foreignKey],
    [old.columnB.foreignKey, now.columnB.foreignKey],
  ].flatMap(([before, after]) =>
    before !== undefined &&
    after !== undefined &&
    table.constraints.some(({ name }) => name === before)
      ? [renameConstraint(newTable, before, after)]
      : [],
  )
  const indexes = [
    [old.uniqueIndex, now.uniqueIndex],
    [old.index, now.index],
  ].flatMap(([before = '', after = '']) =>
    table.indexes.some(({ name }) => name === before)
      ? [`ALTER INDEX ${quoteBeside(context, before)} RENAME TO ${quoteIdentifier(after)}`]
      : [],
  )
  return [
    `ALTER TABLE ${quoteBeside(context, old.table)} RENAME TO ${quoteIdentifier(now.table)}`,
    ...constraints,
    ...indexes,
  ]
}
