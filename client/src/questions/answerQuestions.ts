import type * as vscode from 'vscode'
import type { AskAnswer, AskRequest } from '../../../server/src/protocol/messages.js'
import { askChoice, askText, type Answer, type Place } from './quickInput.js'
import { mapAnswer, runSteps } from './steps.js'

type Question = AskRequest['questions'][number]
type Answers = Readonly<Record<string, string>>

/** Asks what only the user can know, one question after the other. Leaving one leaves all. */
export async function answerQuestions(
  { title, questions }: AskRequest,
  token: vscode.CancellationToken,
): Promise<AskAnswer> {
  const steps = questions.map((question) => async (answers: Answers, place: Place) => {
    const answer = await askQuestion(question, answers[question.id], place, token)
    return mapAnswer(answer, (value): Answers => ({ ...answers, [question.id]: value }))
  })
  const answers = await runSteps<Answers>(title, {}, steps)
  return answers === undefined ? { kind: 'cancelled' } : { kind: 'answers', answers }
}

function askQuestion(
  { text, kind, choices = [], default: suggested }: Question,
  earlier: string | undefined,
  place: Place,
  token: vscode.CancellationToken,
): Promise<Answer<string>> {
  const value = earlier ?? suggested
  switch (kind) {
    case 'choice':
      return askChoice(place, { text, choices, first: value }, token)
    case 'expression':
      return askText(
        place,
        {
          prompt: text,
          value,
          validate: (expression) =>
            expression.trim() === ''
              ? { kind: 'refused', say: 'Type an SQL expression, such as the one suggested.' }
              : undefined,
        },
        token,
      )
    default:
      return kind satisfies never
  }
}
