import type { PlannedBackfill } from '../../recipes/recipe.js'
import { splitStatements } from '../../sql/splitStatements.js'

/** backfill.sql: one batch, with parameters, as the runner and psql's PREPARE take it. */
export function backfillFile({ key, sql }: PlannedBackfill): string {
  const parameters = key.map((name, index) => `$${index + 1} = ${oneLine(name)}`).join(', ')
  return `-- One batch of the backfill, in a transaction of its own. Running it again changes nothing.
-- ${parameters}: the key at which the batch begins. $${key.length + 1}: the number of rows.
-- Returns the key of the next batch, NULL at the end of the table, and the number of changed rows.
${onlyStatement(sql)};
`
}

/** verify.sql: one query. */
export function verifyFile(sql: string): string {
  return `-- Returns no row when the migrate phase is complete. Ask the primary, not a replica.
${onlyStatement(sql)};
`
}

/** The one statement of a script, without comments and semicolon; a draft may or may not have written them. */
export function onlyStatement(sql: string): string {
  const [statement] = splitStatements(sql)
  return statement?.text ?? sql
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ')
}
