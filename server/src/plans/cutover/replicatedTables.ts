import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { quoteQualified } from '../../sql/quoting.js'

/** Tables whose rows are copied, in the order of their names: not what Prisma keeps for itself. */
export function replicatedTables(
  { tables }: Pick<Catalogue, 'tables'>,
  isWanted: (table: string) => boolean = () => true,
): readonly TableDescription[] {
  return Object.entries(tables)
    .filter(([name, { kind, schema, partitionOf }]) => {
      const isOwn = schema !== 'concertina' && !schema.startsWith('compat_v')
      return isOwn && kind !== 'foreign' && partitionOf === undefined && isWanted(name)
    })
    .map(([, table]) => table)
    .filter(({ name }) => name !== '_prisma_migrations')
    .toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
}

export function nameOf({ schema, name }: Pick<TableDescription, 'schema' | 'name'>): string {
  return `${schema}.${name}`
}

export function sqlName({ schema, name }: Pick<TableDescription, 'schema' | 'name'>): string {
  return quoteQualified({ schema, name })
}

/** Columns of the primary key; none where there is no such key. */
export function keyOf({ constraints }: TableDescription): readonly string[] {
  return constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
}

/**
 * Tables of which logical replication carries no UPDATE and no DELETE: without a primary key and
 * without another replica identity such a statement fails on the publisher (manual, "Logical
 * Replication, Publication"). `identities` are those that a migration has given one.
 */
export function withoutIdentity(
  tables: readonly TableDescription[],
  identities: ReadonlySet<string>,
): readonly string[] {
  return tables
    .filter((table) => keyOf(table).length === 0 && !identities.has(nameOf(table)))
    .map(nameOf)
}

/** `schema.name` of the tables that have a replica identity by their own statement. */
export const identitiesQuery = `SELECT n.nspname || '.' || c.relname
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relreplident IN ('f', 'i')`
