import type { RehearsalStep } from '../../engine/messages.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { script } from './rehearsal.js'

/** SQL state of a check that found a row; the message is then the row. */
export const rowFound = 'CN001'

/**
 * Fails with the first row that the query returns. As one simple query it takes a third of the time
 * that fetching rows would, and there is one behind every rehearsed write.
 */
export function failOnRow(queryText: string): RehearsalStep {
  return script(`DO $concertina_check$
#variable_conflict use_column
DECLARE concertina_row record;
BEGIN
  FOR concertina_row IN ${onlyStatement(queryText)}
  LOOP
    RAISE EXCEPTION USING ERRCODE = '${rowFound}', MESSAGE = concertina_row::text;
  END LOOP;
END $concertina_check$`)
}

/** The query without its semicolon and the comments around it. */
export function onlyStatement(queryText: string): string {
  return splitStatements(queryText)[0]?.text ?? ''
}
