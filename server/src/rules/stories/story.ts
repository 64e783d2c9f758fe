import type { SqlAction } from '../../sql/action.js'
import type { ColumnRename, TableRename } from '../renames.js'

/**
 * Several actions of one script that are one event to its reader. Whoever judges an action asks
 * first whether it is part of such a story, so that nothing is told twice.
 */
export type ScriptStories = {
  readonly columnRenames: readonly ColumnRename[]
  readonly columnRecreations: readonly ColumnRecreation[]
  readonly tableRenames: readonly TableRename[]
  readonly enumSwaps: readonly EnumSwap[]
  readonly handmadeDrops: readonly HandmadeDrop[]
  /** Every action that one of the stories tells. */
  readonly told: ReadonlySet<SqlAction>
}

/** A column is dropped and added again under the same name. */
export type ColumnRecreation = {
  readonly table: string
  readonly column: string
  readonly fromType: string
  readonly toType: string
  readonly dropped: Extract<SqlAction, { kind: 'dropColumn' }>
  readonly added: Extract<SqlAction, { kind: 'addColumn' }>
}

/**
 * How Prisma takes values from an enum, for which PostgreSQL has no command: a new type, every
 * column over to it, and then the old one's name.
 */
export type EnumSwap = {
  /** `schema.name` of the enum before and after. */
  readonly type: string
  readonly removed: readonly string[]
  readonly added: readonly string[]
  readonly created: Extract<SqlAction, { kind: 'createEnum' }>
  /** Those that make up the swap: the new type, the conversions, the renames. */
  readonly actions: readonly SqlAction[]
  /** Numbers of the statements that move a column to the new type. */
  readonly conversions: readonly number[]
  /** Columns of the old type in tables that are not new. */
  readonly columns: readonly { readonly table: string; readonly column: string }[]
}

/** The script drops what a migration made by hand and the schema never showed. */
export type HandmadeDrop = {
  readonly action: SqlAction
  readonly object: 'index' | 'foreign key' | 'column' | 'default' | 'table'
  readonly table: string
  /** The object's own name; of a default: its column's. */
  readonly name: string
  /** `uncommitted`: the committed schema lacks it; `handmade`: Prisma never writes such a thing. */
  readonly because: 'uncommitted' | 'handmade'
}
