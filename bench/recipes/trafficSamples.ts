import type { ClientReference, ClientTable } from '../../server/src/plans/simulation/clientTable.js'
import { quoteIdentifier } from '../../server/src/sql/quoting.js'

/** Rows that are read once, before the first statement. */
export type Sample = {
  readonly sql: string
  readonly take: (rows: readonly (readonly (string | null)[])[]) => void
}

/**
 * Keys from all over the table, and rows to refer to. `take` gets them; a reference for which the version
 * makes the rows itself has none.
 */
export function samplesOf(
  table: ClientTable,
  all: readonly ClientTable[],
  share: number,
  take: {
    readonly keys: (rows: string[][]) => void
    readonly parents: (reference: ClientReference, rows: string[][]) => void
  },
): readonly Sample[] {
  const { key, references, relation } = table
  const own: readonly Sample[] =
    key === undefined
      ? []
      : [
          {
            sql: `SELECT ${textsOf(key)} FROM ${relation} WHERE random() < ${share} LIMIT 5000`,
            take: (rows) => take.keys(whole(rows)),
          },
        ]
  const others = references
    .filter((reference) => !isOwn(reference, all))
    .map((reference): Sample => ({
      sql: parentSample(table, reference),
      take: (rows) => take.parents(reference, whole(rows)),
    }))
  return [...own, ...others]
}

/** A child of its own for each row of a table that the version writes too. */
export function isOwn({ oneToOne, table }: ClientReference, all: readonly ClientTable[]): boolean {
  return oneToOne && all.some(({ name }) => name === table)
}

/** The same for the same key, however it was read. */
export function halfOf(key: readonly string[]): 0 | 1 {
  const sum = [...key.join()].reduce((total, one) => total + (one.codePointAt(0) ?? 0), 0)
  return sum % 2 === 0 ? 0 : 1
}

/** Rows anywhere in the table; those that have no child yet where each may have only one. */
function parentSample(
  table: ClientTable,
  { relation, referenced, columns, oneToOne }: ClientReference,
) {
  const select = `SELECT ${textsOf(referenced, 'parent')} FROM ${relation} parent`
  if (!oneToOne) return `${select} LIMIT 1000`
  const equal = columns.map(
    (name, index) =>
      `child.${quoteIdentifier(name)} = parent.${quoteIdentifier(referenced[index] ?? name)}`,
  )
  return `${select} WHERE NOT EXISTS (SELECT FROM ${table.relation} child WHERE ${equal.join(' AND ')}) LIMIT 2000`
}

function textsOf(names: readonly string[], of?: string): string {
  const prefix = of === undefined ? '' : `${of}.`
  return names.map((name) => `${prefix}${quoteIdentifier(name)}::text`).join(', ')
}

function whole(rows: readonly (readonly (string | null)[])[]): string[][] {
  return rows.flatMap((row) => {
    const texts = row.filter((text) => text !== null)
    return texts.length === row.length ? [texts] : []
  })
}
