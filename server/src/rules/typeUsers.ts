import type { AnalysedStatement } from './script.js'

/** A column of a type, `table` as `schema.name`. */
export type TypeUser = { readonly table: string; readonly column: string }

/** The columns that have the type, as such or as a list, in tables that are not new. */
export function columnsOfType(
  { before, newTables }: Pick<AnalysedStatement, 'before' | 'newTables'>,
  type: string,
): readonly TypeUser[] {
  return Object.entries(before.tables)
    .filter(([table]) => !newTables.has(table))
    .flatMap(([table, { columns }]) =>
      columns
        .filter(({ typeName }) => typeName === type)
        .map(({ name }) => ({ table, column: name })),
    )
}
