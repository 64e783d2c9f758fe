import type { RecipeOffer } from '../../recipes/recipe.js'
import { listed, quotedTable } from '../../rules/phrases.js'
import { locksOf } from '../../rules/statementLocks.js'
import { sizeRead } from './sizeRead.js'
import type { AdvisedChange, Strategy } from './strategy.js'

/** Whether the plan makes a copy of the whole table, with all its changes. */
export function isCopy({ recipe }: Pick<RecipeOffer, 'recipe'>): boolean {
  return recipe === 'shadow-table'
}

/** Where a table is rewritten and one of its columns changes alone: the recipe takes two changes or more. */
export function shadowTableStrategies(change: AdvisedChange): readonly Strategy[] {
  const { rewritten } = locksOf(...change.statements)
  if (rewritten.length === 0 || change.offers.some(isCopy)) return []
  const tables = listed(rewritten.map(quotedTable))
  return [
    {
      kind: 'shadow-table',
      title: `Shadow table: a copy of ${tables} that takes its name`,
      downtime: 'The moment in which the names change, under ACCESS EXCLUSIVE.',
      complexity: {
        level: 'high',
        say: 'New table, triggers on every write, copy in batches, every row compared, foreign keys and grants made anew.',
      },
      risk: {
        level: 'high',
        say: 'For one column alone Concertina writes no such plan, so nothing of it is rehearsed.',
      },
      reversible: 'Until the old table is dropped, as long as triggers keep it up to date.',
      disk: `A second copy of ${tables} with its indexes, until the old one is dropped${sizeRead(change)}.`,
      time: { say: 'Not measured: the copy depends on the rows.', basis: 'not measured' },
      how: 'By hand. With two or more breaking changes of one table in one save the recipe shadow-table makes them in one copy.',
    },
  ]
}
