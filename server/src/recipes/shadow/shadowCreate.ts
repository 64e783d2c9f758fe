import type { ConstraintDescription, IndexDescription } from '../../engine/catalogue.js'
import { printIdentifier, quoteIdentifier } from '../../sql/quoting.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Partitioning } from './partitioning.js'
import { upValue, type ShadowColumn } from './shadowColumns.js'
import { shadowSchema, type ShadowNames } from './shadowNames.js'

export type ShadowTable = {
  readonly context: TableContext
  readonly names: ShadowNames
  readonly columns: readonly ShadowColumn[]
  /** Changes of the table while it is empty, behind `ALTER TABLE …`. */
  readonly changes: readonly string[]
  /** Columns that it does not have any more. */
  readonly gone: readonly string[]
  readonly partitioning?: Partitioning
}

/**
 * The new table as the old one is, empty, then changed: PostgreSQL brings the indexes and checks into the new
 * shape as it would in place, in no time. Foreign keys to other tables hold from the first row on.
 */
export function createShadow(table: ShadowTable): readonly string[] {
  const { context, names, changes, partitioning } = table
  const { shadow } = names
  const change = (text: string) => `ALTER TABLE ${shadow} ${text}`
  const constraints = context.table.constraints.filter(({ kind }) => madeApart.has(kind))
  const behind = new Set(constraints.map(({ index, name }) => index ?? name))
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    `CREATE SCHEMA IF NOT EXISTS ${shadowSchema}`,
    `CREATE TABLE ${shadow} (LIKE ${context.sqlTable} INCLUDING ALL EXCLUDING INDEXES)${partitioning === undefined ? '' : ` PARTITION BY ${partitioning.by}`}`,
    ...(partitioning?.partitions ?? []),
    ...constraints.map((one) => change(addConstraint(one))),
    ...context.table.indexes
      .filter(({ name }) => !behind.has(name))
      .map((index) => indexOn(context, index, shadow) ?? index.definition),
    ...changes.map(change),
    ...keysOut(table).map((one) => change(addConstraint(one))),
  ]
}

/** For every row of the old table what the new one should say, and what it says. */
export function createViews({ context, names, columns }: ShadowTable): readonly string[] {
  const raw = columns.map(
    ({ name, up }) => `${up(`t.${quoteIdentifier(name)}`)} AS ${quoteIdentifier(name)}`,
  )
  const plain = columns.map(({ name }) => quoteIdentifier(name))
  return [
    `CREATE VIEW ${names.source} AS SELECT ${raw.join(', ')} FROM ${context.sqlTable} AS t`,
    `CREATE VIEW ${names.copy} AS SELECT ${plain.join(', ')} FROM ${names.shadow}`,
  ]
}

export function dropViews({ source, copy }: ShadowNames): readonly string[] {
  return [`DROP VIEW ${source}`, `DROP VIEW ${copy}`]
}

/** The values of a new row, of the old row `t`. */
export function copiedValues(table: string, columns: readonly ShadowColumn[]): string {
  const row = quoteIdentifier(table)
  return columns
    .map((column) =>
      column.fill === undefined
        ? upValue(column, 't')
        : `(SELECT ${upValue(column, row)} FROM (SELECT t.*) AS ${row})`,
    )
    .join(', ')
}

/** Foreign keys of the table to others, those over lost columns left out. */
export function keysOut({ context, gone }: ShadowTable): readonly ConstraintDescription[] {
  return keysOf(context).filter(
    ({ references, columns }) =>
      references?.table !== context.tableKey && !columns.some((name) => gone.includes(name)),
  )
}

/** Foreign keys of the table to itself: they can only be made when it has its name. */
export function keysToItself({ context, gone }: ShadowTable): readonly ConstraintDescription[] {
  return keysOf(context).filter(
    ({ references, columns }) =>
      references?.table === context.tableKey && !columns.some((name) => gone.includes(name)),
  )
}

/** The tables that foreign keys of this one lead to, as SQL: dropping either copy locks them. */
export function parents({ context }: ShadowTable): readonly string[] {
  const keys = keysOf(context).flatMap(({ references }) => references?.table ?? [])
  return [...new Set(keys)]
    .filter((table) => table !== context.tableKey)
    .map((table) => sqlNameOf(context, table))
}

/** The index on another table; undefined when PostgreSQL has printed it in another way. */
export function indexOn(
  { table }: TableContext,
  { definition, name }: IndexDescription,
  target: string,
): string | undefined {
  const on = `INDEX ${printIdentifier(name)} ON `
  const place = definition.indexOf(on)
  const rest = definition.slice(place + on.length)
  const old = [table.schema, table.name].map(printIdentifier).join('.')
  return place >= 0 && rest.startsWith(`${old} USING `)
    ? `${definition.slice(0, place + on.length)}${target}${rest.slice(old.length)}`
    : undefined
}

export function addConstraint({ name, definition }: ConstraintDescription): string {
  return `ADD CONSTRAINT ${quoteIdentifier(name)} ${definition}`
}

function keysOf({ table }: TableContext): readonly ConstraintDescription[] {
  return table.constraints.filter(({ kind }) => kind === 'foreignKey')
}

/** CHECK and NOT NULL come along with the columns. */
const madeApart: ReadonlySet<ConstraintDescription['kind']> = new Set([
  'primaryKey',
  'unique',
  'exclude',
])
