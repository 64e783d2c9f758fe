import { dollarQuoted } from './sqlText.js'

/** `tables` are written as SQL, quoted. All take the same mode. */
export type TableLocks = {
  readonly tables: readonly string[]
  readonly mode: 'ACCESS EXCLUSIVE' | 'SHARE ROW EXCLUSIVE'
}

/**
 * One statement that takes the locks before the transaction does anything else. It waits 300 ms at
 * a time: whoever waits for a lock makes every later query on the table wait behind itself. After
 * 40 attempts, about a minute, it gives up with 55P03 and the transaction leaves nothing behind.
 * The locks live until the transaction ends. Several tables are locked in the order of their
 * names, in every file the same, so that two files cannot wait for each other.
 */
export function lockLoop({ tables, mode }: TableLocks): string {
  const names = [...new Set(tables)].toSorted().join(', ')
  return retryLoop(`LOCK TABLE ${names} IN ${mode} MODE`, 'lock')
}

/**
 * The same loop around a statement that takes its lock itself: for what LOCK TABLE would lock more
 * of, a view with all its tables.
 */
export function retryLoop(statement: string, tag: string): string {
  const body = `DECLARE
  attempts int := 0;
BEGIN
  LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '300ms', true);
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
  return `${explanation}\nDO ${dollarQuoted(body, tag)}`
}

const explanation = `-- Waits for the lock 300 ms at a time: whoever waits longer makes every later query wait behind it.`
