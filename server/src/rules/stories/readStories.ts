import { columnStories } from './columnStories.js'
import { enumSwaps } from './enumSwaps.js'
import { handmadeDrops } from './handmadeDrops.js'
import { actionsOf, type ScriptBeforeStories } from './scriptActions.js'
import type { ScriptStories } from './story.js'
import { tableStories } from './tableStories.js'

/** What several actions of a script mean together. */
export function readStories(script: ScriptBeforeStories): ScriptStories {
  const all = actionsOf(script)
  const handmade = handmadeDrops(script, all)
  const others = all.filter(({ action }) => !handmade.some((story) => story.action === action))
  const { renames, recreations } = columnStories(script, others)
  const tables = tableStories(script, others)
  const swaps = enumSwaps(others)
  return {
    columnRenames: renames,
    columnRecreations: recreations,
    tableRenames: tables,
    enumSwaps: swaps,
    handmadeDrops: handmade,
    told: new Set([
      ...handmade.map(({ action }) => action),
      ...[...renames, ...recreations].flatMap(({ dropped, added }) => [dropped, added]),
      ...tables.flatMap(({ dropped, created }) => [dropped, created]),
      ...swaps.flatMap(({ actions }) => actions),
    ]),
  }
}
