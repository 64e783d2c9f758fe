import type { SqlAction } from '../../sql/action.js'

/**
 * A change in a form that does the same without making others wait: the action is taken out of its
 * script, and migrations of their own do it afterwards, in this order.
 */
export type SafeForm = {
  /** The same for the same action of an equal script. */
  readonly id: string
  /** For the user, without a full stop. */
  readonly title: string
  readonly action: SqlAction
  readonly migrations: readonly SafeMigration[]
}

/** `slug` for the folder's name. */
export type SafeMigration = { readonly slug: string; readonly sql: string }
