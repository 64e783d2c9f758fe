import { explicitJoins, subjectOfJoin } from './explicitJoin.js'
import { joinMapping } from './joinMapping.js'
import type { Alternative, PendingChange } from '../recipe.js'

/** A model on the table of the implicit relation whose place it takes: what is there stays. */
export function mapJoinTableAlternatives(change: PendingChange): readonly Alternative[] {
  return explicitJoins(change).map((join) => {
    const { context, payload } = join
    const rest =
      payload.length === 0
        ? ''
        : `; its ${payload.length === 1 ? 'other column comes' : 'other columns come'} in a change behind it`
    return {
      kind: 'map' as const,
      title: `Keep the table "${context.table.name}": @@map, and @map("A") and @map("B") on its fields${rest}`,
      subject: subjectOfJoin(join),
      actions: join.actions,
      answer: { kind: 'schema' as const, edits: joinMapping(join) },
    }
  })
}
