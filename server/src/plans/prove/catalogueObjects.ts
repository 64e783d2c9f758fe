import type { Catalogue, TableDescription } from '../../engine/catalogue.js'

export type CatalogueObjectKind =
  | 'table'
  | 'column'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'enum'
  | 'view'
  | 'function'
  | 'sequence'
  | 'extension'

/** One object of a catalogue in a form that can be compared: without oids, and without its place. */
export type CatalogueObject = {
  readonly kind: CatalogueObjectKind
  /** `schema.name` of its table; absent for what belongs to none. */
  readonly table?: string
  readonly name: string
  /** Everything that is known of it; equal for equal objects. */
  readonly text: string
}

/** Every object, by a key that is the same in two catalogues for what stands in the same place. */
export function catalogueObjects(catalogue: Catalogue): ReadonlyMap<string, CatalogueObject> {
  const objects = [
    ...Object.values(catalogue.tables).flatMap((table) => objectsOfTable(table)),
    ...Object.entries(catalogue.enums).map(([name, one]) => object('enum', name, one)),
    ...catalogue.views.map((one) => object('view', one.view, one)),
    ...catalogue.functions.map((one) => object('function', `${one.schema}.${one.name}`, one)),
    ...catalogue.sequences.map((one) => object('sequence', `${one.schema}.${one.name}`, one)),
    ...catalogue.extensions.map((name) => object('extension', name, name)),
  ]
  const byKey = new Map<string, CatalogueObject>()
  for (const one of objects) {
    const key = JSON.stringify([one.kind, one.table, one.name])
    // Functions of one name differ in their parameters only.
    const occurrences = one.kind === 'function' && byKey.has(key) ? `${key} ${one.text}` : key
    byKey.set(occurrences, one)
  }
  return byKey
}

/** `trigger "t" of "public.User"`, `function "public.f"`. */
export function nameInWords({ kind, table, name }: CatalogueObject): string {
  return table === undefined ? `${kind} "${name}"` : `${kind} "${name}" of "${table}"`
}

function objectsOfTable(table: TableDescription): readonly CatalogueObject[] {
  const name = `${table.schema}.${table.name}`
  const { kind, partitionOf, rowSecurity } = table
  const inTable = (one: CatalogueObject): CatalogueObject => ({ ...one, table: name })
  return [
    object('table', name, { kind, partitionOf, rowSecurity }),
    ...table.columns.map((one) => inTable(object('column', one.name, one))),
    ...table.constraints.map((one) => inTable(object('constraint', one.name, one))),
    ...table.indexes.map((one) => inTable(object('index', one.name, one))),
    ...table.triggers.map((one) => inTable(object('trigger', one.name, one))),
    ...table.policies.map((one) => inTable(object('policy', one, one))),
  ]
}

function object(kind: CatalogueObjectKind, name: string, description: unknown): CatalogueObject {
  return { kind, name, text: JSON.stringify(description) }
}
