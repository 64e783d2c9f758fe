import { enumNamed } from '../../prisma/lookups.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { leadingArgument } from '../../prisma/attributeArguments.js'
import { resolveType } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { usersOfEnum, type EnumUser } from './enumUsers.js'
import type { PendingChange } from '../recipe.js'
import { pendingActions } from '../parts/tableContext.js'

/** The values that an enum in use gets. */
export type AddedEnumValues = {
  readonly change: PendingChange
  readonly type: QualifiedName
  /** The enum as the schema has it now. */
  readonly now: EnumOfSchema
  /** Labels that it has in the database. */
  readonly old: readonly string[]
  readonly added: readonly string[]
  /** ALTER TYPE … ADD VALUE, as Prisma writes it. */
  readonly statements: readonly string[]
  readonly actions: readonly SqlAction[]
  /** At least one. */
  readonly users: readonly [EnumUser, ...(readonly EnumUser[])]
}

/** An enum that no column has can get what it likes: nobody reads it. */
export function addedEnumValues(change: PendingChange): readonly AddedEnumValues[] {
  const found = pendingActions(change).flatMap(({ action, statement }) =>
    action.kind === 'addEnumValue' ? [{ action, statement }] : [],
  )
  const types = new Map(found.map(({ action }) => [resolveType(action.type), action.type]))
  return [...types].flatMap(([name, type]) => {
    const own = found.filter(({ action }) => resolveType(action.type) === name)
    const now = enumNamed(change.target, type)
    const old = change.catalogue.enums[name]
    const [first, ...others] = usersOfEnum(change, type)
    if (now === undefined || old === undefined || first === undefined) return []
    return [
      {
        change,
        type,
        now,
        old: old.values,
        added: own.map(({ action }) => action.value),
        statements: own.map(({ statement }) => statement),
        actions: own.map(({ action }) => action),
        users: [first, ...others] as const,
      },
    ]
  })
}

/** A field whose default is one of the new values: its model and name. */
export function defaultWithNewValue({
  change,
  now,
  added,
}: AddedEnumValues):
  { readonly model: string; readonly field: string; readonly value: string } | undefined {
  for (const { model, columns } of change.target.tables) {
    for (const { field, type, default: attribute } of columns) {
      if (type.kind !== 'enum' || type.enum !== now.enum || attribute === undefined) continue
      const text = leadingArgument(attribute, 'value')
      const names = namesIn(text)
      const found = now.values.find(
        ({ value, label }) => added.includes(label) && names.includes(value.name.text),
      )
      if (found !== undefined) return { model, field: field.name.text, value: found.label }
    }
  }
  return undefined
}

/** `USER`, or the names of a list. */
function namesIn(expression: ReturnType<typeof leadingArgument>): readonly string[] {
  if (expression?.kind === 'array') return expression.items.flatMap((item) => namesIn(item))
  return expression?.kind === 'name' ? [expression.name] : []
}
