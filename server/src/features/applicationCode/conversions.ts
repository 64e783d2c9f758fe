import type { PlanDocument } from '../../plans/document/planDocument.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { PlanFields } from './planFields.js'

/** How each shape is made of the other: SQL over the columns of a row, by the column that it makes. */
export type Conversions = {
  readonly toNew: ReadonlyMap<string, string>
  readonly toOld: ReadonlyMap<string, string>
}

/**
 * The expressions of the plan itself, so that code and trigger cannot differ. Undefined where only
 * the trigger knows them: the conversions of a changed type.
 */
export function conversionsOf(
  { recipe, answers }: PlanDocument,
  { old, added }: PlanFields,
): Conversions | undefined {
  const [from, ...moreOld] = old
  const [to, ...moreNew] = added
  if (from === undefined || to === undefined) return undefined
  if (recipe === 'rename-column' && moreOld.length === 0 && moreNew.length === 0) {
    return {
      toNew: new Map([[to.column, quoteIdentifier(from.column)]]),
      toOld: new Map([[from.column, quoteIdentifier(to.column)]]),
    }
  }
  const answered = (columns: readonly ColumnOfField[]) =>
    new Map(
      columns.flatMap(({ column }) => {
        const expression = answers[column]
        return expression === undefined ? [] : [[column, `(${expression})`] as const]
      }),
    )
  const [toNew, toOld] = [answered(added), answered(old)]
  return toNew.size === added.length && toOld.size === old.length ? { toNew, toOld } : undefined
}
