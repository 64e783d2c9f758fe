import { createEngineProcess, type EngineProcess, type EngineProgram } from './engineProcess.js'

/**
 * The processes of rehearsals. To start one takes longer than a short rehearsal, so one that has
 * become free waits a while for the next.
 */
export type StageProcesses = {
  take(): EngineProcess
  giveBack(process: EngineProcess): void
  /** Those in use and those that wait. */
  all(): readonly EngineProcess[]
}

export function createStageProcesses(program: EngineProgram): StageProcesses {
  const inUse = new Set<EngineProcess>()
  const free = new Map<EngineProcess, NodeJS.Timeout>()

  const take = () => {
    for (const [process, lastMoment] of free) {
      clearTimeout(lastMoment)
      free.delete(process)
      if (process.isIdle()) return process
    }
    return createEngineProcess(program)
  }
  return {
    take: () => {
      const process = take()
      inUse.add(process)
      return process
    },
    giveBack: (process) => {
      inUse.delete(process)
      if (!process.isIdle()) {
        void process.end()
        return
      }
      const lastMoment = setTimeout(() => {
        free.delete(process)
        void process.end()
      }, waitMs)
      lastMoment.unref()
      free.set(process, lastMoment)
    },
    all: () => [...inUse, ...free.keys()],
  }
}

/** People look at a plan and ask for the next; a process that nobody asks takes 300 MB. */
const waitMs = 15_000
