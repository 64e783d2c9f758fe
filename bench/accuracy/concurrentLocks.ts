import type { Client } from 'pg'
import { readLocks, type Relations } from './readRelations.js'

/**
 * The locks of a statement that refuses to run in a transaction: it gives them back at its end, so
 * it is held up on the way. What runs CONCURRENTLY waits for transactions that write to the table;
 * while it waits for one that holds every table, another session reads what it holds.
 */
export async function concurrentLocks(
  statement: string,
  before: Relations,
  {
    worker,
    holder,
    watch,
  }: { readonly worker: Client; readonly holder: Client; readonly watch: Client },
): Promise<ReadonlyMap<number, string>> {
  const pid = await pidOf(worker)
  const tables = [...before.values()].filter(({ kind }) => kind === 'r' || kind === 'p')
  await holder.query('BEGIN')
  if (tables.length > 0) {
    const names = tables.map(({ name }) => quoted(name)).join(', ')
    await holder.query(`LOCK TABLE ${names} IN ROW EXCLUSIVE MODE`)
  }
  const progress = { isOver: false }
  const running = worker.query(statement).finally(() => (progress.isOver = true))
  // The error is thrown below, where it is awaited.
  running.catch(() => undefined)
  let locks: ReadonlyMap<number, string> = new Map()
  while (!progress.isOver && !(await isWaiting(watch, pid))) await pause()
  if (!progress.isOver) locks = await readLocks(watch, pid)
  await holder.query('COMMIT')
  await running
  return locks
}

async function pidOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

async function isWaiting(watch: Client, pid: number): Promise<boolean> {
  const { rows } = await watch.query(
    'SELECT 1 FROM pg_catalog.pg_locks WHERE pid = $1 AND NOT granted',
    [pid],
  )
  return rows.length > 0
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 2))

function quoted(name: string): string {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}
