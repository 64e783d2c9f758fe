import { columnNamed } from '../../prisma/lookups.js'
import type { ChangedType } from '../swap/changedType.js'
import { shortName } from '../parts/objectNames.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { defaultAfter, type RemovedEnumValues } from './removedEnumValues.js'
import { tableContext } from '../parts/tableContext.js'

/** An enum that is made anew, by whatever change of its values. */
export type RemadeEnum = Pick<RemovedEnumValues, 'change' | 'type' | 'now' | 'users' | 'actions'>

/**
 * The one column that has the type: with more of them each would be moved, and the type behind the
 * last. `instead` says what there is for others.
 */
export function remadeColumn(
  found: RemadeEnum,
  instead: string,
): ({ readonly kind: 'changed' } & ChangedType) | RecipeRefusal {
  const { users, change, actions } = found
  const [user, other] = users
  const [old, second] = user.columns
  const elsewhere = other ?? (second === undefined ? undefined : user)
  if (elsewhere !== undefined || old === undefined) {
    return refusal(
      `"${elsewhere?.table.name ?? ''}" has another column of the enum. The second type is for one column: ${instead}`,
    )
  }
  if (old.array) {
    return refusal(`"${old.name}" is a list, and the second type is for one value: ${instead}`)
  }
  const schema = user.table.schema
  const context = tableContext(
    change,
    found.type.schema === undefined && schema === 'public'
      ? { name: user.table.name }
      : { schema, name: user.table.name },
  )
  const field = context && columnNamed(context.model, old.name)
  if (context === undefined || field === undefined) {
    return refusal(`No model of the schema stands for "${user.table.name}".`)
  }
  const text = defaultAfter(found, user, old.name)
  return {
    kind: 'changed',
    context,
    old,
    now: {
      name: old.name,
      type: old.type,
      typeName: `${old.typeName}, the second`,
      typeKind: old.typeKind,
      array: false,
      notNull: old.notNull,
      ...(text === undefined ? {} : { default: text }),
    },
    field,
    operation: 'F3',
    actions,
  }
}

/** A free name for the second type. */
export function secondType({ change, type, now }: RemadeEnum): string {
  const schema = type.schema ?? now.schema ?? 'public'
  for (let number = 2; ; number += 1) {
    const name = shortName(type.name, `_v${number}`)
    if (change.catalogue.enums[`${schema}.${name}`] === undefined) return name
  }
}

/** A free name for its enum in the schema. */
export function secondEnum({ change, now }: RemadeEnum): string {
  const taken = new Set(
    change.target.documents.flatMap(({ blocks }) => blocks.map(({ name }) => name.text)),
  )
  for (let number = 2; ; number += 1) {
    const name = `${now.enum}V${number}`
    if (!taken.has(name)) return name
  }
}
