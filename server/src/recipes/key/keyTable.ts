import type { ColumnDescription, ConstraintDescription } from '../../engine/catalogue.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import type { ChangedType } from '../swap/changedType.js'
import type { CheckCopy } from '../constraints/checkCopies.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { PlanObjects } from '../parts/objectNames.js'
import type { SwapNames } from '../swap/swapNames.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Conversion } from '../swap/typeConversion.js'

/** A column that another one of the new type takes the place of. */
export type KeyMember = {
  readonly changed: ChangedType
  readonly old: ColumnDescription
  readonly now: ColumnDescription
  readonly names: SwapNames
  readonly conversion: Conversion
  /** Name, as SQL, of the constraint that the column beside holds no NULL; absent where it may. */
  readonly notNullCheck?: string
  /** Sequences that number the column, as SQL. */
  readonly sequences: readonly {
    readonly name: string
    readonly type: string
    /** It goes with the column that it belongs to. */
    readonly isOwned: boolean
  }[]
}

/** An index over columns beside, which takes the place of one over the old columns. */
export type KeyIndex = {
  readonly name: string
  readonly copyOf: string
  /** CREATE INDEX CONCURRENTLY, for a file of its own. */
  readonly sql: string
  readonly when: 'expand' | 'validate'
  /** The constraint that the old one stands behind. */
  readonly constraint?: 'primaryKey' | 'unique'
  /** The definition of the old one, as PostgreSQL prints it. */
  readonly definition: string
}

/** All that changes in one table. */
export type KeyTable = {
  readonly context: TableContext
  readonly members: readonly KeyMember[]
  readonly indexes: readonly KeyIndex[]
  readonly checks: readonly CheckCopy[]
  readonly objects: PlanObjects
  readonly key: BackfillKey
}

/** A foreign key between columns of which at least one changes. */
export type KeyReference = {
  readonly key: ConstraintDescription
  /** The table that has it, as SQL, and by its name. */
  readonly sqlTable: string
  readonly table: string
}

export type KeySwap = {
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  readonly tables: readonly KeyTable[]
  readonly joins: readonly KeyJoinTable[]
  readonly references: readonly KeyReference[]
}

/** The tables of the swap as SQL. */
export function sqlTablesOf({ tables, joins }: KeySwap): readonly string[] {
  return [
    ...tables.map(({ context }) => context.sqlTable),
    ...joins.map(({ sqlTable }) => sqlTable),
  ]
}
