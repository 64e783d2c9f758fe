import { shownExamples } from '../features/shownExamples.js'
import { showExamples, type ShowExamplesRequest, type ShownExamples } from '../protocol/messages.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** What an expression makes of some rows, while it is typed. */
export function registerExamples(session: Session): void {
  const { connection, log } = session
  connection.onRequest(
    showExamples.method,
    handle(
      showExamples.method,
      log,
      async ({ project: uri, ...shown }: ShowExamplesRequest): Promise<ShownExamples> => {
        const project = session.workspace.project(uri)
        return project === undefined
          ? { kind: 'refused', say: 'This project is not open any more.' }
          : shownExamples(shown, project.engine, session.parser)
      },
    ),
  )
}
