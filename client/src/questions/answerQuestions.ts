import type * as vscode from 'vscode'
import type {
  AskAnswer,
  AskRequest,
  ShowExamplesRequest,
  ShownExamples,
} from '../../../server/src/protocol/messages.js'
import { validationOf } from './expressionNote.js'
import { askChoice, askText, type Answer, type Place } from './quickInput.js'
import { mapAnswer, runSteps } from './steps.js'

type Question = AskRequest['questions'][number]
/** What an expression makes of the rows that came with its question. */
export type ShowExamples = (request: ShowExamplesRequest) => Promise<ShownExamples>
type Answers = Readonly<Record<string, string>>

/** Asks what only the user can know, one question after the other. Leaving one leaves all. */
export async function answerQuestions(
  { project, title, questions }: AskRequest,
  token: vscode.CancellationToken,
  show: ShowExamples,
): Promise<AskAnswer> {
  const steps = questions.map((question) => async (answers: Answers, place: Place) => {
    const answer = await askQuestion(
      question,
      answers[question.id],
      place,
      token,
      async (examples, expression) => show({ project, examples, expression }),
    )
    return mapAnswer(answer, (value): Answers => ({ ...answers, [question.id]: value }))
  })
  const answers = await runSteps<Answers>(title, {}, steps)
  return answers === undefined ? { kind: 'cancelled' } : { kind: 'answers', answers }
}

function askQuestion(
  { text, kind, choices = [], default: suggested, examples }: Question,
  earlier: string | undefined,
  place: Place,
  token: vscode.CancellationToken,
  show: (examples: NonNullable<Question['examples']>, expression: string) => Promise<ShownExamples>,
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
          validate: async (expression) => {
            if (expression.trim() === '') {
              return { kind: 'refused', say: 'Type an SQL expression, such as the one suggested.' }
            }
            return examples === undefined
              ? undefined
              : validationOf(text, await show(examples, expression))
          },
        },
        token,
      )
    default:
      return kind satisfies never
  }
}
