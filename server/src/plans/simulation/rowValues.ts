import { quoteIdentifier } from '../../sql/quoting.js'
import type { ClientColumn, ClientReference, ClientTable } from './clientTable.js'
import { nthValue, someValue } from './columnValues.js'
import type { Randomness } from './randomness.js'
import { pickRow } from './rowPicks.js'

/** What a write assigns, by column: an SQL expression. Columns that are left out are not among them. */
export type Assigned = ReadonlyMap<string, string>

/** Where values come from. */
export type ValueSource = {
  readonly random: Randomness
  /** Values that the table's checks have let through, by column. */
  readonly accepted: ReadonlyMap<string, readonly string[]>
}

/** Values for a new row as the client sends them; `full` leaves out only what the database makes. */
export function newRow(
  table: ClientTable,
  source: ValueSource,
  extent: 'some' | 'full' | 'least',
): Assigned {
  const { random } = source
  const row = new Map<string, string>()
  for (const column of table.columns) {
    const leaveOut =
      extent === 'least' || column.madeByDatabase || (extent === 'some' && random.chance(0.2))
    if (column.mayBeLeftOut && leaveOut) continue
    row.set(column.name, valueFor(column, source, extent !== 'full'))
  }
  return withReferences(table, source, row, extent)
}

/** Values for an UPDATE: one to three columns, never those of the key. */
export function changedColumns(table: ClientTable, source: ValueSource): Assigned {
  const { random } = source
  const foreign = new Set(table.references.flatMap((reference) => reference.columns))
  const changeable = table.columns.filter(
    (column) =>
      !(table.key ?? []).includes(column.name) &&
      !column.madeByDatabase &&
      !foreign.has(column.name),
  )
  const row = new Map<string, string>()
  const wanted = 1 + random.below(3)
  for (let tries = 0; tries < wanted && changeable.length > 0; tries += 1) {
    const column = random.pick(changeable)
    row.set(column.name, valueFor(column, source, true))
  }
  const optional = table.references.filter((reference) => isFree(table, reference))
  if (optional.length > 0 && (row.size === 0 || random.chance(0.2))) {
    assignReference(random.pick(optional), source, row, new Set())
  }
  return row
}

/** `"a" = 1, "b" = 'x'` */
export function assignments(assigned: Assigned): string {
  return [...assigned].map(([name, value]) => `${quoteIdentifier(name)} = ${value}`).join(', ')
}

function valueFor(column: ClientColumn, source: ValueSource, mayBeNull: boolean): string {
  const { random, accepted } = source
  if (mayBeNull && !column.required && random.chance(0.2)) {
    return `NULL::${column.description.type}`
  }
  if (column.fresh) return nthValue(column, random.next())
  // What was accepted before the plan may be of another type.
  const known = (accepted.get(column.name) ?? []).filter((value) =>
    value.endsWith(`::${column.description.type}`),
  )
  return known.length > 0 && random.chance(0.3) ? random.pick(known) : someValue(column, random)
}

/** References share columns at times: the widest decides first, the others take what is left. */
function withReferences(
  table: ClientTable,
  source: ValueSource,
  row: Map<string, string>,
  extent: 'some' | 'full' | 'least',
): Assigned {
  const decided = new Set<string>()
  for (const reference of table.references) {
    if (reference.columns.every((name) => decided.has(name))) continue
    const optional = !reference.required && isFree(table, reference)
    if (optional && (extent === 'least' || (extent === 'some' && source.random.chance(0.3)))) {
      if (!reference.columns.some((name) => decided.has(name))) {
        for (const name of reference.columns) clear(table, row, name)
      }
    } else assignReference(reference, source, row, decided)
    for (const name of reference.columns) decided.add(name)
  }
  return row
}

/** Whether the reference can be changed without moving the row's key or another reference. */
function isFree(table: ClientTable, reference: ClientReference): boolean {
  return reference.columns.every(
    (name) =>
      !(table.key ?? []).includes(name) &&
      table.references.filter((other) => other.columns.includes(name)).length === 1,
  )
}

function clear(table: ClientTable, row: Map<string, string>, name: string): void {
  const column = table.columns.find((one) => one.name === name)
  if (column !== undefined && !column.required) row.set(name, `NULL::${column.description.type}`)
}

/**
 * A row of its own for each in a one-to-one relation, else any; among those that agree with the
 * columns which another reference has decided.
 */
function assignReference(
  { columns, referenced, relation, oneToOne }: ClientReference,
  { random }: ValueSource,
  row: Map<string, string>,
  decided: ReadonlySet<string>,
): void {
  const n = oneToOne ? random.next() : random.below(1000)
  const pairs = columns.map((name, index) => ({ name, target: referenced[index] ?? name }))
  const where = pairs
    .filter(({ name }) => decided.has(name) && row.has(name))
    .map(({ name, target }) => `${quoteIdentifier(target)} = ${row.get(name) ?? ''}`)
    .join(' AND ')
  for (const { name, target } of pairs) {
    if (decided.has(name)) continue
    row.set(name, pickRow(relation, referenced, [target], n, { where }))
  }
}
