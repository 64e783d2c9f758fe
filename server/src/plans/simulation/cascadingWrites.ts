import { quoteIdentifier } from '../../sql/quoting.js'
import type { ClientReference, ClientTable, KeepingReference } from './clientTable.js'
import type { ClientWrite } from './clientWrites.js'
import { nthValue } from './columnValues.js'
import { pickRow } from './rowPicks.js'
import type { ValueSource } from './rowValues.js'

/**
 * A write of another table that changes rows of this one through a foreign key: they arrive in the
 * triggers as updates and deletes that no application has sent. Undefined when no foreign key cascades.
 */
export function cascadingUpdate(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  const reference = someReference(table, source, ({ onUpdate }) => onUpdate === 'cascade')
  if (reference?.key === undefined) return undefined
  const name = quoteIdentifier(reference.key.name)
  const value = nthValue(reference.key, firstNewKey + source.random.next())
  return write(
    'cascadingUpdate',
    `UPDATE ${reference.relation} SET ${name} = ${value} WHERE ${name} = ${picked(reference, source)}${nothingKeeps(reference, ({ keepsKey }) => keepsKey)}`,
  )
}

/** Enough rows stay for those that cannot do without. */
export function cascadingDelete(table: ClientTable, source: ValueSource): ClientWrite | undefined {
  const reference = someReference(
    table,
    source,
    ({ onDelete }) => onDelete === 'cascade' || onDelete === 'set null',
  )
  if (reference?.key === undefined) return undefined
  const name = quoteIdentifier(reference.key.name)
  const enough = `(SELECT count(*) FROM ${reference.relation}) > ${fewestRows}`
  return write(
    'cascadingDelete',
    `DELETE FROM ${reference.relation} WHERE ${name} = ${picked(reference, source)} AND ${enough}${nothingKeeps(reference, ({ keepsRow }) => keepsRow)}`,
  )
}

const fewestRows = 4
/** Behind the keys with which the other tables were filled. */
const firstNewKey = 5000

function someReference(
  table: ClientTable,
  { random }: ValueSource,
  matches: (reference: ClientReference) => boolean,
): ClientReference | undefined {
  // A write of the table itself is no cascade.
  const found = table.references.filter((one) => one.table !== table.name && matches(one))
  return found.length === 0 ? undefined : random.pick(found)
}

function picked({ relation, referenced }: ClientReference, { random }: ValueSource): string {
  return pickRow(relation, referenced, referenced, random.below(1000))
}

/** An application does not try what another table's foreign key forbids. */
function nothingKeeps(
  { relation, keptBy }: ClientReference,
  matches: (keeping: KeepingReference) => boolean,
): string {
  return keptBy
    .filter(matches)
    .map((keeping) => {
      const equal = keeping.columns.map((column, index) => {
        const referenced = quoteIdentifier(keeping.referenced[index] ?? column)
        return `kept.${quoteIdentifier(column)} = ${relation}.${referenced}`
      })
      return ` AND NOT EXISTS (SELECT FROM ${keeping.relation} AS kept WHERE ${equal.join(' AND ')})`
    })
    .join('')
}

function write(kind: ClientWrite['kind'], sql: string): ClientWrite {
  return { kind, sql, checked: sql, assigned: new Map() }
}
