import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** An application that waited for a lock, and what held or asked for it before. */
export type LockWait = { readonly ms: number; readonly waits: string; readonly for: string }

/** Looks every 40 ms who waits for whom; the longest waits tell why a statement was slow. */
export function watchLocks(url: string): { readonly stop: () => Promise<readonly LockWait[]> } {
  const longest = new Map<string, LockWait>()
  let isStopped = false
  const watching = (async () => {
    const client = new Client({ connectionString: url, application_name: 'watch' })
    client.on('error', () => undefined)
    await client.connect()
    while (!isStopped) {
      const { rows } = await client.query<{ ms: number; query: string; blockers: string[] }>(
        waiting,
      )
      for (const { ms, query, blockers } of rows) {
        const by = blockers.map(short).join(' | ')
        const known = longest.get(by)
        if (known === undefined || ms > known.ms)
          longest.set(by, { ms: Math.round(ms), waits: short(query), for: by })
      }
      await sleep(40)
    }
    await client.end()
  })().catch(() => undefined)
  return {
    stop: async () => {
      isStopped = true
      await watching
      return [...longest.values()].toSorted((left, right) => right.ms - left.ms).slice(0, 5)
    },
  }
}

const waiting = `SELECT extract(epoch FROM clock_timestamp() - waiting.query_start)::float8 * 1000 AS ms, waiting.query,
  ARRAY(SELECT blocking.query FROM pg_stat_activity blocking WHERE blocking.pid = ANY (pg_blocking_pids(waiting.pid))) AS blockers
FROM pg_stat_activity waiting
WHERE waiting.datname = current_database() AND waiting.application_name = 'application' AND waiting.wait_event_type = 'Lock'`

function short(sql: string): string {
  const text = sql.replaceAll(/\s+/g, ' ').trim()
  return text.length > 160 ? `${text.slice(0, 80)} … ${text.slice(-75)}` : text
}
