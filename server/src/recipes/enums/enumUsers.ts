import type { ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import { nameOfTable, resolveType } from '../../rules/resolveName.js'
import type { QualifiedName } from '../../sql/action.js'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import { planObjects } from '../parts/objectNames.js'
import type { PendingChange, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'

/** A table with the columns of one enum, as such or as a list. */
export type EnumUser = {
  readonly table: TableDescription
  /** `schema.name` */
  readonly tableKey: string
  /** As Prisma would write it: with a schema only where it writes one for the type. */
  readonly sqlTable: string
  /** Name of the model, of the table where no model stands for it. */
  readonly model: string
  readonly columns: readonly ColumnDescription[]
}

/** In the order of their names, so that every file locks them in the same. */
export function usersOfEnum(change: PendingChange, type: QualifiedName): readonly EnumUser[] {
  const name = resolveType(type)
  return Object.values(change.catalogue.tables)
    .map((table) => ({
      table,
      tableKey: nameOfTable(table),
      sqlTable: quoteQualified(
        type.schema === undefined && table.schema === 'public' ? { name: table.name } : table,
      ),
      model: tableNamed(change.target, table)?.model ?? table.name,
      columns: table.columns.filter(({ typeName }) => typeName === name),
    }))
    .filter(({ columns }) => columns.length > 0)
    .toSorted((left, right) => (left.tableKey < right.tableKey ? -1 : 1))
}

/** Why no plan can be made for the tables of an enum. */
export function enumUserObstacle(users: readonly EnumUser[]): RecipeRefusal | undefined {
  for (const { table, columns } of users) {
    if (table.kind === 'partitioned' || table.partitionOf !== undefined) {
      return refusal(
        `"${table.name}", which uses the enum, is partitioned: no plan for it has been proved.`,
      )
    }
    if (table.kind === 'foreign') {
      return refusal(`"${table.name}" is a foreign table: its rows belong to another database.`)
    }
    const generated = columns.find((column) => column.generated !== undefined)
    if (generated !== undefined) {
      return refusal(
        `"${generated.name}" of "${table.name}" is a generated column of this type: change its expression by hand first.`,
      )
    }
  }
  return undefined
}

/** A CHECK that keeps labels out of a column, by their text: the type need not have them yet. */
export function guardOf(
  { table }: EnumUser,
  column: ColumnDescription,
  labels: readonly string[],
): { readonly name: string; readonly condition: string } {
  const name = quoteIdentifier(column.name)
  const list = labels.map(quoteLiteral).join(', ')
  return {
    name: planObjects(table.schema, table.name, column.name).guardCheck,
    condition: column.array
      ? `NOT (${name}::text[] && ARRAY[${list}])`
      : labels.length === 1
        ? `${name}::text <> ${list}`
        : `${name}::text NOT IN (${list})`,
  }
}
