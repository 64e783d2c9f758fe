import type { CatalogueChange } from './catalogue.js'
import type { LockMode } from './lockMode.js'

/** A lock that a statement took on a relation which existed before it. */
export type RelationLock = {
  /** `schema.name`, without quotes. */
  readonly relation: string
  readonly kind: 'table' | 'index' | 'view' | 'sequence' | 'other'
  /** For an index: the table that it belongs to. */
  readonly table?: string
  /** The strongest mode; a statement that takes several on one relation is listed once. */
  readonly mode: LockMode
}

/** What PostgreSQL said when it refused a statement. `at` counts UTF-16 units from its start. */
export type SqlFailure = {
  readonly sqlState: string
  readonly message: string
  readonly detail?: string
  readonly hint?: string
  readonly at?: number
}

/**
 * What one statement did when the in-process PostgreSQL executed it.
 *
 * `locks` are those of the statement alone. Where an earlier statement of the same transaction
 * already held the same mode on a relation, PostgreSQL does not show it a second time;
 * such relations are named in `masked`, and only the statement's kind can tell.
 */
export type StatementTrace =
  | {
      readonly kind: 'executed'
      readonly locks: readonly RelationLock[]
      readonly masked: readonly string[]
      /** Tables whose heap was written anew (a new relfilenode). */
      readonly rewrites: readonly string[]
      /** Indexes that were built anew although they existed. */
      readonly indexRebuilds: readonly string[]
      /** Tables that were read from end to end. */
      readonly scans: readonly string[]
      /** Relations that the statement created. */
      readonly created: readonly string[]
      readonly durationMs: number
      readonly change: CatalogueChange
    }
  | {
      /** Ran, but outside a transaction block, where its locks are gone when it ends. */
      readonly kind: 'unobserved'
      readonly durationMs: number
      readonly change: CatalogueChange
    }
  | { readonly kind: 'failed'; readonly failure: SqlFailure }
  /** Never sent to the database. `why` is for the user. */
  | { readonly kind: 'skipped'; readonly why: string }

/** A statement to trace. `names` are the relations that it mentions, as `schema.name` or `name`. */
export type TraceRequest = { readonly text: string; readonly names: readonly string[] }
