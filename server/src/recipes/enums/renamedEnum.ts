import { enumNamed } from '../../prisma/lookups.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { resolveType } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { usersOfEnum } from './enumUsers.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { pendingActions } from '../parts/tableContext.js'

/** An enum that the pending script drops, and one with the same values that it creates in its place. */
export type RenamedEnum = {
  readonly old: QualifiedName
  readonly created: QualifiedName
  readonly now: EnumOfSchema
  readonly subject: RecipeSubject
  /** The two types, and every column that is dropped and added again with the other. */
  readonly actions: readonly SqlAction[]
}

/** The values have to be the same, in any order, and no other new enum may have them. */
export function renamedEnums(change: PendingChange): readonly RenamedEnum[] {
  const actions = pendingActions(change).map(({ action }) => action)
  const created = actions.filter((action) => action.kind === 'createEnum')
  return actions.flatMap((dropped) => {
    if (dropped.kind !== 'dropType') return []
    const name = resolveType(dropped.type)
    const values = change.catalogue.enums[name]?.values
    const [user] = usersOfEnum(change, dropped.type)
    const [alike, ...others] = created.filter(
      (one) => values !== undefined && keyOf(one.values) === keyOf(values),
    )
    const now = alike && enumNamed(change.target, alike.type)
    if (alike === undefined || now === undefined || user === undefined) return []
    if (0 < others.length) return []
    const recreated = change.script.stories.columnRecreations.filter(
      ({ added }) => resolveType(added.column.typeName) === resolveType(alike.type),
    )
    return [
      {
        old: dropped.type,
        created: alike.type,
        now,
        subject: {
          model: user.model,
          table: user.tableKey,
          columns: user.columns.map((column) => column.name),
        },
        actions: [
          alike,
          ...recreated.flatMap(({ dropped: gone, added }) => [gone, added]),
          dropped,
        ],
      },
    ]
  })
}

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values.toSorted())
}
