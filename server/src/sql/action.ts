import type { Node } from '@pgsql/types'
import type { OffsetRange } from '../text/range.js'

/**
 * A name as PostgreSQL reads it in the script: folded to lower case unless quoted, cut to 63 bytes;
 * `schema` only when written.
 */
export type QualifiedName = { readonly schema?: string; readonly name: string }

/** An expression: its source text, and its tree, whose places count bytes from its statement. */
export type SqlExpression = { readonly text: string; readonly node: Node }

export type ForeignKeyReference = {
  readonly table: QualifiedName
  readonly columns: readonly string[]
  readonly onDelete: ReferentialAction
  readonly onUpdate: ReferentialAction
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

/** `type` is the type as PostgreSQL's `format_type` would print it: `integer`, `text[]`, `"Role"`. */
export type ColumnDefinition = {
  readonly name: string
  readonly type: string
  readonly typeName: QualifiedName
  /** Written, or implied: by `PRIMARY KEY`, by `serial`, by an identity. */
  readonly notNull: boolean
  readonly default?: SqlExpression
  readonly generated?: 'stored' | 'virtual'
  readonly identity?: 'always' | 'by default'
  /** `serial`, `bigserial` or `smallserial`: a sequence and a volatile default. */
  readonly serial: boolean
  readonly collation?: QualifiedName
  /** Constraints written on the column itself, `NOT NULL` and `DEFAULT` excepted. */
  readonly constraints: readonly ConstraintDefinition[]
}

export type ConstraintDefinition = {
  readonly name?: string
  /** `NOT VALID`: rows that exist already are not looked at. */
  readonly notValid: boolean
  /** `NOT ENFORCED`, from PostgreSQL 18 on: no row is looked at. */
  readonly notEnforced: boolean
} & (
  | {
      readonly kind: 'primaryKey' | 'unique'
      readonly columns: readonly string[]
      /** `USING INDEX`; the columns are then the index's own, and `columns` is empty. */
      readonly usingIndex?: string
      readonly nullsNotDistinct: boolean
    }
  | {
      readonly kind: 'foreignKey'
      readonly columns: readonly string[]
      readonly references: ForeignKeyReference
    }
  | { readonly kind: 'check'; readonly expression: SqlExpression }
  | { readonly kind: 'notNull'; readonly columns: readonly string[] }
  | { readonly kind: 'exclude' }
)

/** Who sees a table, and whether its data outlive a crash. */
export type TablePersistence = 'permanent' | 'unlogged' | 'temporary'

export type IndexColumn = {
  /** Absent for an expression. */
  readonly name?: string
  readonly expression?: SqlExpression
  readonly descending: boolean
  readonly operatorClass?: string
}

export type IndexDefinition = {
  readonly name?: string
  readonly table: QualifiedName
  readonly unique: boolean
  readonly method: string
  readonly columns: readonly IndexColumn[]
  readonly include: readonly string[]
  readonly where?: SqlExpression
  readonly nullsNotDistinct: boolean
}

/**
 * One elementary change of a statement: an `ALTER TABLE` with three commands is three actions.
 * `range` is the smallest token that names what changes (the column in `DROP COLUMN "a"`, the
 * table in `DROP TABLE "T"`); `whole` is the span of the command itself, which for a statement
 * with one command is the whole statement.
 */
export type SqlAction = {
  readonly range: OffsetRange
  readonly whole: OffsetRange
  /** Stands in the body of a DO block, where a condition or a loop may decide whether it runs. */
  readonly inBlock?: true
} & SqlChange

export type SqlChange =
  | {
      readonly kind: 'createTable'
      readonly table: QualifiedName
      readonly columns: readonly ColumnDefinition[]
      readonly constraints: readonly ConstraintDefinition[]
      readonly ifNotExists: boolean
      readonly persistence: TablePersistence
      readonly partitionOf?: QualifiedName
    }
  | {
      readonly kind: 'createTableAs'
      readonly table: QualifiedName
      readonly materialized: boolean
      readonly withData: boolean
      readonly persistence: TablePersistence
    }
  | {
      readonly kind: 'dropTable'
      readonly table: QualifiedName
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | { readonly kind: 'renameTable'; readonly table: QualifiedName; readonly newName: string }
  | { readonly kind: 'setTableSchema'; readonly table: QualifiedName; readonly newSchema: string }
  | { readonly kind: 'truncate'; readonly table: QualifiedName; readonly cascade: boolean }
  | {
      readonly kind: 'addColumn'
      readonly table: QualifiedName
      readonly column: ColumnDefinition
      readonly ifNotExists: boolean
    }
  | {
      readonly kind: 'dropColumn'
      readonly table: QualifiedName
      readonly column: string
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | {
      readonly kind: 'renameColumn'
      readonly table: QualifiedName
      readonly column: string
      readonly newName: string
    }
  | {
      readonly kind: 'alterColumnType'
      readonly table: QualifiedName
      readonly column: string
      readonly type: string
      readonly typeName: QualifiedName
      readonly using?: SqlExpression
      readonly collation?: QualifiedName
    }
  | {
      readonly kind:
        'setNotNull' | 'dropNotNull' | 'dropDefault' | 'dropExpression' | 'dropIdentity'
      readonly table: QualifiedName
      readonly column: string
    }
  | {
      readonly kind: 'setDefault'
      readonly table: QualifiedName
      readonly column: string
      readonly expression: SqlExpression
    }
  | {
      readonly kind: 'addConstraint'
      readonly table: QualifiedName
      readonly constraint: ConstraintDefinition
    }
  | {
      readonly kind: 'dropConstraint'
      readonly table: QualifiedName
      readonly constraint: string
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | {
      readonly kind: 'validateConstraint'
      readonly table: QualifiedName
      readonly constraint: string
    }
  | {
      readonly kind: 'renameConstraint'
      readonly table: QualifiedName
      readonly constraint: string
      readonly newName: string
    }
  | {
      readonly kind: 'alterTableOther'
      readonly table: QualifiedName
      /** PostgreSQL's name of the command, `AT_SetLogged` for example. */ readonly command: string
      /** The column, constraint, trigger, index or parameter that the command names. */
      readonly name?: string
      /** The partition of ATTACH and DETACH. */
      readonly partition?: QualifiedName
      /** `DETACH PARTITION … CONCURRENTLY`. */
      readonly concurrently: boolean
    }
  | {
      readonly kind: 'createIndex'
      readonly index: IndexDefinition
      readonly concurrently: boolean
      readonly ifNotExists: boolean
    }
  | {
      readonly kind: 'dropIndex'
      readonly index: QualifiedName
      readonly concurrently: boolean
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | { readonly kind: 'renameIndex'; readonly index: QualifiedName; readonly newName: string }
  | {
      readonly kind: 'reindex'
      readonly target: 'index' | 'table' | 'schema' | 'system' | 'database'
      readonly name?: QualifiedName
      readonly concurrently: boolean
    }
  | {
      readonly kind: 'createEnum'
      readonly type: QualifiedName
      readonly values: readonly string[]
    }
  | {
      readonly kind: 'addEnumValue'
      readonly type: QualifiedName
      readonly value: string
      readonly before?: string
      readonly after?: string
      readonly ifNotExists: boolean
    }
  | {
      readonly kind: 'renameEnumValue'
      readonly type: QualifiedName
      readonly value: string
      readonly newName: string
    }
  | { readonly kind: 'renameType'; readonly type: QualifiedName; readonly newName: string }
  | { readonly kind: 'dropType'; readonly type: QualifiedName; readonly cascade: boolean }
  | {
      readonly kind: 'createDomain'
      readonly domain: QualifiedName
      readonly type: string
      readonly notNull: boolean
      readonly constraints: readonly ConstraintDefinition[]
    }
  | {
      readonly kind: 'alterDomain'
      readonly domain: QualifiedName
      readonly command: DomainCommand
    }
  | { readonly kind: 'createSchema'; readonly name: string; readonly ifNotExists: boolean }
  | { readonly kind: 'dropSchema'; readonly name: string; readonly cascade: boolean }
  | { readonly kind: 'createExtension'; readonly name: string }
  | {
      readonly kind: 'createTrigger' | 'dropTrigger'
      readonly table: QualifiedName
      readonly name: string
    }
  | { readonly kind: 'createView'; readonly view: QualifiedName; readonly replace: boolean }
  | {
      readonly kind: 'refreshMaterializedView'
      readonly view: QualifiedName
      readonly concurrently: boolean
      readonly withData: boolean
    }
  | {
      readonly kind: 'createSequence' | 'alterSequence'
      readonly sequence: QualifiedName
      /** `AS bigint`. */ readonly type?: string
    }
  | {
      readonly kind: 'createFunction'
      readonly name: QualifiedName
      readonly language?: string
      readonly body?: string
      readonly replace: boolean
    }
  | {
      readonly kind: 'dropOther'
      /** PostgreSQL's object kind, `OBJECT_VIEW` for example. */ readonly object: string
      readonly name: QualifiedName
      readonly table?: QualifiedName
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | {
      /** A rename that has no kind of its own: a view, a function, a schema, a trigger. */
      readonly kind: 'renameOther'
      /** PostgreSQL's object kind, `OBJECT_VIEW` for example. */ readonly object: string
      readonly name: QualifiedName
      readonly table?: QualifiedName
      readonly newName: string
    }
  | {
      readonly kind: 'insert'
      readonly table: QualifiedName
      /** As written; empty when the statement lists none. */
      readonly columns: readonly string[]
    }
  /** `table` when FROM, or COPY, names just one. */
  | { readonly kind: 'select' | 'copy'; readonly table?: QualifiedName }
  | {
      readonly kind: 'update' | 'delete'
      readonly table: QualifiedName
      /** Absent when there is no WHERE. */ readonly where?: SqlExpression
      readonly columns: readonly string[]
    }
  | {
      readonly kind: 'lockTable'
      readonly tables: readonly QualifiedName[]
      /** As pg_locks has it: `AccessExclusiveLock`. */ readonly mode: string
    }
  | {
      readonly kind: 'transaction'
      readonly command:
        'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollbackTo' | 'other'
    }
  | {
      readonly kind: 'set'
      /** In lower case; `all` for RESET ALL, `transaction` for SET TRANSACTION. */
      readonly name: string
      /** Without quotes; absent when the setting goes back to its default. */
      readonly value?: string
      readonly local: boolean
    }
  | {
      readonly kind: 'doBlock'
      readonly language: string
      readonly body: string
      /** Parts of the body whose SQL is not known before they run; absent when there are none. */
      readonly unchecked?: readonly {
        readonly kind: 'dynamic' | 'unread'
        readonly range: OffsetRange
      }[]
    }
  | {
      readonly kind: 'vacuum'
      readonly full: boolean
      readonly analyzeOnly: boolean
      /** Empty for the whole database. */ readonly tables: readonly QualifiedName[]
    }
  | {
      readonly kind: 'other'
      /** PostgreSQL's name of the tree node, `ClusterStmt` for example. */ readonly node: string
      readonly table?: QualifiedName
    }

export type DomainCommand =
  | { readonly kind: 'addConstraint'; readonly constraint: ConstraintDefinition }
  | { readonly kind: 'dropConstraint' | 'validateConstraint'; readonly constraint: string }
  | { readonly kind: 'setNotNull' | 'dropNotNull' | 'setDefault' | 'dropDefault' }
