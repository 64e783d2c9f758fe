import type { Catalogue } from '../../engine/catalogue.js'

/**
 * The catalogue before the plan with the constraints and unique indexes of these names, as the
 * first phase that has them shows them: what an application knows that keeps to them already.
 */
export function withEnforced(
  before: Catalogue,
  after: readonly Catalogue[],
  tableName: string,
  names: readonly string[],
): Catalogue {
  const table = before.tables[tableName]
  if (table === undefined || names.length === 0) return before
  const found = <One extends { readonly name: string }>(
    of: (catalogue: Catalogue) => readonly One[],
  ) =>
    names.flatMap((name) => {
      const one = after.flatMap(of).find((candidate) => candidate.name === name)
      return one === undefined ? [] : [one]
    })
  const constraints = found((catalogue) => catalogue.tables[tableName]?.constraints ?? [])
  const indexes = found((catalogue) => catalogue.tables[tableName]?.indexes ?? [])
  const isOld = ({ name }: { readonly name: string }) => !names.includes(name)
  return {
    ...before,
    tables: {
      ...before.tables,
      [tableName]: {
        ...table,
        constraints: [...table.constraints.filter(isOld), ...constraints],
        indexes: [...table.indexes.filter(isOld), ...indexes],
      },
    },
  }
}

/** Columns that a check of the form `CHECK (("a" IS NOT NULL))` keeps from being NULL. */
export function heldNotNull(catalogue: Catalogue, tableName: string): readonly string[] {
  const constraints = catalogue.tables[tableName]?.constraints ?? []
  return constraints
    .filter(
      ({ kind, columns, definition }) =>
        kind === 'check' &&
        columns.length === 1 &&
        / IS NOT NULL\)+( NOT VALID)?$/.test(definition),
    )
    .flatMap(({ columns }) => columns)
}
