import { projectState } from '../features/projectState.js'
import { concertinaJsonFileName } from '../project/concertinaJson.js'
import { uriOfPath } from '../project/locations.js'
import { readState, type StateChanged } from '../protocol/messages.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** The state of every project, for the client's status item. */
export function registerState(session: Session): void {
  session.connection.onRequest(
    readState.method,
    handle(readState.method, session.log, async () => {
      await session.ready()
      return currentState(session)
    }),
  )
}

export function currentState(session: Session): StateChanged {
  return {
    projects: session.workspace.projects().map((project) => {
      const { layout } = project
      const analysis = project.lastAnalysis()
      return projectState({
        layout,
        projectUri: uriOfPath(layout.root),
        schemaUris: layout.schemaFiles.map(uriOfPath),
        configurationUri: uriOfPath(`${layout.root}/${concertinaJsonFileName}`),
        ...(analysis === undefined ? {} : { analysis }),
        working: project.isWorking(),
      })
    }),
  }
}
