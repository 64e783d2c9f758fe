import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import type { PlannedRehearsal } from '../../recipes/recipe.js'
import { withNames } from '../printedDefinition.js'

/**
 * The catalogues before and after a plan that gives a table another name, as if it had had that
 * before: what is left over or lost can then be seen by comparing. As they are where no table moves.
 */
export function sameNames(
  before: Catalogue,
  after: Catalogue,
  { table, movedTo }: PlannedRehearsal,
): readonly [Catalogue, Catalogue] {
  const from = before.tables[table]
  const to = after.tables[movedTo ?? '']
  if (movedTo === undefined || from === undefined || to === undefined) return [before, after]
  // How PostgreSQL prints a name depends on the search_path: with its schema or without.
  const schemas = new Set([from.schema, to.schema])
  const text = (definition: string, rename: (name: string) => string) => {
    const names = withNames(definition, rename)
    return [...schemas].reduce((left, schema) => left.replaceAll(` ${schema} . `, ' '), names)
  }
  const then = rewritten(before, {
    relation: (name) => (name === table ? movedTo : name),
    named: (one) => (one === from ? { ...one, schema: to.schema, name: to.name } : one),
    text: (definition) => text(definition, (name) => (name === from.name ? to.name : name)),
  })
  const now = rewritten(after, {
    relation: (name) => name,
    named: (one) => one,
    text: (definition) => text(definition, (name) => name),
  })
  return [then, now]
}

type Rewriting = {
  /** Of `schema.name`. */
  readonly relation: (name: string) => string
  readonly named: (table: TableDescription) => TableDescription
  readonly text: (definition: string) => string
}

function rewritten(catalogue: Catalogue, { relation, named, text }: Rewriting): Catalogue {
  const columnOf = (path: string) => {
    const end = path.lastIndexOf('.')
    return `${relation(path.slice(0, end))}${path.slice(end)}`
  }
  const described = (table: TableDescription): TableDescription => ({
    ...named(table),
    constraints: table.constraints.map((one) => ({
      ...one,
      definition: text(one.definition),
      ...(one.references === undefined
        ? {}
        : { references: { ...one.references, table: relation(one.references.table) } }),
    })),
    indexes: table.indexes.map((one) => ({ ...one, definition: text(one.definition) })),
    triggers: table.triggers.map((one) => ({ ...one, definition: text(one.definition) })),
  })
  return {
    ...catalogue,
    tables: Object.fromEntries(
      Object.entries(catalogue.tables).map(([name, table]) => [relation(name), described(table)]),
    ),
    views: catalogue.views.map((one) => ({
      ...one,
      definition: text(one.definition),
      columns: one.columns.map(columnOf),
    })),
    sequences: catalogue.sequences.map((one) =>
      one.ownedBy === undefined
        ? one
        : { ...one, ownedBy: { ...one.ownedBy, table: relation(one.ownedBy.table) } },
    ),
  }
}
