import type { ClientReference, ClientTable } from '../../server/src/plans/simulation/clientTable.js'
import { quotedList } from '../../server/src/plans/simulation/clientTable.js'
import {
  assignments,
  changedColumns,
  newRow,
  type ValueSource,
} from '../../server/src/plans/simulation/rowValues.js'
import { quoteLiteral } from '../../server/src/sql/quoting.js'
import type { ColumnValues } from './example.js'
import { halfOf, isOwn, samplesOf, type Sample } from './trafficSamples.js'

/** A statement of an application, and what it means for the rows that the application knows. */
export type TrafficStatement = {
  readonly kind: 'find' | 'page' | 'create' | 'update' | 'upsert' | 'delete'
  readonly sql: string
  /** What becomes of a row that the statement returns. */
  readonly done?: (row: Readonly<Record<string, unknown>> | undefined) => void
}

/**
 * The statements by which one version of an application reads and writes a table, as Prisma Client
 * sends them with their parameters written out. An application knows the keys of its rows: they are
 * read once from a sample, so that no statement has to look for them.
 */
export type TableTraffic = {
  readonly table: ClientTable
  /** What is to be read once before the first statement. */
  readonly samples: () => readonly Sample[]
  readonly next: () => TrafficStatement | undefined
  /** Rows created so far may have been seen by others: they are not deleted any more. */
  readonly keepRows: () => void
}

/** Rows that one version of the application has created, told to its other tables. */
export type Births = Map<string, ((row: Readonly<Record<string, unknown>>) => void)[]>

export type TrafficSource = ValueSource & {
  /** What is written to a column instead of any value of its type. */
  readonly values: ColumnValues
  readonly fixed: readonly string[]
  /** Rows of the table that the plan is about: samples are taken from all over it. */
  readonly rows: number
  /** Of the rows that may get one child only, which half this version takes: the other one takes the other half. */
  readonly half: 0 | 1
}

