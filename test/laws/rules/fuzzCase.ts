import { createRandomness } from '../../../server/src/plans/simulation/randomness.js'
import { tokenize } from '../../../server/src/prisma/tokens.js'
import { tokensOf } from '../../../server/src/sql/tokens.js'
import { mutated } from './mutations.js'
import { schemaSeeds, sqlSeeds } from './seeds.js'

/** One spoiled text, the same for the same seed and number. */
export type FuzzCase = {
  readonly what: 'sql' | 'schema'
  readonly text: string
  /** The mutations that made it, in their order. */
  readonly by: readonly string[]
}

/** Three scripts for each schema. */
export function fuzzCase(seed: number, number: number): FuzzCase {
  const random = createRandomness(Math.imul(seed, 0x9e3779b1) ^ number)
  return number % 4 === 3
    ? { what: 'schema', ...mutated(random.pick(schemaSeeds), random, tokenize) }
    : { what: 'sql', ...mutated(sqlText(random), random, tokensOf) }
}

function sqlText(random: ReturnType<typeof createRandomness>): string {
  const text = random.pick(sqlSeeds)
  return random.chance(0.3) ? `${text}\n${random.pick(sqlSeeds)}` : text
}
