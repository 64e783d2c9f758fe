import { basename } from 'node:path/posix'
import { planReport } from '../features/planReport.js'
import { uriOfPath } from '../project/locations.js'
import { readPlans, type PlansReport } from '../protocol/messages.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** Requests of the plans view. */
export function registerPlans(session: Session): void {
  session.connection.onRequest(
    readPlans.method,
    handle(readPlans.method, session.log, async (): Promise<PlansReport> => {
      await session.ready()
      const projects = await Promise.all(
        session.workspace.projects().map(async (project) => ({
          project: uriOfPath(project.layout.root),
          name: basename(project.layout.root),
          plans: (await project.plans()).map((plan) => planReport(plan, uriOfPath)),
        })),
      )
      return { projects }
    }),
  )
}
