import type { DataCheck } from '../project/dataCheck.js'
import type { Project } from '../project/project.js'

/** The last answer of an environment about each project's findings, as long as it counts. */
export type DataChecks = {
  /** Undefined when nobody asked, or too long ago. */
  of(project: Project): Promise<DataCheck | undefined>
  keep(project: Project, check: DataCheck): Promise<void>
}

export function createDataChecks(ports: {
  readonly now: () => Date
  /** A kept answer has become too old, and what was said from it is withdrawn. */
  readonly outdated: () => void
}): DataChecks {
  const kept = new WeakMap<Project, DataCheck>()
  const ageLimit = async (project: Project) =>
    (await project.configuration()).configuration.thresholds.staleAfterMinutes * 60_000
  return {
    of: async (project) => {
      const check = kept.get(project)
      if (check === undefined) return undefined
      const age = ports.now().getTime() - check.readAt.getTime()
      return age < (await ageLimit(project)) ? check : undefined
    },
    keep: async (project, check) => {
      kept.set(project, check)
      setTimeout(() => ports.outdated(), await ageLimit(project)).unref()
    },
  }
}
