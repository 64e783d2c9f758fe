import { ask, type AskAnswer, type AskRequest } from '../protocol/messages.js'
import type { Answers, Question } from '../recipes/recipe.js'
import { uriOfPath } from '../project/locations.js'
import type { Project } from '../project/project.js'
import type { Session } from './session.js'

/** Asks what only the user can know. A client that cannot ask gets the defaults. */
export async function askUser(
  { connection, options }: Session,
  project: Project,
  title: string,
  questions: readonly Question[],
): Promise<Answers | undefined> {
  if (options.answersQuestions !== true) {
    return Object.fromEntries(questions.map((question) => [question.id, question.default]))
  }
  const request: AskRequest = { project: uriOfPath(project.layout.root), title, questions }
  const answer = await connection.sendRequest<AskAnswer>(ask.method, request)
  return answer.kind === 'answers' ? answer.answers : undefined
}
