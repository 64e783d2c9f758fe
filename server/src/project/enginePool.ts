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
      use(project, engine)
      return noticed(engine, () => use(project, engine))
    },
    close: async () => {
      await Promise.all([...engines.values()].map((engine) => engine.end()))
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
