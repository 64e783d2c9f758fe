import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { quoteQualified } from '../../sql/quoting.js'
import { quotedList } from './clientTable.js'
import { nthValue, someValue } from './columnValues.js'
import { requiredReferences, type ParentTable } from './parentTables.js'
import type { Randomness } from './randomness.js'
import { freshColumns } from './uniqueColumns.js'
import { valuedColumn } from './valuedColumn.js'

/** The rows of one table, as one statement a row, so that a row which a check refuses spoils no other. */
export type ParentRows = {
  /** `schema.name` */
  readonly table: string
  readonly statements: readonly string[]
}

/**
 * Rows for the tables that the rehearsed one refers to. They agree with each other: a required
 * foreign key takes its values from a row made here, whichever table comes first. Execute them
 * with `session_replication_role = replica`, so that circles of foreign keys can be closed and no
 * trigger of the user runs.
 */
export function parentRows(
  catalogue: Catalogue,
  parents: readonly ParentTable[],
  random: Randomness,
): readonly ParentRows[] {
  const makers = new Map(
    parents.map((parent) => [nameOf(parent.table), makerOf(catalogue, parent)]),
  )
  return parents.map((parent) => {
    const maker = makers.get(nameOf(parent.table))
    return {
      table: nameOf(parent.table),
      statements: Array.from({ length: parent.rows }, (_, n) =>
        insertOf(parent.table, maker?.rowOf(n, makers, random) ?? new Map()),
      ),
    }
  })
}

type RowMaker = {
  readonly rows: number
  readonly rowOf: (
    n: number,
    makers: ReadonlyMap<string, RowMaker>,
    random: Randomness,
  ) => ReadonlyMap<string, string>
  /** The value of a column that others may refer to; always the same for the same row. */
  readonly keyValue: (
    column: string,
    n: number,
    makers: ReadonlyMap<string, RowMaker>,
    depth: number,
  ) => string | undefined
}

function makerOf(catalogue: Catalogue, { table, rows }: ParentTable): RowMaker {
  const fresh = freshColumns(catalogue, table)
  const references = requiredReferences(table)
  const described = new Map(table.columns.map((column) => [column.name, column]))
  const keyValue: RowMaker['keyValue'] = (column, n, makers, depth) => {
    const description = described.get(column)
    // A circle through keys ends here; its rows then only agree as far as it was followed.
    const reference = references.find((one) => one.columns.includes(column))
    const target = makers.get(reference?.references?.table ?? '')
    if (reference !== undefined && target !== undefined && depth < deepest) {
      const referenced = reference.references?.columns[reference.columns.indexOf(column)]
      if (referenced !== undefined) {
        return target.keyValue(referenced, n % target.rows, makers, depth + 1)
      }
    }
    return description === undefined
      ? undefined
      : nthValue(valuedColumn(catalogue, table, description), n + 1)
  }
  return {
    rows,
    keyValue,
    rowOf: (n, makers, random) => {
      const keys = keyColumns(table)
      const row = new Map<string, string>()
      for (const column of table.columns) {
        if (column.generated !== undefined) continue
        const isKey = keys.has(column.name) || fresh.has(column.name)
        const isForeign = references.some((one) => one.columns.includes(column.name))
        if (!isKey && !isForeign && (!column.notNull || column.default !== undefined)) continue
        const value =
          isKey || isForeign
            ? keyValue(column.name, n, makers, 0)
            : someValue(valuedColumn(catalogue, table, column), random)
        if (value !== undefined) row.set(column.name, value)
      }
      return row
    },
  }
}

const deepest = 8

/** Columns of unique indexes, optional foreign keys aside: whatever others may refer to is among them. */
function keyColumns(table: TableDescription): ReadonlySet<string> {
  const foreign = new Set(
    table.constraints.flatMap((one) => (one.kind === 'foreignKey' ? one.columns : [])),
  )
  return new Set(
    table.indexes
      .filter((index) => index.unique)
      .flatMap((index) => index.columns.filter((name) => name !== null))
      .filter((name) => !foreign.has(name)),
  )
}

function insertOf(table: TableDescription, row: ReadonlyMap<string, string>): string {
  const into = `INSERT INTO ${quoteQualified(table)}`
  if (row.size === 0) return `${into} DEFAULT VALUES`
  const values = [...row.values()].join(', ')
  return `${into} (${quotedList([...row.keys()])}) OVERRIDING SYSTEM VALUE VALUES (${values})`
}

function nameOf(table: TableDescription): string {
  return `${table.schema}.${table.name}`
}
