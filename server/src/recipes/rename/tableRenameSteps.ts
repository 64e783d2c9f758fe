import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import {
  renameConstraint,
  renamedForeignKeys,
  renamedIndexes,
  renameIndex,
  type NewName,
  type RenameStep,
} from './renamedObjects.js'
import { newSchemaOf, type RenamedJoinTable, type RenamedTable } from './renamedTable.js'
import { pendingActions, quoteBeside } from '../parts/tableContext.js'

/**
 * The table's new name, and the names that Prisma derives from it: primary key, indexes, foreign
 * keys, sequences, tables of implicit many-to-many relations. The way back is made from the last to
 * the first.
 */
export function tableRenameSteps(renamed: RenamedTable): readonly RenameStep[] {
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
  return [
    ...(newSchemaOf(renamed) === old.schema ? [] : [moveStep(renamed)]),
    ...tableStep(beside(renamed, old.name), old.name, created.table),
    ...primaryKeyName(renamed).map((one) => constraintStep(newTable, one)),
    ...renamedIndexes(context, indexes, same).map((one) => indexStep(renamed, one)),
    ...renamedForeignKeys(context, constraints, same).map((one) => constraintStep(newTable, one)),
    ...sequenceSteps(renamed),
    ...joinTables.flatMap((pair) => joinTableSteps(renamed, pair)),
  ]
}

function moveStep(renamed: RenamedTable): RenameStep {
  const { old, context } = renamed
  return {
    forth: `ALTER TABLE ${context.sqlTable} SET SCHEMA ${quoteIdentifier(newSchemaOf(renamed))}`,
    back: `ALTER TABLE ${beside(renamed, old.name)} SET SCHEMA ${quoteIdentifier(old.schema)}`,
  }
}

function tableStep(
  sqlOld: string,
  oldName: string,
  to: { readonly schema?: string; readonly name: string },
): readonly RenameStep[] {
  return oldName === to.name
    ? []
    : [
        {
          forth: `ALTER TABLE ${sqlOld} RENAME TO ${quoteIdentifier(to.name)}`,
          back: `ALTER TABLE ${quoteQualified(to)} RENAME TO ${quoteIdentifier(oldName)}`,
        },
      ]
}

function constraintStep(sqlTable: string, { from, to }: NewName): RenameStep {
  return {
    forth: renameConstraint(sqlTable, from, to),
    back: renameConstraint(sqlTable, to, from),
  }
}

function indexStep(renamed: RenamedTable, { from, to }: NewName): RenameStep {
  return {
    forth: renameIndex(beside(renamed, from), to),
    back: renameIndex(beside(renamed, to), from),
  }
}

function primaryKeyName({ old, created }: RenamedTable): readonly NewName[] {
  const before = old.constraints.find(({ kind }) => kind === 'primaryKey')
  const now = created.constraints.find(({ kind }) => kind === 'primaryKey')
  return before === undefined || now?.name === undefined || before.name === now.name
    ? []
    : [{ from: before.name, to: now.name }]
}

/** Those that PostgreSQL has named after the table. They move with it. */
function sequenceSteps(renamed: RenamedTable): readonly RenameStep[] {
  const { old, context, created, change } = renamed
  if (old.name === created.table.name) return []
  return change.catalogue.sequences.flatMap(({ name, ownedBy }) => {
    const column = ownedBy?.table === context.tableKey ? ownedBy.column : undefined
    if (column === undefined || name !== `${old.name}_${column}_seq`) return []
    const newName = `${created.table.name}_${column}_seq`
    const rename = (from: string, to: string) =>
      `ALTER SEQUENCE ${beside(renamed, from)} RENAME TO ${quoteIdentifier(to)}`
    return [{ forth: rename(name, newName), back: rename(newName, name) }]
  })
}

/** Prisma up to 5 made a unique index where later versions make a primary key; what is there is renamed. */
function joinTableSteps(
  renamed: RenamedTable,
  { old, now }: RenamedJoinTable,
): readonly RenameStep[] {
  const { context, change } = renamed
  const table = Object.values(change.catalogue.tables).find(
    ({ name, schema }) => name === old.table && schema === context.table.schema,
  )
  if (table === undefined || old.table === now.table) return []
  const [oldTable, newTable] = [quoteBeside(context, old.table), quoteBeside(context, now.table)]
  const constraints = [
    [old.primaryKey, now.primaryKey],
    [old.columnA.foreignKey, now.columnA.foreignKey],
    [old.columnB.foreignKey, now.columnB.foreignKey],
  ].flatMap(([from, to]) =>
    from !== undefined && to !== undefined && table.constraints.some(({ name }) => name === from)
      ? [constraintStep(newTable, { from, to })]
      : [],
  )
  const indexes = [
    [old.uniqueIndex, now.uniqueIndex],
    [old.index, now.index],
  ].flatMap(([from = '', to = '']) =>
    table.indexes.some(({ name }) => name === from) ? [indexStep(renamed, { from, to })] : [],
  )
  return [
    {
      forth: `ALTER TABLE ${oldTable} RENAME TO ${quoteIdentifier(now.table)}`,
      back: `ALTER TABLE ${newTable} RENAME TO ${quoteIdentifier(old.table)}`,
    },
    ...constraints,
    ...indexes,
  ]
}

/** An object beside the table, where that is behind the first step, as SQL. */
function beside({ created }: RenamedTable, name: string): string {
  const { schema } = created.table
  return quoteQualified(schema === undefined ? { name } : { schema, name })
}
