import type { Answer, Place } from './quickInput.js'

/** One question; what it has learnt is put into the answers so far, over what it had learnt before. */
export type Step<Answers> = (answers: Answers, place: Place) => Promise<Answer<Answers>>

/** Asks one after the other, back and forth; undefined when the user leaves. Going back loses no answer. */
export async function runSteps<Answers>(
  title: string,
  first: Answers,
  steps: readonly Step<Answers>[],
): Promise<Answers | undefined> {
  let answers = first
  for (let index = 0; ;) {
    const step = steps[index]
    if (step === undefined) return answers
    const outcome = await step(answers, { title, step: index + 1, steps: steps.length })
    switch (outcome.kind) {
      case 'answer':
        answers = outcome.value
        index += 1
        break
      case 'back':
        index = Math.max(0, index - 1)
        break
      case 'cancelled':
        return undefined
      default:
        return outcome satisfies never
    }
  }
}

/** An answer with `put` applied to its value. */
export function mapAnswer<From, To>(answer: Answer<From>, put: (value: From) => To): Answer<To> {
  return answer.kind === 'answer' ? { kind: 'answer', value: put(answer.value) } : answer
}