/** `all` are the tables that the version of the application writes, this one among them. */
export function createTableTraffic(
  table: ClientTable,
  all: readonly ClientTable[],
  births: Births,
  source: TrafficSource,
): TableTraffic {
  const { random, values } = source
  const { key } = table
  const keys: string[][] = []
  const created: string[][] = []
  const parents = new Map<ClientReference, string[][]>()
  // Rows that connect others: the client's connect, and createMany with skipDuplicates, pass over those that are there.
  const isLink =
    (key?.length ?? 0) > 1 &&
    key?.every((name) => table.references.some((one) => one.columns.includes(name)))
  const types = new Map(table.columns.map((one) => [one.name, one.description.type]))
  const mayDelete = !all.some((other) => other.references.some((one) => one.table === table.name))

  const literal = (column: string, text: string) => {
    const type = types.get(column)
    return type === undefined ? quoteLiteral(text) : `${quoteLiteral(text)}::${type}`
  }
  const isRow = (row: readonly string[], operator = '=') => {
    const list = row.map((text, index) => literal(key?.[index] ?? '', text))
    return list.length === 1
      ? `${quotedList(key ?? [])} ${operator} ${list[0] ?? ''}`
      : `(${quotedList(key ?? [])}) ${operator} (${list.join(', ')})`
  }
  /** The row with the parents and the values of the example; undefined when a parent is missing. */
  const settled = (row: ReadonlyMap<string, string>, isNew: boolean) => {
    const made = new Map(row)
    for (const [column, list] of Object.entries(values))
      if (made.has(column)) made.set(column, random.pick(list))
    if (!isNew) for (const column of source.fixed) made.delete(column)
    for (const reference of table.references) {
      const assigned = reference.columns.some((name) => row.get(name)?.startsWith('(SELECT '))
      if (!assigned) continue
      if (reference.oneToOne && !isNew) {
        for (const name of reference.columns) made.delete(name)
        continue
      }
      const pool = parents.get(reference) ?? []
      const parent = reference.oneToOne ? pool.pop() : pool[random.below(Math.max(pool.length, 1))]
      if (parent === undefined) return undefined
      for (const [index, name] of reference.columns.entries())
        made.set(name, literal(name, parent[index] ?? ''))
    }
    return made.size === 0 && !isNew ? undefined : made
  }
  const returning = `RETURNING ${quotedList(table.selected)}`
  const remember: TrafficStatement['done'] = (row) => {
    if (row === undefined || key === undefined) return
    const place = key.map((name) => String(row[name]))
    keys.push(place)
    created.push(place)
    for (const listener of births.get(table.name) ?? []) listener(row)
  }
  // Another version may give a child to any other row at the same moment.
  for (const reference of table.references.filter((one) => isOwn(one, all))) {
    const own: string[][] = []
    parents.set(reference, own)
    births.set(reference.table, [
      ...(births.get(reference.table) ?? []),
      (row) => own.push(reference.referenced.map((name) => String(row[name]))),
    ])
  }

  const create = (): TrafficStatement | undefined => {
    const row = settled(newRow(table, source, 'some'), true)
    if (row === undefined) return undefined
    const list = `(${quotedList([...row.keys()])}) VALUES (${[...row.values()].join(', ')})`
    const into = `INSERT INTO ${table.relation} ${row.size === 0 ? 'DEFAULT VALUES' : list}`
    return isLink
      ? { kind: 'create', sql: `${into} ON CONFLICT DO NOTHING` }
      : { kind: 'create', sql: `${into} ${returning}`, done: remember }
  }
  const update = (): TrafficStatement | undefined => {
    if (keys.length === 0) return undefined
    const row = settled(changedColumns(table, source), false)
    if (row === undefined) return undefined
    const where = `(${isRow(random.pick(keys))} AND 1=1)`
    const sql = `UPDATE ${table.relation} SET ${assignments(row)} WHERE ${where} ${returning}`
    return { kind: 'update', sql }
  }
  const upsert = (): TrafficStatement | undefined => {
    if (keys.length === 0 || key === undefined) return undefined
    const changed = settled(changedColumns(table, source), false)
    const row = settled(newRow(table, source, 'full'), true)
    if (changed === undefined || row === undefined) return undefined
    if (table.references.some(({ oneToOne }) => oneToOne)) return undefined
    const place = random.pick(keys)
    for (const [index, name] of key.entries()) row.set(name, literal(name, place[index] ?? ''))
    const into = `INSERT INTO ${table.relation} (${quotedList([...row.keys()])}) VALUES (${[...row.values()].join(', ')})`
    const sql = `${into} ON CONFLICT (${quotedList(key)}) DO UPDATE SET ${assignments(changed)} ${returning}`
    return { kind: 'upsert', sql }
  }
  const remove = (): TrafficStatement | undefined => {
    const place = mayDelete ? created.pop() : undefined
    if (place === undefined) return undefined
    const at = keys.indexOf(place)
    if (at !== -1) keys.splice(at, 1)
    return { kind: 'delete', sql: `DELETE FROM ${table.relation} WHERE (${isRow(place)} AND 1=1)` }
  }
  const columns = quotedList(table.selected)
  const find = (): TrafficStatement | undefined =>
    keys.length === 0
      ? undefined
      : {
          kind: 'find',
          sql: `SELECT ${columns} FROM ${table.relation} WHERE (${isRow(random.pick(keys))} AND 1=1) LIMIT 1 OFFSET 0`,
        }
  const page = (): TrafficStatement => {
    const behind =
      keys.length === 0
        ? ''
        : ` WHERE ${isRow(random.pick(keys), '>=')} ORDER BY ${quotedList(key ?? [])}`
    return { kind: 'page', sql: `SELECT ${columns} FROM ${table.relation}${behind} LIMIT 20` }
  }

  return {
    table,
    samples: () =>
      samplesOf(table, all, Math.min(1, 6000 / source.rows), {
        keys: (rows) => keys.push(...rows),
        parents: (reference, rows) =>
          parents.set(
            reference,
            reference.oneToOne ? rows.filter((row) => halfOf(row) === source.half) : rows,
          ),
      }),
    next: () => {
      const draw = random.below(100)
      if (draw < 40) return find() ?? page()
      if (draw < 48) return page()
      if (draw < 68) return create()
      if (draw < 90) return update()
      return draw < 95 ? upsert() : remove()
    },
    keepRows: () => void created.splice(0),
  }
}
