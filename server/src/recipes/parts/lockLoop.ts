import { dollarQuoted } from './sqlText.js'

/** `tables` are written as SQL, quoted. All take the same mode. */
export type TableLocks = {
  readonly tables: readonly string[]
  readonly mode: 'ACCESS EXCLUSIVE' | 'SHARE ROW EXCLUSIVE'
}

/**
 * One statement that takes the locks before the transaction does anything else. It waits 300 ms at
 * a time: whoever waits for a lock makes every later query on the table wait behind itself. PostgreSQL
 * counts lock_timeout anew for each lock, and a table that is locked already makes others wait while
 * the next one is waited for: several tables share the 300 ms. After 40 attempts, about a minute, it
 * gives up with 55P03 and the transaction leaves nothing behind. The locks live until the transaction
 * ends. Several tables are locked in the order of their names, in every file the same, so that two
 * files cannot wait for each other.
 */
export function lockLoop({ tables, mode }: TableLocks): string {
  const names = [...new Set(tables)].toSorted()
  return retryLoop(`LOCK TABLE ${names.join(', ')} IN ${mode} MODE`, 'lock', names.length)
}

/**
 * The same loop around a statement that takes its locks itself, that many of them: for what LOCK TABLE would
 * lock more of, a view with all its tables.
 */
export function retryLoop(statement: string, tag: string, locks = 1): string {
  const body = `DECLARE
  attempts int := 0;
BEGIN
  LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '${Math.max(Math.floor(longestMs / locks), leastMs)}ms', true);
      ${statement};
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      attempts := attempts + 1;
      IF attempts >= 40 THEN
        RAISE;
      END IF;
      PERFORM pg_sleep(0.2 + random() * 1.8);
    END;
  END LOOP;
END`
  return `${locks === 1 ? explanation : severally}\nDO ${dollarQuoted(body, tag)}`
}

const longestMs = 300
/** Less would not outlast even the shortest transactions. */
const leastMs = 20

const severally = `-- Waits for the locks 300 ms at a time, all together: whoever waits longer makes every later query wait behind it.`
const explanation = `-- Waits for the lock 300 ms at a time: whoever waits longer makes every later query wait behind it.`
