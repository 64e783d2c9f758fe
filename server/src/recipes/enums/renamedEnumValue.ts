import { enumNamed } from '../../prisma/lookups.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { resolveType } from '../../rules/resolveName.js'
import type { EnumSwap } from '../../rules/stories/story.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { usersOfEnum } from './enumUsers.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { pendingActions } from '../parts/tableContext.js'

/** A value that the schema has lost, and one that stands for it now. */
export type RenamedEnumValue = {
  readonly change: PendingChange
  readonly type: QualifiedName
  readonly now: EnumOfSchema
  readonly oldLabel: string
  readonly newLabel: string
  readonly subject: RecipeSubject
  readonly actions: readonly SqlAction[]
}

/**
 * Prisma makes the type anew for it, and fails on the first row that holds the value. The pairs
 * stand at the same place of the enum, or are the only value that came and the only one that went.
 * An enum that also loses or gets others is left out: nothing but the renames must be pending.
 */
export function renamedEnumValues(change: PendingChange): readonly RenamedEnumValue[] {
  return change.script.stories.enumSwaps.flatMap((swap) => {
    const type = typeOfSwap(swap)
    const now = enumNamed(change.target, type)
    const old = change.catalogue.enums[swap.type]
    const [user] = usersOfEnum(change, type)
    if (now === undefined || old === undefined || user === undefined) return []
    const labels = now.values.map(({ label }) => label)
    const isOnly = swap.removed.length === 1 && swap.added.length === 1
    const pairs = swap.removed.flatMap((oldLabel) => {
      const newLabel = isOnly ? swap.added[0] : labels[old.values.indexOf(oldLabel)]
      return newLabel === undefined || !swap.added.includes(newLabel)
        ? []
        : [{ oldLabel, newLabel }]
    })
    if (pairs.length < Math.max(swap.removed.length, swap.added.length)) return []
    return pairs.map((pair) => ({
      change,
      type,
      now,
      ...pair,
      subject: {
        model: user.model,
        table: user.tableKey,
        columns: user.columns.map(({ name }) => name),
      },
      actions: actionsOfSwap(change, swap),
    }))
  })
}

/** With a schema only where the script writes one. */
export function typeOfSwap({ type, created }: EnumSwap): QualifiedName {
  const name = type.slice(resolveType({ ...created.type, name: '' }).length)
  return { ...created.type, name }
}

/** The transaction that Prisma writes around it, with the defaults that it takes off and puts on. */
export function actionsOfSwap(change: PendingChange, swap: EnumSwap): readonly SqlAction[] {
  const actions = pendingActions(change).map(({ action }) => action)
  const place = actions.indexOf(swap.created)
  const isCommand = (action: SqlAction, command: string) =>
    action.kind === 'transaction' && action.command === command
  const begin = actions.slice(0, place).findLastIndex((action) => isCommand(action, 'begin'))
  const commit = actions.findIndex((action, index) => place < index && isCommand(action, 'commit'))
  return begin === -1 || commit === -1 ? swap.actions : actions.slice(begin, commit + 1)
}
