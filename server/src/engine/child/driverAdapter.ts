import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ColumnType,
  type ErrorCapturingSqlMigrationAwareDriverAdapterFactory,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import { memoKey, type IntrospectionMemo } from './introspectionMemo.js'
import type { Postgres, TextResult } from './postgres.js'

/** What the schema engine may read: the memo of a state, and the database that can extend it. */
export type IntrospectionSource = {
  readonly memo: IntrospectionMemo
  /** Called for a question that the memo cannot answer. */
  readonly database: () => Promise<Postgres>
}

/**
 * The schema engine's way to the database. It only ever reads: `source` names the state to read
 * from at the time of each query, writing is refused, and there is no shadow database, because
 * the replayed history is the database. (Prisma's own adapter for PostgreSQL splits scripts at
 * every semicolon and opens the real database as the shadow one; see docs/architecture.md.)
 */
export function createDriverAdapterFactory(
  source: () => IntrospectionSource,
): ErrorCapturingSqlMigrationAwareDriverAdapterFactory {
  const info = { provider: 'postgres', adapterName: 'concertina' } as const
  const refuse = () => Promise.reject(new Error('The schema engine may only read.'))
  const adapter: SqlDriverAdapter = {
    ...info,
    queryRaw: (query) => answer(source(), query),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
    dispose: () => Promise.resolve(),
  }
  return bindMigrationAwareSqlAdapterFactory({
    ...info,
    connect: () => Promise.resolve(adapter),
    connectToShadowDb: () => Promise.resolve(adapter),
  })
}

async function answer(
  { memo, database }: IntrospectionSource,
  query: SqlQuery,
): Promise<SqlResultSet> {
  const key = memoKey(query.sql, query.args)
  const known = memo.get(key)
  if (known !== undefined) return known
  const result = resultSetOf(await (await database()).query(query.sql, query.args))
  memo.set(key, result)
  return result
}

/** The values as the schema engine expects them, made of PostgreSQL's text. */
export function resultSetOf({ columns, rows }: TextResult): SqlResultSet {
  const types = columns.map((column) => columnTypes.get(column.type) ?? ColumnTypeEnum.Text)
  return {
    columnNames: columns.map((column) => column.name),
    columnTypes: types,
    rows: rows.map((row) => row.map((value, index) => valueOf(value, types[index]))),
  }
}

function valueOf(value: string | null, type: ColumnType | undefined): unknown {
  if (value === null || type === undefined) return value
  return converters.get(type)?.(value) ?? value
}

/** Types that are not listed go to the engine as PostgreSQL's text. */
const converters = new Map<ColumnType, (value: string) => unknown>([
  [ColumnTypeEnum.Boolean, isTrue],
  [ColumnTypeEnum.Int32, Number],
  [ColumnTypeEnum.Float, Number],
  [ColumnTypeEnum.Double, Number],
  [
    ColumnTypeEnum.Int32Array,
    (value) => arrayItems(value).map((item) => (item === null ? null : Number(item))),
  ],
  [
    ColumnTypeEnum.BooleanArray,
    (value) => arrayItems(value).map((item) => (item === null ? null : isTrue(item))),
  ],
  [ColumnTypeEnum.Int64Array, arrayItems],
  [ColumnTypeEnum.TextArray, arrayItems],
])

function isTrue(value: string): boolean {
  return value === 't'
}

/** One-dimensional array in PostgreSQL's text form (manual, section 8.15.6). */
function arrayItems(text: string): (string | null)[] {
  const items: (string | null)[] = []
  const pattern = /"((?:[^"\\]|\\.)*)"|([^,{}]+)/g
  for (const [, quoted, plain] of text.matchAll(pattern)) {
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/g, '$1'))
    else items.push(plain === 'NULL' ? null : (plain ?? ''))
  }
  return items
}

/** By type oid (pg_type.dat). What is not listed is read as text, as the engine expects of names. */
const columnTypes = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [114, ColumnTypeEnum.Json],
  [700, ColumnTypeEnum.Float],
  [701, ColumnTypeEnum.Double],
  [1000, ColumnTypeEnum.BooleanArray],
  [1002, ColumnTypeEnum.TextArray],
  [1003, ColumnTypeEnum.TextArray],
  [1005, ColumnTypeEnum.Int32Array],
  [1007, ColumnTypeEnum.Int32Array],
  [1009, ColumnTypeEnum.TextArray],
  [1015, ColumnTypeEnum.TextArray],
  [1016, ColumnTypeEnum.Int64Array],
  [1028, ColumnTypeEnum.Int64Array],
  [1082, ColumnTypeEnum.Date],
  [1114, ColumnTypeEnum.DateTime],
  [1184, ColumnTypeEnum.DateTime],
  [1700, ColumnTypeEnum.Numeric],
  [2950, ColumnTypeEnum.Uuid],
  [3802, ColumnTypeEnum.Json],
])
