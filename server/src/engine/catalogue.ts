/**
 * What a database holds, read from its system catalogues: plain data, sent between processes and
 * kept on disk. Names are exact, without quotes; a relation is written `schema.name`.
 */
export type Catalogue = {
  readonly tables: Readonly<Record<string, TableDescription>>
  readonly enums: Readonly<Record<string, EnumDescription>>
  /** Views and materialized views with the columns that they read. */
  readonly views: readonly ViewDescription[]
  readonly functions: readonly FunctionDescription[]
  readonly sequences: readonly SequenceDescription[]
  readonly extensions: readonly string[]
}

export type TableDescription = {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'partitioned' | 'foreign'
  readonly partitionOf?: string
  readonly columns: readonly ColumnDescription[]
  /** Valid NOT NULL constraints are left out: the columns say the same. */
  readonly constraints: readonly ConstraintDescription[]
  readonly indexes: readonly IndexDescription[]
  /** User triggers only; those behind foreign keys are left out. */
  readonly triggers: readonly TriggerDescription[]
  readonly policies: readonly string[]
  readonly rowSecurity: boolean
}

export type ColumnDescription = {
  readonly name: string
  /** As `format_type` prints it: `character varying(20)`, `"Role"[]`. */
  readonly type: string
  /** `schema.name` of the type itself, of the element for an array. */
  readonly typeName: string
  readonly typeKind: 'base' | 'enum' | 'domain' | 'composite' | 'range' | 'other'
  readonly array: boolean
  readonly notNull: boolean
  /** Text of the default expression, as PostgreSQL prints it back. */
  readonly default?: string
  readonly generated?: 'stored' | 'virtual'
  readonly identity?: 'always' | 'by default'
  readonly collation?: string
}

export type ConstraintDescription = {
  readonly name: string
  readonly kind: 'primaryKey' | 'unique' | 'foreignKey' | 'check' | 'exclude' | 'notNull'
  readonly columns: readonly string[]
  readonly validated: boolean
  readonly enforced: boolean
  readonly deferrable: boolean
  /** As `pg_get_constraintdef` prints it. */
  readonly definition: string
  /** The index behind a primary key, unique or exclusion constraint. */
  readonly index?: string
  readonly references?: {
    readonly table: string
    readonly columns: readonly string[]
    readonly onDelete: string
    readonly onUpdate: string
  }
}

export type IndexDescription = {
  readonly name: string
  readonly unique: boolean
  readonly primary: boolean
  /** False for the remains of a failed CREATE INDEX CONCURRENTLY. */
  readonly valid: boolean
  readonly method: string
  /** Key columns in order; `null` stands for an expression. */
  readonly columns: readonly (string | null)[]
  readonly include: readonly string[]
  readonly predicate?: string
  readonly nullsNotDistinct: boolean
  readonly definition: string
}

export type TriggerDescription = { readonly name: string; readonly definition: string }

export type EnumDescription = {
  readonly schema: string
  readonly name: string
  readonly values: readonly string[]
}

export type ViewDescription = {
  readonly view: string
  readonly materialized: boolean
  readonly definition: string
  /** `schema.table.column` of every column that it depends on. */
  readonly columns: readonly string[]
}

export type FunctionDescription = {
  readonly schema: string
  readonly name: string
  readonly language: string
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly definition: string
}

export type SequenceDescription = {
  readonly schema: string
  readonly name: string
  readonly type: string
  readonly ownedBy?: { readonly table: string; readonly column: string }
}

export const emptyCatalogue: Catalogue = {
  tables: {},
  enums: {},
  views: [],
  functions: [],
  sequences: [],
  extensions: [],
}

/** The tables that a statement created, changed or dropped, as they are after it. */
export type CatalogueChange = {
  readonly tables: readonly TableDescription[]
  readonly dropped: readonly string[]
}

export function withChange(catalogue: Catalogue, change: CatalogueChange): Catalogue {
  if (change.tables.length === 0 && change.dropped.length === 0) return catalogue
  const tables = { ...catalogue.tables }
  for (const name of change.dropped) delete tables[name]
  for (const table of change.tables) {
    // A renamed table keeps its oid and leaves its old name.
    for (const [name, old] of Object.entries(tables)) {
      if (old.oid === table.oid) delete tables[name]
    }
    tables[`${table.schema}.${table.name}`] = table
  }
  return { ...catalogue, tables }
}
