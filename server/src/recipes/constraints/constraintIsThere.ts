import { quoteLiteral } from '../../sql/quoting.js'
import type { VerifyPart } from '../parts/verifyQuery.js'

/** A row with `problem` where the table has no constraint of the name. */
export function constraintIsThere(sqlTable: string, name: string, problem: string): VerifyPart {
  return `SELECT ${quoteLiteral(problem)} AS "problem", ${quoteLiteral(name)} AS "key"
WHERE NOT EXISTS (
  SELECT FROM pg_constraint AS k
  WHERE k.conrelid = ${quoteLiteral(sqlTable)}::regclass AND k.conname = ${quoteLiteral(name)})`
}
