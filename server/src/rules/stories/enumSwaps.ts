import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { resolveType } from '../resolveName.js'
import { ofKind, type PlacedAction } from './scriptActions.js'
import type { EnumSwap } from './story.js'

type Placed<K extends SqlAction['kind']> = PlacedAction<SqlAction & { readonly kind: K }>

/**
 * Enums that the script makes anew without some of their values. Prisma makes the new type under
 * another name, moves the columns over and then swaps the names; by hand people also give the old
 * type another name first and make the new one under the right name.
 */
export function enumSwaps(actions: readonly PlacedAction[]): readonly EnumSwap[] {
  const renames = ofKind(actions, 'renameType')
  return ofKind(actions, 'createEnum').flatMap((created) => {
    const replaced = renamedInto(created, renames) ?? renamedAway(created, renames)
    const old = replaced && created.statement.before.enums[replaced.oldName]
    if (replaced === undefined || old === undefined) return []

    const { values } = created.action
    const removed = old.values.filter((value) => !values.includes(value))
    const conversions = ofKind(actions, 'alterColumnType').filter(
      ({ action, order }) =>
        created.order < order && resolveType(action.typeName) === resolveType(created.action.type),
    )
    if (removed.length === 0) return []
    return [
      {
        type: replaced.type,
        removed,
        added: values.filter((value) => !old.values.includes(value)),
        created: created.action,
        conversions: [...new Set(conversions.map(({ statement }) => statement.index))],
        columns: columnsOf(created, replaced.oldName),
        actions: [created, ...replaced.renames, ...conversions].map(({ action }) => action),
      },
    ]
  })
}

/** `type` is the enum's name in the end, `oldName` that of the old type when the new one is created. */
type Replaced = {
  readonly type: string
  readonly oldName: string
  readonly renames: readonly Placed<'renameType'>[]
}

function renamedInto(
  created: Placed<'createEnum'>,
  renames: readonly Placed<'renameType'>[],
): Replaced | undefined {
  const later = renames.filter(({ order }) => created.order < order)
  const own = later.find(({ action }) => isType(action.type, resolveType(created.action.type)))
  if (own === undefined) return undefined
  const type = newNameOf(own)
  const away = later.filter(({ action }) => isType(action.type, type))
  return { type, oldName: type, renames: [own, ...away] }
}

function renamedAway(
  created: Placed<'createEnum'>,
  renames: readonly Placed<'renameType'>[],
): Replaced | undefined {
  const type = resolveType(created.action.type)
  const away = renames.find(
    ({ action, order }) => order < created.order && isType(action.type, type),
  )
  return away && { type, oldName: newNameOf(away), renames: [away] }
}

function isType(name: QualifiedName, type: string): boolean {
  return resolveType(name) === type
}

function newNameOf({ action: { type, newName } }: Placed<'renameType'>): string {
  return resolveType({ ...type, name: newName })
}

function columnsOf(
  { statement: { before, newTables } }: PlacedAction,
  type: string,
): EnumSwap['columns'] {
  return Object.entries(before.tables)
    .filter(([table]) => !newTables.has(table))
    .flatMap(([table, { columns }]) =>
      columns
        .filter(({ typeName }) => typeName === type)
        .map(({ name }) => ({ table, column: name })),
    )
}
