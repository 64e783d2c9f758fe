import type {
  EngineHistory,
  EngineMethod,
  EngineMethods,
  EngineStart,
  RehearsalStep,
  RehearsalStepResult,
} from '../messages.js'
import type { MigrationTrace } from '../replayReport.js'
import { openAssets } from './assets.js'
import { readCatalogue } from './catalogueQuery.js'
import { createDatabaseHistory } from './databaseHistory.js'
import { emptyMemo } from './introspectionMemo.js'
import { traceMigration } from './migrationTracer.js'
import { PostgresError, type Postgres } from './postgres.js'
import { startSchemaEngine, type SchemaEngine } from './schemaEngine.js'
import { createStatementTracer, type StatementTracer } from './statementTracer.js'
import { openStateStore } from './stateStore.js'
import { createTraceMemo } from './traceMemo.js'

type Handlers = {
  [Method in EngineMethod]: (
    parameters: EngineMethods[Method]['parameters'],
  ) => Promise<EngineMethods[Method]['result']>
}

export type EngineChild = {
  readonly handlers: Handlers
  /** Called when no request has come for a while. */
  readonly idle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The child process's side of the engine: one history, one database, one schema engine. */
export async function createEngineChild(start: EngineStart): Promise<EngineChild> {
  const assets = openAssets(start.assets)
  const store = await openStateStore(start.cache, start.cacheBytes)
  const database = createDatabaseHistory(assets, store)
  const traceMemo = createTraceMemo(store)
  let history: EngineHistory = { migrations: [], initScript: '', model: 'batch' }
  let schemaEngine: Promise<SchemaEngine> | undefined
  let tracer:
    { readonly postgres: Postgres; readonly tracer: StatementTracer; state: string } | undefined
  let stage: Postgres | undefined

  const engine = () => (schemaEngine ??= startSchemaEngine(assets))
  // It is compiled while nobody asks yet.
  if (start.comparesSchemas) engine().catch(() => undefined)
  // A tracer follows what it executes itself; after anything else it would look at old relations.
  const tracerAt = async (at: number) => {
    const postgres = await database.database(at)
    const state = database.state(at)
    if (tracer?.postgres !== postgres || tracer.state !== state) {
      tracer = { postgres, tracer: createStatementTracer(postgres), state }
    }
    return tracer
  }
  const onStage = () => {
    if (stage === undefined) throw new Error('The rehearsal has no stage yet.')
    return stage
  }

  const handlers: Handlers = {
    open: (next) => {
      history = next
      return Promise.resolve({ states: database.open(next) })
    },
    replay: ({ to }) => database.replay(to),
    diff: async ({ at, files, filter, direction }) => {
      const memo = await database.memo(at)
      const source = { memo, database: () => database.database(at) }
      return (await engine()).diff({ files, filter, direction, source })
    },
    catalogue: ({ at }) => database.catalogue(at),
    trace: async ({ statements }) => {
      const end = history.migrations.length
      const state = database.state(end)
      const known = await traceMemo.get(state, statements)
      if (known !== undefined) return known
      const traces = await (await tracerAt(end)).tracer.rehearse(statements)
      traceMemo.set(state, statements, traces)
      return traces
    },
    traceMigrations: async ({ from, statements }) => {
      const traces: MigrationTrace[] = []
      const writes: Promise<void>[] = []
      const kept = await Promise.all(
        statements.map((_, offset) =>
          store.read(database.state(from + offset + 1), migrationTraceFile),
        ),
      )
      for (const [offset, requests] of statements.entries()) {
        const at = from + offset
        const migration = history.migrations[at]
        if (migration === undefined) throw new RangeError(`There is no migration ${at}.`)
        const known = kept[offset]
        if (known !== undefined) {
          traces.push(JSON.parse(known) as MigrationTrace)
          continue
        }
        const current = await tracerAt(at)
        const { trace, replay } = await traceMigration(
          current.postgres,
          current.tracer,
          migration,
          requests,
        )
        database.advanced(at + 1, replay)
        current.state = database.state(at + 1)
        const write = store.write(database.state(at + 1), migrationTraceFile, JSON.stringify(trace))
        // Awaited below; until then it must not count as unhandled.
        write.catch(() => undefined)
        writes.push(write)
        traces.push(trace)
      }
      await Promise.all(writes)
      return traces
    },
    evaluate: async ({ statements }) => {
      const postgres = await database.database(history.migrations.length)
      const results: RehearsalStepResult[] = []
      for (const sql of statements) {
        await postgres.script('BEGIN READ ONLY')
        results.push(await runStep(postgres, { sql }))
        await postgres.script('ROLLBACK')
      }
      return results
    },
    keep: () => database.persist(),
    stage: async ({ at }) => {
      await stage?.close()
      stage = await database.copy(at)
      return { postgres: stage.version }
    },
    steps: async ({ steps, stopAtFailure }) => {
      const results: RehearsalStepResult[] = []
      for (const step of steps) {
        const result = await runStep(onStage(), step)
        results.push(result)
        if (result.kind === 'failed' && stopAtFailure) break
      }
      return results
    },
    stageDiff: async ({ files, filter, direction }) => {
      const source = { memo: emptyMemo(), database: () => Promise.resolve(onStage()) }
      return (await engine()).diff({ files, filter, direction, source })
    },
    stageCatalogue: () => readCatalogue(onStage()),
    memory: () => Promise.resolve({ residentBytes: process.memoryUsage.rss() }),
  }

  return {
    handlers,
    idle: async () => {
      await database.persist()
    },
    close: async () => {
      await traceMemo.persist()
      await database.persist()
    },
  }
}

const migrationTraceFile = 'migration-trace.json'

async function runStep(postgres: Postgres, step: RehearsalStep): Promise<RehearsalStepResult> {
  try {
    if (step.script === true) {
      await postgres.script(step.sql)
      return { kind: 'rows', columns: [], rows: [], affected: 0 }
    }
    const result = await postgres.query(step.sql, step.parameters)
    return {
      kind: 'rows',
      columns: result.columns.map((column) => column.name),
      rows: result.rows,
      affected: result.affected,
    }
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error
    return { kind: 'failed', failure: error.failure }
  }
}
