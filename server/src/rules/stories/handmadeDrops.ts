import { nameOfTable } from '../resolveName.js'
import { droppedObject, type DroppedObject } from './droppedObject.js'
import { isHandmade } from './handmadeObject.js'
import type { PlacedAction, ScriptBeforeStories } from './scriptActions.js'
import { isShown } from './shownInSchema.js'
import type { HandmadeDrop } from './story.js'
import { isWrittenByPrisma } from './writtenByPrisma.js'

/**
 * Objects that a pending script drops although nobody removed them from the schema: a migration
 * made them by hand, and the schema has never shown them. With the committed schema at hand, that
 * is what it does not show, unless Prisma itself wrote it since the last commit. Without it only what Prisma never writes is certain to be handmade:
 * whether any other object was in the schema yesterday cannot be known.
 */
export function handmadeDrops(
  script: ScriptBeforeStories,
  actions: readonly PlacedAction[],
): readonly HandmadeDrop[] {
  if (script.origin !== 'pending') return []
  const found = actions.flatMap(({ action, statement }): HandmadeDrop[] => {
    const dropped = droppedObject(action, statement.before)
    if (dropped === undefined || statement.newTables.has(nameOfTable(dropped.table))) return []
    const because = reasonOf(dropped, script)
    if (because === undefined) return []
    const { object, name, table } = dropped
    return [{ action, object, name, table: nameOfTable(table), because }]
  })
  // A table takes its indexes and keys along.
  const tables = found.filter(({ object }) => object === 'table').map(({ table }) => table)
  return found.filter(({ object, table }) => object === 'table' || !tables.includes(table))
}

function reasonOf(
  dropped: DroppedObject,
  { committed, target, uncommitted = [] }: ScriptBeforeStories,
): HandmadeDrop['because'] | undefined {
  // A migration that Prisma wrote since the last commit follows a schema that git has not seen.
  if (isWrittenByPrisma(dropped, uncommitted) === true) return undefined
  if (committed !== undefined) return isShown(dropped, committed) ? undefined : 'uncommitted'
  return isHandmade(dropped, target) ? 'handmade' : undefined
}
