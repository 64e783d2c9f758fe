import type {
  Attribute,
  EnumBlock,
  EnumValue,
  Field,
  ModelBlock,
  SchemaDocument,
  TypeBlock,
} from './schemaDocument.js'

/**
 * The files of one project's schema read together: which model, field, enum, index and relation
 * stands behind which table, column, type, index and foreign key, by the names in the database
 * (`@map`, `@@map`, `@@schema` and Prisma's default names for keys and indexes followed).
 */
export type SchemaModel = {
  readonly documents: readonly SchemaDocument[]
  readonly provider?: string
  /** `schemas` of the datasource; empty when it has none. */
  readonly schemas: readonly string[]
  readonly relationMode: 'foreignKeys' | 'prisma'
  readonly previewFeatures: readonly string[]
  readonly tables: readonly TableOfModel[]
  readonly enums: readonly EnumOfSchema[]
  /** Tables behind implicit many-to-many relations: no model of the schema stands for them. */
  readonly joinTables: readonly JoinTable[]
}

export type TableOfModel = {
  readonly document: SchemaDocument
  readonly block: ModelBlock
  readonly model: string
  /** Schema in the database; absent when the datasource lists none. */
  readonly schema?: string
  readonly table: string
  /**
   * False for views and for models with `@@ignore`. Prisma Migrate still builds and compares the
   * table of an ignored model; only the client leaves it out.
   */
  readonly managed: boolean
  readonly columns: readonly ColumnOfField[]
  readonly relations: readonly RelationOfField[]
  /** Empty for a view: its `@unique` makes nothing in the database. */
  readonly keys: readonly KeyOfModel[]
}

export type ColumnOfField = {
  readonly field: Field
  readonly column: string
  readonly type: ColumnType
  readonly optional: boolean
  readonly list: boolean
  readonly ignored: boolean
  readonly default?: Attribute
  readonly updatedAt: boolean
}

export type ColumnType =
  | {
      readonly kind: 'scalar'
      readonly name: ScalarName
      readonly native?: {
        readonly name: string
        readonly arguments: readonly string[]
        readonly attribute: Attribute
      }
    }
  | { readonly kind: 'enum'; readonly enum: string }
  | { readonly kind: 'unsupported'; readonly text: string }

export type ScalarName =
  'String' | 'Boolean' | 'Int' | 'BigInt' | 'Float' | 'Decimal' | 'DateTime' | 'Json' | 'Bytes'

/** A relation field. `columns` and `references` are empty on the side that holds no foreign key. */
export type RelationOfField = {
  readonly field: Field
  readonly relationName?: string
  readonly otherModel: string
  readonly columns: readonly string[]
  readonly references: readonly string[]
  /**
   * Name of the foreign key constraint; absent on the side without it, with `relationMode =
   * "prisma"`, and to and from views.
   */
  readonly foreignKey?: string
  readonly ignored: boolean
}

export type KeyOfModel = {
  readonly kind: 'primaryKey' | 'unique' | 'index' | 'fulltext'
  readonly columns: readonly string[]
  /** Name of the constraint or index in the database, Prisma's default when none is given. */
  readonly name: string
  readonly attribute: Attribute
  /** Present when the attribute stands on a field. */
  readonly field?: Field
}

export type EnumOfSchema = {
  readonly document: SchemaDocument
  readonly block: EnumBlock
  readonly enum: string
  readonly schema?: string
  readonly type: string
  readonly values: readonly { readonly value: EnumValue; readonly label: string }[]
}

/**
 * The table that Prisma makes for an implicit many-to-many relation. Column `A` refers to the model
 * whose name comes first in the alphabet (in a relation of a model to itself: to the field whose
 * name comes first), column `B` to the other.
 */
export type JoinTable = {
  /** The name in `@relation`, or Prisma's own, `PostToTag`. */
  readonly relationName: string
  readonly schema?: string
  /** The relation's name behind an underscore, `_PostToTag`. */
  readonly table: string
  readonly columnA: JoinColumn
  readonly columnB: JoinColumn
  /** `_PostToTag_AB_pkey` on (A, B): databases made by Prisma 6 and later. */
  readonly primaryKey: string
  /** `_PostToTag_AB_unique` on (A, B): what Prisma up to 5 made in its place. */
  readonly uniqueIndex: string
  /** `_PostToTag_B_index` on (B). */
  readonly index: string
}

export type JoinColumn = {
  readonly column: 'A' | 'B'
  readonly model: string
  /** The relation field on that model. */
  readonly field: Field
  /** Column of the model's table that it refers to; absent while the model has no single id. */
  readonly references?: string
  /** `_PostToTag_A_fkey`; absent with `relationMode = "prisma"`. */
  readonly foreignKey?: string
}

export type CompositeTypeBlock = TypeBlock
