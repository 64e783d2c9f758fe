import { createHash } from 'node:crypto'
import type { StatementTrace, TraceRequest } from '../trace.js'
import type { StateStore } from './stateStore.js'

/** What pending statements did when they were executed after a state, by state and statements. */
export type TraceMemo = {
  get(
    state: string,
    statements: readonly TraceRequest[],
  ): Promise<readonly StatementTrace[] | undefined>
  set(state: string, statements: readonly TraceRequest[], traces: readonly StatementTrace[]): void
  /** Writes the most recent of them to disk, for the session that goes on from here. */
  persist(): Promise<void>
}

/** Kept in memory until the end: while somebody types nearly every one is outdated by the next. */
export function createTraceMemo(store: Pick<StateStore, 'read' | 'write'>): TraceMemo {
  const recent = new Map<string, () => Promise<void>>()
  const known = new Map<string, readonly StatementTrace[]>()
  const remember = (key: string, traces: readonly StatementTrace[]) => {
    known.delete(key)
    known.set(key, traces)
    const oldest = known.size > mostInMemory ? known.keys().next().value : undefined
    if (oldest === undefined) return
    known.delete(oldest)
    recent.delete(oldest)
  }
  return {
    get: async (state, statements) => {
      const file = fileOf(statements)
      const key = `${state} ${file}`
      const inMemory = known.get(key)
      const text = inMemory === undefined ? await store.read(state, file) : undefined
      const traces =
        inMemory ?? (text === undefined ? undefined : (JSON.parse(text) as StatementTrace[]))
      if (traces !== undefined) remember(key, traces)
      return traces
    },
    set: (state, statements, traces) => {
      const file = fileOf(statements)
      recent.set(`${state} ${file}`, () => store.write(state, file, JSON.stringify(traces)))
      remember(`${state} ${file}`, traces)
    },
    persist: async () => {
      const writes = [...recent.values()].slice(-mostOnDisk)
      recent.clear()
      await Promise.all(writes.map((write) => write()))
    },
  }
}

const mostInMemory = 64
/** Of one session; the schema as it was left, and what it may be undone to. */
const mostOnDisk = 8

function fileOf(statements: readonly TraceRequest[]): string {
  const hash = createHash('sha256').update(JSON.stringify(statements)).digest('hex')
  return `trace-${hash.slice(0, 32)}.json`
}
