import type { Catalogue } from '../engine/catalogue.js'
import type { SqlExpression } from '../sql/action.js'
import { functionsIn } from './expressionTree.js'

/**
 * Whether a default has to be evaluated for every row. `volatile`: it calls a function that is
 * declared so; `unknown`: it calls one that neither the catalogue nor the list below knows, which
 * is then one of PostgreSQL's or an extension's; `constant`: it calls none, or only functions
 * whose answer is the same for the whole statement.
 */
export function volatilityOfDefault(
  { node }: SqlExpression,
  catalogue: Catalogue,
): 'constant' | 'unknown' | 'volatile' {
  const volatilities = functionsIn(node).map((name) => volatilityOf(name, catalogue))
  if (volatilities.includes('volatile')) return 'volatile'
  return volatilities.includes('unknown') ? 'unknown' : 'constant'
}

function volatilityOf(name: string, catalogue: Catalogue): 'constant' | 'unknown' | 'volatile' {
  const own = catalogue.functions.filter((candidate) => candidate.name === name)
  if (own.length > 0) {
    return own.some(({ volatility }) => volatility === 'volatile') ? 'volatile' : 'constant'
  }
  if (volatileFunctions.has(name)) return 'volatile'
  return stableFunctions.has(name) ? 'constant' : 'unknown'
}

/** `provolatile = 'v'` in PostgreSQL 18 and in uuid-ossp and pgcrypto, where a default may call it. */
const volatileFunctions: ReadonlySet<string> = new Set([
  'clock_timestamp',
  'currval',
  'gen_random_bytes',
  'gen_random_uuid',
  'gen_salt',
  'lastval',
  'nextval',
  'pg_sleep',
  'random',
  'random_normal',
  'setval',
  'timeofday',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'uuidv4',
  'uuidv7',
])

const stableFunctions: ReadonlySet<string> = new Set([
  'now',
  'statement_timestamp',
  'transaction_timestamp',
])
