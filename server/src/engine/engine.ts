import type { Catalogue } from './catalogue.js'
import {
  createEngineProcess,
  EngineEnded,
  type EngineProcess,
  type EngineProgram,
} from './engineProcess.js'
import type {
  DiffRequest,
  DiffResult,
  EngineHistory,
  RehearsalStep,
  RehearsalStepResult,
} from './messages.js'
import type { MigrationTrace, ReplayReport } from './replayReport.js'
import { createStageProcesses } from './stageProcesses.js'
import type { StatementTrace, TraceRequest } from './trace.js'

/**
 * PostgreSQL and Prisma's schema engine over one history of migrations. Requests are answered in
 * order. All of them reject with `EngineEnded` or `EngineTimedOut` when the process behind them
 * fails twice on the same request; nothing else is lost then, the next request starts a new one.
 */
export type Engine = {
  /** Equal histories cost nothing: neither are they sent again nor is what is known of them lost. */
  open(history: EngineHistory): void
  /** Starts the process, so that it is up by the time of the first request. */
  start(): void
  replay(to: number): Promise<ReplayReport>
  diff(request: DiffRequest): Promise<DiffResult>
  catalogue(at: number): Promise<Catalogue>
  /** Executes a script after the whole history, measures each statement, and takes it all back. */
  trace(statements: readonly TraceRequest[]): Promise<readonly StatementTrace[]>
  /** Measures migrations `from`, `from + 1`, … of the history; one list of statements for each. */
  traceMigrations(
    from: number,
    statements: readonly (readonly TraceRequest[])[],
  ): Promise<readonly MigrationTrace[]>
  /** Each statement in a read-only transaction of its own, after the whole history. */
  evaluate(statements: readonly string[]): Promise<readonly RehearsalStepResult[]>
  /** A private copy of the database after `at` migrations, in a process of its own. */
  stage(at: number): Promise<RehearsalStage>
  /** Resident memory of the engine's process in bytes; 0 when none runs. */
  residentBytes(): Promise<number>
  pid(): number | undefined
  /** Ends the processes; the next request starts another. */
  end(): Promise<void>
  /** Ends them for good: what is under way and every later request fails with `EngineEnded`. */
  close(): Promise<void>
}

/** A throw-away database to rehearse a plan on. Close it: its process then waits for the next. */
export type RehearsalStage = {
  /** `PostgreSQL 18.6`. */
  readonly postgres: string
  run(
    steps: readonly RehearsalStep[],
    stopAtFailure: boolean,
  ): Promise<readonly RehearsalStepResult[]>
  diff(request: Omit<DiffRequest, 'at'>): Promise<DiffResult>
  catalogue(): Promise<Catalogue>
  close(): Promise<void>
}

export function createEngine(program: EngineProgram): Engine {
  const child = createEngineProcess(program)
  const stages = createStageProcesses(program)
  let history: EngineHistory | undefined
  let closed = false
  // Those of a long history are large, and every analysis needs them: they are sent over once.
  const catalogues = new Map<number, Promise<Catalogue>>()
  const replays = new Map<number, Promise<ReplayReport>>()

  const open = async (stage: EngineProcess, at: number) => {
    // Most often it has just replayed the history, and nobody has to do that again.
    if (child.pid() !== undefined) await child.call('keep', {}).catch(() => undefined)
    return (await stage.call('stage', { at })).postgres
  }

  return {
    open: (next) => {
      if (history !== undefined && areEqual(history, next)) return
      history = next
      catalogues.clear()
      replays.clear()
      child.open(next)
    },
    start: () => child.start(),
    replay: (to) => askedOnce(replays, to, () => child.call('replay', { to })),
    diff: (request) => child.call('diff', request),
    catalogue: (at) => askedOnce(catalogues, at, () => child.call('catalogue', { at })),
    trace: (statements) => child.call('trace', { statements }),
    traceMigrations: (from, statements) => child.call('traceMigrations', { from, statements }),
    evaluate: (statements) => child.call('evaluate', { statements }),
    stage: async (at) => {
      if (closed) throw new EngineEnded('The engine was closed.')
      const process = stages.take()
      if (history !== undefined) process.open(history)
      process.start()
      const opened = open(process, at)
      opened.catch(() => stages.giveBack(process))
      return {
        postgres: await opened,
        run: (steps, stopAtFailure) => process.call('steps', { steps, stopAtFailure }),
        diff: (request) => process.call('stageDiff', request),
        catalogue: () => process.call('stageCatalogue', {}),
        close: () => Promise.resolve(stages.giveBack(process)),
      }
    },
    residentBytes: async () =>
      child.pid() === undefined ? 0 : (await child.call('memory', {})).residentBytes,
    pid: () => child.pid(),
    end: async () => {
      await Promise.all([child, ...stages.all()].map((process) => process.end()))
    },
    close: async () => {
      closed = true
      await Promise.all([child, ...stages.all()].map((process) => process.close()))
    },
  }
}

/** An answer is remembered, a failure is not. */
function askedOnce<T>(
  answers: Map<number, Promise<T>>,
  key: number,
  ask: () => Promise<T>,
): Promise<T> {
  const answer = answers.get(key) ?? ask()
  answers.set(key, answer)
  answer.catch(() => {
    if (answers.get(key) === answer) answers.delete(key)
  })
  return answer
}

function areEqual(left: EngineHistory, right: EngineHistory): boolean {
  return (
    left.initScript === right.initScript &&
    left.model === right.model &&
    left.keepAt === right.keepAt &&
    left.migrations.length === right.migrations.length &&
    left.migrations.every(({ name, text }, index) => {
      const other = right.migrations[index]
      return other?.name === name && other.text === text
    })
  )
}
