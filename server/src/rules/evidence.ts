import type { RelationLock, SqlFailure } from '../engine/trace.js'

/**
 * What is known of a statement's work. `measured` comes from executing it in the in-process
 * PostgreSQL after the replayed history; `derived` from what PostgreSQL's manual says of its
 * kind, where it could not be observed; `refused` means that PostgreSQL did not accept it;
 * `unknown` that nobody looked, which is never the same as harmless.
 */
export type Evidence =
  | (Work & {
      readonly kind: 'measured'
      /**
       * Relations whose lock is derived all the same: an earlier statement of the rehearsal held
       * it already, and PostgreSQL does not show a lock twice.
       */
      readonly derivedLocks: readonly string[]
    })
  | (Work & { readonly kind: 'derived'; readonly why: string })
  | { readonly kind: 'refused'; readonly failure: SqlFailure }
  | { readonly kind: 'unknown'; readonly why: string }

export type Work = {
  /** Strongest mode on each relation that existed before the statement. */
  readonly locks: readonly RelationLock[]
  readonly rewrites: readonly string[]
  readonly indexRebuilds: readonly string[]
  readonly scans: readonly string[]
}

export const noWork: Work = { locks: [], rewrites: [], indexRebuilds: [], scans: [] }
