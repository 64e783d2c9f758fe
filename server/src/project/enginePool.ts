import { createEngine, type Engine } from '../engine/engine.js'
import type { EngineProgram } from '../engine/engineProcess.js'

/**
 * The engines of a workspace, one a project. Each holds a database in memory, so only a few may
 * run at a time: when another one starts, that used longest ago ends. It starts again when it is
 * needed, from what it kept on disk.
 */
export type EnginePool = {
  engineFor(project: string): Engine
  close(): Promise<void>
}

export function createEnginePool(program: EngineProgram, mostRunning: number): EnginePool {
  const engines = new Map<string, Engine>()
  let closed = false

  const use = (project: string, engine: Engine) => {
    // Insertion order of the map is order of use, oldest first.
    engines.delete(project)
    engines.set(project, engine)
    const running = [...engines.values()].filter((other) => other.pid() !== undefined)
    for (const other of running.slice(0, Math.max(0, running.length - mostRunning))) {
      if (other !== engine) void other.end()
    }
  }

  return {
    engineFor: (project) => {
      const engine = engines.get(project) ?? createEngine(program)
      // A search for projects may end after the server was shut down.
      if (closed) void engine.close()
      use(project, engine)
      return noticed(engine, () => use(project, engine))
    },
    close: async () => {
      closed = true
      await Promise.all([...engines.values()].map((engine) => engine.close()))
    },
  }
}

/** Tells of every request before it is made. */
function noticed(engine: Engine, notice: () => void): Engine {
  return {
    ...engine,
    start: () => (notice(), engine.start()),
    replay: (to) => (notice(), engine.replay(to)),
    diff: (request) => (notice(), engine.diff(request)),
    catalogue: (at) => (notice(), engine.catalogue(at)),
    trace: (statements) => (notice(), engine.trace(statements)),
    traceMigrations: (from, statements) => (notice(), engine.traceMigrations(from, statements)),
    stage: (at) => (notice(), engine.stage(at)),
  }
}
