import {
  emptyCatalogue,
  type Catalogue,
  type ColumnDescription,
  type ConstraintDescription,
  type IndexDescription,
  type TableDescription,
} from '../../../server/src/engine/catalogue.js'

/** A column as the catalogue has it; `type` is what `format_type` prints. */
export function column(
  name: string,
  type: string,
  more: Partial<ColumnDescription> = {},
): ColumnDescription {
  const base = type.replace(/\(.*?\)|\[\]/g, '')
  return {
    name,
    type,
    typeName: `pg_catalog.${typeNames[base] ?? base}`,
    typeKind: 'base',
    array: type.endsWith('[]'),
    notNull: false,
    ...more,
  }
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'int4',
  'character varying': 'varchar',
  boolean: 'bool',
  'timestamp without time zone': 'timestamp',
}

export function primaryKey(table: string, columns: readonly string[]): IndexDescription {
  return index(`${table}_pkey`, columns, { primary: true, unique: true })
}

export function index(
  name: string,
  columns: readonly (string | null)[],
  more: Partial<IndexDescription> = {},
): IndexDescription {
  const kind = more.unique === true ? 'UNIQUE INDEX' : 'INDEX'
  return {
    name,
    unique: false,
    primary: false,
    valid: true,
    method: 'btree',
    columns,
    include: [],
    nullsNotDistinct: false,
    definition: `CREATE ${kind} "${name}" ON public."T" USING btree (${columns.map((one) => `"${one ?? ''}"`).join(', ')})`,
    ...more,
  }
}

export function constraint(
  name: string,
  kind: ConstraintDescription['kind'],
  columns: readonly string[],
  definition: string,
  more: Partial<ConstraintDescription> = {},
): ConstraintDescription {
  return {
    name,
    kind,
    columns,
    definition,
    validated: true,
    enforced: true,
    deferrable: false,
    ...more,
  }
}

export function foreignKey(
  name: string,
  columns: readonly string[],
  table: string,
  references: readonly string[],
  more: { readonly onDelete?: string; readonly onUpdate?: string } = {},
): ConstraintDescription {
  const { onDelete = 'no action', onUpdate = 'cascade' } = more
  return constraint(name, 'foreignKey', columns, `FOREIGN KEY (${columns.join(', ')})`, {
    references: { table: `public.${table}`, columns: references, onDelete, onUpdate },
  })
}

export function table(
  name: string,
  columns: readonly ColumnDescription[],
  more: Partial<TableDescription> = {},
): TableDescription {
  return {
    oid: 1,
    schema: 'public',
    name,
    kind: 'table',
    columns,
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rowSecurity: false,
    ...more,
  }
}

export function catalogue(
  tables: readonly TableDescription[],
  more: Partial<Catalogue> = {},
): Catalogue {
  return {
    ...emptyCatalogue,
    tables: Object.fromEntries(tables.map((one) => [`${one.schema}.${one.name}`, one])),
    ...more,
  }
}
