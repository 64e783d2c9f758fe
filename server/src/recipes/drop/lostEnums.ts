import { blockText } from '../../prisma/editBlocks.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { resolveType } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { usersOfEnum } from '../enums/enumUsers.js'
import { pendingActions, type TableContext } from '../parts/tableContext.js'

/** An enum that the schema loses together with the only table that uses it. */
export type LostEnum = {
  /** Its name in the committed schema. */
  readonly name: string
  /** The type as the script writes it. */
  readonly type: QualifiedName
  /** DROP TYPE. */
  readonly action: SqlAction
  /** The block as it was committed. */
  readonly text: string
}

/** `context` is that of the dropped table, with the model at git HEAD. */
export function lostEnums({ change, model, tableKey }: TableContext): readonly LostEnum[] {
  const { committed, target } = change
  const names = new Set(
    model.columns.flatMap(({ type }) => (type.kind === 'enum' ? [type.enum] : [])),
  )
  return [...names].flatMap((name) => {
    const lost = committed?.enums.find((one) => one.enum === name)
    if (lost === undefined || target.enums.some((one) => one.enum === name)) return []
    return pendingActions(change).flatMap(({ action }) => {
      if (action.kind !== 'dropType' || resolveType(action.type) !== typeOf(lost)) return []
      const users = usersOfEnum(change, action.type)
      return users.every((user) => user.tableKey === tableKey)
        ? [{ name, type: action.type, action, text: blockText(lost) }]
        : []
    })
  })
}

function typeOf({ schema, type }: EnumOfSchema): string {
  return resolveType({ name: type, ...(schema === undefined ? {} : { schema }) })
}
