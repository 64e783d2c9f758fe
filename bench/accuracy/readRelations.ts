import type { Client } from 'pg'
import { isLockMode, lockStrength } from '../../server/src/engine/lockMode.js'

/** Tables, views and materialised views by their number; `file` changes when the rows are written anew. */
export type Relations = ReadonlyMap<
  number,
  { readonly name: string; readonly kind: string; readonly file: number | null }
>

export async function readRelations(client: Client): Promise<Relations> {
  const { rows } = await client.query<{
    oid: number
    name: string
    kind: string
    file: number | null
  }>(
    `SELECT c.oid::int8::int AS oid, n.nspname || '.' || c.relname AS name, c.relkind::text AS kind,
            pg_catalog.pg_relation_filenode(c.oid)::int8::int AS file
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg\\_t%'`,
  )
  return new Map(rows.map(({ oid, ...relation }) => [oid, relation]))
}

/**
 * The strongest mode for each relation that a session holds or waits for: of its own connection,
 * or of the session with that number.
 */
export async function readLocks(
  client: Client,
  pid?: number,
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<{ relation: number; mode: string }>(
    `SELECT relation::int8::int AS relation, mode FROM pg_catalog.pg_locks
     WHERE locktype = 'relation' AND pid = coalesce($1::int, pg_catalog.pg_backend_pid())`,
    [pid ?? null],
  )
  const strongest = new Map<number, string>()
  for (const { relation, mode } of rows) {
    if (strengthOf(mode) > strengthOf(strongest.get(relation))) strongest.set(relation, mode)
  }
  return strongest
}

/** 0 for no lock; then in the order of what they block. */
export function strengthOf(mode: string | undefined): number {
  return mode !== undefined && isLockMode(mode) ? lockStrength(mode) + 1 : 0
}
