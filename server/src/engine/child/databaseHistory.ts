import { createHash } from 'node:crypto'
import type { Catalogue } from '../catalogue.js'
import type { EngineHistory } from '../messages.js'
import type { ReplayReport } from '../replayReport.js'
import type { Assets } from './assets.js'
import { readCatalogue } from './catalogueQuery.js'
import {
  deserializeMemo,
  emptyMemo,
  serializeMemo,
  type IntrospectionMemo,
} from './introspectionMemo.js'
import { prepareExtensions, replayMigration, type MigrationReplay } from './migrationReplay.js'
import { loadPostgres, startPostgres, type Postgres, type PostgresProgram } from './postgres.js'
import type { StateStore } from './stateStore.js'
import { readTar, type TarEntry } from './tarArchive.js'

/**
 * One history of migrations and the database that follows it. A state is the database after the
 * first n migrations, named by a hash over their texts; the database moves forward from the
 * nearest state that is known, and starts over only when an earlier migration has changed.
 */
export type DatabaseHistory = {
  /** Takes a new history; returns the name of its states, one more than there are migrations. */
  open(history: EngineHistory): readonly string[]
  state(at: number): string
  /** The database at exactly this position. */
  database(at: number): Promise<Postgres>
  /** The same as a copy that the caller may change at will: nothing is asked of it as a state any more. */
  copy(at: number): Promise<Postgres>
  /** Whether something about this state is known without a database. */
  replay(to: number): Promise<ReplayReport>
  memo(at: number): Promise<IntrospectionMemo>
  catalogue(at: number): Promise<Catalogue>
  /** Tells that the caller itself has executed the next migration, and what came of it. */
  advanced(to: number, replay: MigrationReplay): void
  /** Writes to disk what was learned since the last time; called when nothing waits. */
  persist(): Promise<void>
}

/** What is known about a state beside its data. */
type StateRecord = Omit<ReplayReport, 'source' | 'replayed' | 'durationMs'> & {
  readonly extensions: readonly string[]
}

/** Change it when the meaning of a kept state changes. */
const storeFormat = '2'

