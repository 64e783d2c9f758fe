import type { Catalogue, TableDescription } from '../engine/catalogue.js'
import type { QualifiedName } from '../sql/action.js'

/**
 * `schema.name` of the relation that a name means. Without a schema it is looked up as PostgreSQL
 * does with `search_path = public`: the session's temporary tables come first (manual, section
 * 5.10.3).
 */
export function resolveRelation(catalogue: Catalogue, { schema, name }: QualifiedName): string {
  if (schema !== undefined) return `${schema}.${name}`
  const temporary = Object.keys(catalogue.tables).find(
    (relation) => isTemporary(relation) && relation.endsWith(`.${name}`),
  )
  return temporary ?? `public.${name}`
}

/** `schema.name` of the type that a name means. */
export function resolveType({ schema, name }: QualifiedName): string {
  return `${schema ?? 'public'}.${name}`
}

/** The table in the catalogue; absent when the replay does not know it. */
export function tableOf(catalogue: Catalogue, name: QualifiedName): TableDescription | undefined {
  return catalogue.tables[resolveRelation(catalogue, name)]
}

/** The table that has the index; both are in one schema. */
export function tableOfIndex(
  catalogue: Catalogue,
  { schema = 'public', name }: QualifiedName,
): TableDescription | undefined {
  return Object.values(catalogue.tables).find(
    (table) => table.schema === schema && table.indexes.some((index) => index.name === name),
  )
}

export function nameOfTable({ schema, name }: TableDescription): string {
  return `${schema}.${name}`
}

/** Nobody but the session itself sees its temporary tables. */
export function isTemporary(relation: string): boolean {
  return relation.startsWith('pg_temp_')
}
