import { enumNamed } from '../../prisma/lookups.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { usersOfEnum, type EnumUser } from './enumUsers.js'
import type { PendingChange } from '../recipe.js'
import { actionsOfSwap, typeOfSwap } from './renamedEnumValue.js'
import { pendingActions } from '../parts/tableContext.js'

/** The values that an enum in use loses. */
export type RemovedEnumValues = {
  readonly change: PendingChange
  readonly type: QualifiedName
  /** The enum as the schema has it now. */
  readonly now: EnumOfSchema
  /** Labels that it has in the database. */
  readonly old: readonly string[]
  readonly removed: readonly string[]
  readonly kept: readonly string[]
  readonly actions: readonly SqlAction[]
  /** At least one. */
  readonly users: readonly [EnumUser, ...(readonly EnumUser[])]
}

/** Where values come too, somebody may have renamed one: that is another question. */
export function removedEnumValues(change: PendingChange): readonly RemovedEnumValues[] {
  return change.script.stories.enumSwaps.flatMap((swap) => {
    const type = typeOfSwap(swap)
    const now = enumNamed(change.target, type)
    const old = change.catalogue.enums[swap.type]
    const [first, ...others] = usersOfEnum(change, type)
    if (now === undefined || old === undefined || first === undefined) return []
    if (swap.added.length > 0) return []
    const users = [first, ...others] as const
    const own = new Set([...actionsOfSwap(change, swap), ...defaultActions(change, users)])
    return [
      {
        change,
        type,
        now,
        old: old.values,
        removed: swap.removed,
        kept: old.values.filter((label) => !swap.removed.includes(label)),
        // In the order of the script.
        actions: pendingActions(change).flatMap(({ action }) => (own.has(action) ? [action] : [])),
        users,
      },
    ]
  })
}

/** Prisma sets a default that changes in a statement of its own behind the COMMIT. */
export function defaultActions(
  change: PendingChange,
  users: readonly EnumUser[],
): readonly SqlAction[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'setDefault' && action.kind !== 'dropDefault') return []
    const table = resolveRelation(change.catalogue, action.table)
    return users.some(
      ({ tableKey, columns }) =>
        tableKey === table && columns.some(({ name }) => name === action.column),
    )
      ? [action]
      : []
  })
}

/** The default of a column when the change is made. */
export function defaultAfter(
  { change }: Pick<RemovedEnumValues, 'change'>,
  { tableKey }: EnumUser,
  column: string,
): string | undefined {
  const after = change.script.after.tables[tableKey]
  return after?.columns.find(({ name }) => name === column)?.default
}
