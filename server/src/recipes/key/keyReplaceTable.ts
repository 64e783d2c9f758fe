import type { ColumnDescription, ConstraintDescription } from '../../engine/catalogue.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import type { ChangedType } from '../swap/changedType.js'
import type { FieldDefinition } from '../parts/fieldDefinition.js'
import type { KeyIndex } from './keyTable.js'
import type { PlanObjects } from '../parts/objectNames.js'
import type { SwapNames } from '../swap/swapNames.js'
import type { TableContext } from '../parts/tableContext.js'

/** A column that another one takes the place of, whose values have nothing to do with the old ones. */
export type ReplacedMember = {
  readonly changed: ChangedType
  readonly old: ColumnDescription
  readonly now: ColumnDescription
  /** The column beside, and its field until it is the key. */
  readonly names: SwapNames
  /** The field of the old column from then on. */
  readonly oldField: string
  /** How the old field read before the change. */
  readonly before: FieldDefinition
  /** Name, as SQL, of the constraint that the column beside holds no NULL; absent where it may. */
  readonly notNullCheck?: string
  /** What it refers to; absent for the key itself, which gets values of its own. */
  readonly refersTo?: KeyTarget
}

export type KeyTarget = {
  /** The table that it refers to, as SQL, and the two columns there. */
  readonly sqlTable: string
  readonly tableKey: string
  readonly column: string
  readonly beside: string
  readonly key: ConstraintDescription
  /** The foreign key between the new columns. */
  readonly newKey: string
}

/** A primary key that changes its columns. */
export type ReplacedKey = {
  readonly name: string
  readonly columns: readonly string[]
  /** Unique index over the new columns, which becomes the key. */
  readonly index: string
  /** Unique index over the old ones, by which old code goes on finding its rows. */
  readonly oldIndex: string
  readonly definition: string
}

export type ReplacedTable = {
  readonly context: TableContext
  readonly members: readonly ReplacedMember[]
  readonly indexes: readonly KeyIndex[]
  readonly primaryKey?: ReplacedKey
  readonly objects: PlanObjects
  readonly key: BackfillKey
}

export type KeyReplacement = {
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  /** SQL for a new value of a key, over the row `NEW`. */
  readonly generator: (member: ReplacedMember) => string
  readonly answers: Readonly<Record<string, string>>
  readonly tables: readonly ReplacedTable[]
}

export function replacedTables({ tables }: KeyReplacement): readonly string[] {
  return tables.map(({ context }) => context.sqlTable)
}
