import { quoteIdentifier } from '../../sql/quoting.js'
import { quotedList, type ClientTable } from './clientTable.js'
import { isSameValue } from './columnValues.js'
import {
  assignments,
  changedColumns,
  newRow,
  type Assigned,
  type ValueSource,
} from './rowValues.js'
import { isAmongRows, isRow } from './rowPicks.js'

export type ClientWriteKind =
  | 'create'
  | 'createMany'
  | 'update'
  | 'updateMany'
  | 'upsert'
  | 'delete'
  | 'cascadingUpdate'
  | 'cascadingDelete'

/** One statement that Prisma Client sends to write a table. */
export type ClientWrite = {
  readonly kind: ClientWriteKind
  /** As the client sends it, with its parameters written out. */
  readonly sql: string
  /**
   * What to execute: the same, but it returns for each column of `assigned` whether the row holds
   * the value afterwards. Equal to `sql` where nothing can be asked.
   */
  readonly checked: string
  /** In the order in which `checked` returns them. */
  readonly assigned: Assigned
}

/** `INSERT … RETURNING`: `create`. */
export function create(
  table: ClientTable,
  source: ValueSource,
  extent: 'some' | 'full' | 'least' = 'some',
): ClientWrite {
  const row = newRow(table, source, extent)
  const values = row.size === 0 ? 'DEFAULT VALUES' : `(${names(row)}) VALUES (${list(row)})`
  return returning(table, 'create', `INSERT INTO ${table.relation} ${values}`, row)
}

/** `createMany` with `skipDuplicates`. Every row needs the same columns here. */
export function createMany(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  if (!table.canSkipDuplicates) return undefined
  const first = newRow(table, source, 'full')
  // Where the database makes every column there is nothing to list.
  if (first.size === 0) return undefined
  const rows = [first, newRow(table, source, 'full'), newRow(table, source, 'full')]
  const same = rows.filter((row) => names(row) === names(first))
  const values = same.map((row) => `(${list(row)})`).join(', ')
  const into = `INSERT INTO ${table.relation} (${names(first)}) VALUES ${values}`
  return unchecked('createMany', `${into} ON CONFLICT DO NOTHING`)
}

/** `update` by the key. Undefined without a key, or with nothing that could be changed. */
export function update(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  const row = changedColumns(table, source)
  if (table.key === undefined || row.size === 0) return undefined
  const where = isRow(table.relation, table.key, source.random.below(1000))
  const sql = `UPDATE ${table.relation} SET ${assignments(row)} WHERE ${where}`
  return returning(table, 'update', sql, row)
}

/** `updateMany` of up to three rows, or, without a key, of those where some column is NULL. */
export function updateMany(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  const { random } = source
  const row = new Map(changedColumns(table, source))
  for (const column of table.columns) if (column.fresh) row.delete(column.name)
  if (row.size === 0) return undefined
  const where =
    table.key === undefined
      ? `${quoteIdentifier(random.pick(table.columns).name)} IS NULL`
      : isAmongRows(table.relation, table.key, random.below(1000))
  return unchecked('updateMany', `UPDATE ${table.relation} SET ${assignments(row)} WHERE ${where}`)
}

/** `upsert` on the key of a row that is there, so that the second arm is taken. */
export function upsert(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  const { key } = table
  const changed = changedColumns(table, source)
  if (key === undefined || changed.size === 0) return undefined
  const row = new Map([...newRow(table, source, 'full'), ...changed])
  for (const name of key) row.set(name, `existing.${quoteIdentifier(name)}`)
  const existing = `SELECT ${quotedList(key)} FROM ${table.relation} WHERE ${isRow(table.relation, key, source.random.below(1000))}`
  const into = `INSERT INTO ${table.relation} (${names(row)}) SELECT ${list(row)} FROM (${existing}) existing`
  const conflict = `ON CONFLICT (${quotedList(key)}) DO UPDATE SET ${assignments(changed)}`
  return returning(table, 'upsert', `${into} ${conflict}`, changed)
}

/** `delete` by the key. */
export function deleteOne(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  if (table.key === undefined) return undefined
  const where = isRow(table.relation, table.key, source.random.below(1000))
  return unchecked('delete', `DELETE FROM ${table.relation} WHERE ${where}`)
}

/** What the client selects by default: every column that it knows. */
export function findMany(table: ClientTable): string {
  return `SELECT ${quotedList(table.selected)} FROM ${table.relation}`
}

function unchecked(kind: ClientWriteKind, sql: string): ClientWrite {
  return { kind, sql, checked: sql, assigned: new Map() }
}

function returning(
  table: ClientTable,
  kind: ClientWriteKind,
  sql: string,
  row: Assigned,
): ClientWrite {
  // A value picked from another row is not compared: after the write it may be another row's turn.
  const assigned = new Map([...row].filter(([, value]) => !value.startsWith('(SELECT ')))
  const checks = [...assigned].map(([name, value]) => {
    const column = table.columns.find((one) => one.name === name)
    return column === undefined
      ? 'true'
      : isSameValue(column.description, quoteIdentifier(name), value)
  })
  return {
    kind,
    sql: `${sql} RETURNING ${quotedList(table.selected)}`,
    checked: checks.length === 0 ? sql : `${sql} RETURNING ${checks.join(', ')}`,
    assigned,
  }
}

function names(row: Assigned): string {
  return quotedList([...row.keys()])
}

function list(row: Assigned): string {
  return [...row.values()].join(', ')
}
