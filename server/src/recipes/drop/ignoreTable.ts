import { mergeTables } from '../merge-tables.js'
import { droppedTables, subjectOfDrop } from './droppedTable.js'
import type { Alternative, PendingChange } from '../recipe.js'

/**
 * The table stays, unseen by the client: no row is lost, and nothing has to be restored. Not for
 * those whose rows a plan can bring into another table: they would stay behind there.
 */
export function ignoreTableAlternatives(change: PendingChange): readonly Alternative[] {
  const merged = mergeTables
    .detect(change)
    .filter(({ draft }) => draft({}).kind === 'plan')
    .flatMap(({ actions }) => actions)
  return droppedTables(change).flatMap((dropped) => {
    const { context, hidden, actions } = dropped
    if (hidden.kind === 'refusal' || actions.some((one) => merged.includes(one))) return []
    return [
      {
        kind: 'ignore' as const,
        title: `Keep the table "${context.table.name}", hidden from the client: @@ignore`,
        subject: subjectOfDrop(dropped),
        actions,
        answer: { kind: 'schema' as const, edits: hidden.put },
      },
    ]
  })
}
