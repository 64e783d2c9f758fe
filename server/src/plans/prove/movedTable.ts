import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import type { PlannedRehearsal } from '../../recipes/recipe.js'
import { withNames } from '../printedDefinition.js'
import { renamedColumn } from './renamedColumn.js'

/**
 * The catalogues before and after a plan that gives a table another name, as if it had had that
 * before, with a column that is renamed in it: what is left over or lost can then be seen by
 * comparing. As they are where no table moves.
 */
export function sameNames(
  before: Catalogue,
  after: Catalogue,
  { table, movedTo }: PlannedRehearsal,
): readonly [Catalogue, Catalogue] {
  const from = before.tables[table]
  const to = after.tables[movedTo ?? '']
  if (movedTo === undefined || from === undefined || to === undefined) return [before, after]
  const column = renamedColumn(from, to)
  const columnName = (name: string) => (name === column?.from ? column.to : name)
  // How PostgreSQL prints a name depends on the search_path: with its schema or without.
  const schemas = new Set([from.schema, to.schema])
  const text = (definition: string, rename: (name: string) => string) => {
    // A view goes on showing the column as it was called when the view was made.
    const names = withNames(definition, rename).replaceAll(` AS ${column?.to ?? ''} `, ' ')
    return [...schemas].reduce((left, schema) => left.replaceAll(` ${schema} . `, ' '), names)
  }
  const then = rewritten(before, {
    isMoved: (one) => one === from,
    relation: (name) => (name === table ? movedTo : name),
    named: (one) => ({ ...one, schema: to.schema, name: to.name }),
    column: columnName,
    text: (definition) =>
      text(definition, (name) => (name === from.name ? to.name : columnName(name))),
  })
  const now = rewritten(after, {
    isMoved: (one) => one === to,
    relation: (name) => name,
    named: (one) => one,
    column: columnName,
    text: (definition) => text(definition, columnName),
  })
  return [then, now]
}

type Rewriting = {
  readonly isMoved: (table: TableDescription) => boolean
  /** Of `schema.name`. */
  readonly relation: (name: string) => string
  /** Of the table that moves. */
  readonly named: (table: TableDescription) => TableDescription
  readonly column: (name: string) => string
  readonly text: (definition: string) => string
}

function rewritten(catalogue: Catalogue, rewriting: Rewriting): Catalogue {
  const { relation, text, isMoved } = rewriting
  const moved = Object.entries(catalogue.tables).find(([, one]) => isMoved(one))?.[0]
  const columnOf = (path: string) => {
    // Both a table and a column may have dots in their names.
    const known = Object.keys(catalogue.tables).filter((name) => path.startsWith(`${name}.`))
    const longest = known.reduce((one, other) => (other.length > one.length ? other : one), '')
    const end = longest === '' ? path.lastIndexOf('.') : longest.length
    const [table, column] = [path.slice(0, end), path.slice(end + 1)]
    return `${relation(table)}.${table === moved ? rewriting.column(column) : column}`
  }
  return {
    ...catalogue,
    tables: Object.fromEntries(
      Object.entries(catalogue.tables).map(([name, table]) => [
        relation(name),
        described(table, rewriting, moved),
      ]),
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

function described(
  table: TableDescription,
  { isMoved, relation, named, column, text }: Rewriting,
  moved: string | undefined,
): TableDescription {
  const own = isMoved(table) ? named(table) : table
  const nameOf = isMoved(table) ? column : (name: string) => name
  return {
    ...own,
    columns: own.columns.map((one) => ({
      ...one,
      name: nameOf(one.name),
      ...(one.default === undefined ? {} : { default: text(one.default) }),
    })),
    constraints: own.constraints.map((one) => ({
      ...one,
      columns: one.columns.map(nameOf),
      definition: text(one.definition),
      ...(one.references === undefined
        ? {}
        : {
            references: {
              ...one.references,
              table: relation(one.references.table),
              columns:
                one.references.table === moved
                  ? one.references.columns.map(column)
                  : one.references.columns,
            },
          }),
    })),
    indexes: own.indexes.map((one) => ({
      ...one,
      columns: one.columns.map((name) => (name === null ? null : nameOf(name))),
      include: one.include.map(nameOf),
      definition: text(one.definition),
      ...(one.predicate === undefined ? {} : { predicate: text(one.predicate) }),
    })),
    triggers: own.triggers.map((one) => ({ ...one, definition: text(one.definition) })),
  }
}
