import type { Catalogue, ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import { constantsIn } from '../printedDefinition.js'

/** What is needed to know of a column to make values for it. */
export type ValuedColumn = {
  readonly description: ColumnDescription
  /** Labels of the column's enum; empty for every other type. */
  readonly labels: readonly string[]
  /** Constants of the table's checks over this column: most checks hold near them. */
  readonly constants: readonly string[]
  /** Where values are made of those of another type: SQL over `$1`, one of them. */
  readonly made?: { readonly of: ValuedColumn; readonly expression: string }
}

export function valuedColumn(
  catalogue: Catalogue,
  table: TableDescription,
  description: ColumnDescription,
): ValuedColumn {
  const checks = table.constraints.filter(
    (one) => one.kind === 'check' && one.columns.includes(description.name),
  )
  return {
    description,
    labels:
      description.typeKind === 'enum' ? (catalogue.enums[description.typeName]?.values ?? []) : [],
    constants: isPlain(description) ? checks.flatMap((check) => constantsIn(check.definition)) : [],
  }
}

/** Whether values of the column can be told apart at all: `nthValue` gives many different ones. */
export function hasManyValues({ description, labels }: ValuedColumn): boolean {
  return labels.length === 0 && description.typeName !== 'pg_catalog.bool'
}

/** A check compares constants with plain values; in arrays, JSON and the like they mean something else. */
function isPlain({ array, typeKind, typeName }: ColumnDescription): boolean {
  return !array && typeKind === 'base' && plainTypes.has(typeName.replace('pg_catalog.', ''))
}

const plainTypes: ReadonlySet<string> = new Set([
  ...['text', 'varchar', 'bpchar', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8'],
])
