import { quoteIdentifier } from '../../sql/quoting.js'
import { searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'
import {
  downValue,
  keyList,
  sameKey,
  upValue,
  type ShadowColumn,
  type ShadowKey,
} from './shadowColumns.js'
import type { SyncNames } from './shadowNames.js'

/** Rows of one table that triggers take over into another one. */
export type TableSync = {
  readonly names: SyncNames
  /** Both as SQL. */
  readonly from: string
  readonly into: string
  readonly key: ShadowKey
  readonly columns: readonly ShadowColumn[]
  /** `up`: from the old table to the new one; `down`: the way back. */
  readonly direction: 'up' | 'down'
  /** Name of the table, by which an expression may call its row. */
  readonly alias: string
}

/** Every row that is written, deleted or truncated away, in the transaction that does it. */
export function createTableSync(sync: TableSync): readonly string[] {
  const { names, from } = sync
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    searchPathForFunction,
    triggerFunction(names.function, body(sync)),
    `CREATE TRIGGER ${names.trigger} AFTER INSERT OR UPDATE OR DELETE ON ${from}
  FOR EACH ROW EXECUTE FUNCTION ${names.function}()`,
    `CREATE TRIGGER ${names.truncateTrigger} AFTER TRUNCATE ON ${from}
  FOR EACH STATEMENT EXECUTE FUNCTION ${names.function}()`,
  ]
}

export function dropTableTriggers({ names, from }: Pick<TableSync, 'names' | 'from'>) {
  return [
    `DROP TRIGGER ${names.trigger} ON ${from}`,
    `DROP TRIGGER ${names.truncateTrigger} ON ${from}`,
  ]
}

/** Columns for an INSERT; a numbered key that only PostgreSQL may write keeps its number. */
export function insertTarget(into: string, columns: readonly ShadowColumn[]): string {
  const numbered = columns.some(({ now }) => now.identity === 'always')
  const list = columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  return `${into} (${list})${numbered ? ' OVERRIDING SYSTEM VALUE' : ''}`
}

function body({ into, key, columns, direction, alias }: TableSync): string {
  const row = quoteIdentifier(alias)
  const value = direction === 'up' ? upValue : downValue
  const rest = columns.filter(
    ({ name, now }) => !key.columns.includes(name) && now.identity !== 'always',
  )
  const assignments = rest
    .map(({ name }) => quoteIdentifier(name))
    .map((name) => `${name} = excluded.${name}`)
  const again = assignments.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${assignments.join(', ')}`
  return `#variable_conflict use_column
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE ${into};
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ROW(${keyList(key, 'NEW.')}) IS DISTINCT FROM ROW(${keyList(key, 'OLD.')})) THEN
    DELETE FROM ${into} AS c WHERE ${sameKey(key, 'c', 'OLD')};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO ${insertTarget(into, columns)}
    SELECT ${columns.map((column) => value(column, row)).join(', ')}
    FROM (SELECT NEW.*) AS ${row}
    ON CONFLICT (${keyList(key)}) ${again};
  END IF;
  RETURN NULL;
END`
}
