import type { SqlAction } from '../sql/action.js'
import { partOf, type Part } from './namePart.js'

/**
 * What a list of actions does, one phrase a change, in the order of the script: "add email and phone
 * to User", "drop User nickname". Actions of one kind on one table share a phrase.
 */
export function phrasesOf(actions: readonly SqlAction[]): readonly string[] {
  const created = tablesCreatedBy(actions)
  const swapped = typesSwappedBy(actions)
  const parts = actions
    .filter(
      (action) => !isPartOfCreation(action, created) && !isPartOfSwap(action, swapped, actions),
    )
    .map(partOf)
    .filter((part) => part !== undefined)
  return joined(parts)
}

function joined(parts: readonly Part[]): readonly string[] {
  const groups = new Map<string, { readonly part: Part; readonly things: Set<string> }>()
  for (const part of parts) {
    const key = JSON.stringify([part.before, part.after])
    const group = groups.get(key) ?? { part, things: new Set() }
    groups.set(key, group)
    group.things.add(part.thing)
  }
  return [...groups.values()].map(({ part, things }) =>
    [part.before, [...things].join(' and '), part.after].filter((word) => word !== '').join(' '),
  )
}

function tablesCreatedBy(actions: readonly SqlAction[]): ReadonlySet<string> {
  return new Set(
    actions.flatMap((action) =>
      action.kind === 'createTable' || action.kind === 'createTableAs' ? [action.table.name] : [],
    ),
  )
}

/** Indexes, keys and rows of a table that the same script creates are part of creating it. */
function isPartOfCreation(action: SqlAction, created: ReadonlySet<string>): boolean {
  if (action.kind === 'createTable' || action.kind === 'createTableAs') return false
  if (action.kind === 'createIndex') return created.has(action.index.table.name)
  return 'table' in action && action.table !== undefined && created.has(action.table.name)
}

/** `Role` where the script renames the type "Role" to "Role_old". */
function typesSwappedBy(actions: readonly SqlAction[]): ReadonlySet<string> {
  return new Set(
    actions.flatMap((action) =>
      action.kind === 'renameType' && action.newName === `${action.type.name}_old`
        ? [action.type.name]
        : [],
    ),
  )
}

/**
 * Prisma removes an enum value by a new type "Role_new", a change of every column with its default
 * taken off and put back, two renames and a drop. Only the rename to "Role_old" speaks for them all.
 */
function isPartOfSwap(
  action: SqlAction,
  swapped: ReadonlySet<string>,
  actions: readonly SqlAction[],
): boolean {
  const helper = (type: string) =>
    swapped.has(type.replace(/_(new|old)$/, '')) && !swapped.has(type)
  if (action.kind === 'alterColumnType') return helper(action.typeName.name)
  if (action.kind === 'dropDefault' || action.kind === 'setDefault') {
    return actions.some(
      (other) =>
        other.kind === 'alterColumnType' &&
        helper(other.typeName.name) &&
        other.table.name === action.table.name &&
        other.column === action.column,
    )
  }
  return 'type' in action && typeof action.type === 'object' && helper(action.type.name)
}
