import type { AdvisedChange, Strategy, StrategyKind } from './strategy.js'

/** Marks the first choice and puts it in front; the others keep their order. */
export function recommended(
  { findings }: AdvisedChange,
  strategies: readonly Strategy[],
): readonly Strategy[] {
  const isHarmless = !findings.some(
    ({ severity }) => severity === 'error' || severity === 'warning',
  )
  const order = isHarmless ? harmless : harmful
  const [kind, why] = order.find(([one]) => strategies.some((each) => each.kind === one)) ?? []
  const choice = strategies.find((one) => one.kind === kind)
  if (choice === undefined || why === undefined) return strategies
  return [{ ...choice, recommended: why }, ...strategies.filter((strategy) => strategy !== choice)]
}

type Choices = readonly (readonly [StrategyKind, string])[]

const harmless: Choices = [['in-place', 'No rule warns of it.']]

// Where the rules warn, the least work that hurts nobody.
const harmful: Choices = [
  ['schema-only', 'The database has nothing to do.'],
  ['view-flip', 'Nobody waits, and no row is written.'],
  ['expand-contract', 'Nobody waits, and there is a way back.'],
  ['shadow-table', 'The table is written anew once for all of it, and there is a way back.'],
  ['safe-form', 'Nobody waits while the table is read.'],
  ['window', 'No recipe takes the change, and in place somebody is hurt.'],
]