export function createDatabaseHistory(assets: Assets, store: StateStore): DatabaseHistory {
  let history: EngineHistory = { migrations: [], initScript: '', model: 'batch' }
  let states: readonly string[] = statesOf(history)
  let live: { postgres: Postgres; state: string; record: StateRecord } | undefined
  let program: Promise<PostgresProgram> | undefined
  const memos = new Map<string, IntrospectionMemo>()
  const memoSizes = new Map<string, number>()
  /** States whose data this session has found on the disk or put there. */
  const keptStates = new Set<string>()
  const catalogues = new Map<string, Catalogue>()

  const stateAt = (at: number) => {
    const state = states[at]
    if (state === undefined)
      throw new RangeError(`There is no state ${at} in a history of ${states.length - 1}.`)
    return state
  }

  const stop = async () => {
    if (live === undefined) return
    const { postgres } = live
    live = undefined
    await postgres.close()
  }
  const startOn = async (files: readonly TarEntry[], extensions: readonly string[]) =>
    startPostgres(await (program ??= loadPostgres(assets)), assets, files, extensions)

  const start = async (to: number): Promise<{ from: number; kept: boolean }> => {
    await stop()
    for (let at = to; at > 0; at--) {
      const record = await recordOf(store, stateAt(at))
      const kept = record === undefined ? undefined : await store.data(stateAt(at))
      if (record === undefined || kept === undefined) continue
      live = { postgres: await startOn(kept, record.extensions), state: stateAt(at), record }
      return { from: at, kept: true }
    }
    const postgres = await startOn(readTar(await assets.read('pgdata.tar')), [])
    const record = {
      migrations: 0,
      failures: [],
      batchFailures: [],
      madeRoles: [],
      postgres: postgres.version,
      extensions: [],
    }
    live = { postgres, state: stateAt(0), record }
    if (history.initScript !== '') {
      const extensions = await prepareExtensions(postgres, history.initScript)
      const replay = await replayMigration(
        postgres,
        { name: '(initShadowDb)', text: history.initScript },
        'batch',
      )
      live.record = withReplay({ ...record, extensions }, { ...replay, extensions: [] }, 0)
    }
    return { from: 0, kept: false }
  }

  const keep = async () => {
    if (live === undefined || keptStates.has(live.state)) return
    keptStates.add(live.state)
    if (await store.hasData(live.state)) return
    await store.keepData(live.state, await live.postgres.files())
    await store.write(live.state, recordFile, JSON.stringify(live.record))
    // Data directories are what takes room; to add up everything after each request would be slow.
    await store.prune()
  }

  const seek = async (
    to: number,
  ): Promise<{ postgres: Postgres; from: number; fromStore: boolean }> => {
    const at = live === undefined ? -1 : states.indexOf(live.state)
    const usable = at >= 0 && at <= to
    const { from, kept } = usable ? { from: at, kept: false } : await start(to)
    if (live === undefined) throw new Error('The database did not start.')
    for (let index = from; index < to; index++) {
      const migration = history.migrations[index]
      if (migration === undefined) throw new RangeError(`There is no migration ${index}.`)
      const replay = await replayMigration(live.postgres, migration, history.model)
      live.record = withReplay(live.record, replay, index + 1)
      live.state = stateAt(index + 1)
      if (index + 1 === history.keepAt) await keep()
    }
    return { postgres: live.postgres, from, fromStore: kept }
  }

  return {
    open: (next) => {
      history = next
      states = statesOf(next)
      return states
    },
    state: stateAt,
    database: async (at) => (await seek(at)).postgres,
    copy: async (at) => {
      const { postgres } = await seek(at)
      // The next copy of this state starts from the disk.
      await keep()
      live = undefined
      return postgres
    },
    replay: async (to) => {
      const started = performance.now()
      const known = live?.state === stateAt(to) ? live.record : await recordOf(store, stateAt(to))
      if (known !== undefined)
        return { ...known, source: 'cached', replayed: 0, durationMs: performance.now() - started }
      const { from, fromStore } = await seek(to)
      if (live === undefined) throw new Error('The database did not start.')
      return {
        ...live.record,
        source: from > 0 || fromStore ? 'extended' : 'replayed',
        replayed: to - from,
        durationMs: performance.now() - started,
      }
    },
    memo: async (at) => {
      const state = stateAt(at)
      const known = memos.get(state)
      if (known !== undefined) return known
      const kept = await store.read(state, memoFile)
      const memo = kept === undefined ? emptyMemo() : deserializeMemo(kept)
      memos.set(state, memo)
      memoSizes.set(state, memo.size)
      forgetOldest(memos)
      return memo
    },
    catalogue: async (at) => {
      const state = stateAt(at)
      const known = catalogues.get(state)
      if (known !== undefined) return known
      const kept = await store.read(state, catalogueFile)
      const catalogue =
        kept === undefined
          ? await readCatalogue((await seek(at)).postgres)
          : (JSON.parse(kept) as Catalogue)
      if (kept === undefined) await store.write(state, catalogueFile, JSON.stringify(catalogue))
      catalogues.set(state, catalogue)
      forgetOldest(catalogues)
      return catalogue
    },
    advanced: (to, replay) => {
      if (live === undefined) throw new Error('Nothing has been started that could have advanced.')
      live.record = withReplay(live.record, replay, to)
      live.state = stateAt(to)
    },
    persist: async () => {
      for (const [state, memo] of memos) {
        if (memo.size === memoSizes.get(state)) continue
        memoSizes.set(state, memo.size)
        await store.write(state, memoFile, serializeMemo(memo))
      }
      if (live !== undefined && states.includes(live.state)) await keep()
    },
  }
}

const recordFile = 'record.json'
const memoFile = 'introspection.json'
const catalogueFile = 'catalogue.json'

async function recordOf(store: StateStore, state: string): Promise<StateRecord | undefined> {
  const text = await store.read(state, recordFile)
  return text === undefined ? undefined : (JSON.parse(text) as StateRecord)
}

function statesOf(history: EngineHistory): string[] {
  const states = [hash([storeFormat, history.initScript, history.model])]
  for (const migration of history.migrations)
    states.push(hash([states.at(-1) ?? '', migration.text]))
  return states
}

function hash(parts: readonly string[]): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(`${part.length}:`).update(part)
  return sum.digest('hex').slice(0, 40)
}

function withReplay(record: StateRecord, replay: MigrationReplay, migrations: number): StateRecord {
  return {
    ...record,
    migrations,
    failures: [...record.failures, ...replay.failures],
    batchFailures:
      replay.batchFailure === undefined
        ? record.batchFailures
        : [...record.batchFailures, replay.batchFailure],
    madeRoles: [...record.madeRoles, ...replay.madeRoles],
    extensions: [...new Set([...record.extensions, ...replay.extensions])],
  }
}

/** A few states are in use at a time: the end of the history, its committed part, and a predecessor. */
function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= 4) return
    map.delete(key)
  }
}
