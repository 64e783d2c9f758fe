import { droppedTables, subjectOfDrop } from './droppedTable.js'
import type { Alternative, PendingChange } from '../recipe.js'

/** The table stays, unseen by the client: no row is lost, and nothing has to be restored. */
export function ignoreTableAlternatives(change: PendingChange): readonly Alternative[] {
  return droppedTables(change).flatMap((dropped) => {
    const { context, hidden, actions } = dropped
    if (hidden.kind === 'refusal') return []
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
