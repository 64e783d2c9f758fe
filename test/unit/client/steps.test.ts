import assert from 'node:assert/strict'
import type { Answer, Place } from '../../../client/src/questions/quickInput.js'
import { mapAnswer, runSteps } from '../../../client/src/questions/steps.js'

type Answers = Readonly<Record<string, string>>

/** Steps that answer from a list, and what each was asked with. */
function scripted(...script: readonly Answer<string>[]) {
  const asked: { place: Place; answers: Answers }[] = []
  const step = (key: string) => (answers: Answers, place: Place) => {
    const answer = script[asked.length] ?? { kind: 'cancelled' }
    asked.push({ place, answers })
    return Promise.resolve(mapAnswer(answer, (value) => ({ ...answers, [key]: value })))
  }
  return { asked, steps: [step('name'), step('url')] }
}

const answer = (value: string): Answer<string> => ({ kind: 'answer', value })

suite('questions in a row', () => {
  test('are asked in order, each with its place', async () => {
    const { asked, steps } = scripted(answer('dev'), answer('u'))
    assert.deepEqual(await runSteps('Add', {}, steps), { name: 'dev', url: 'u' })
    assert.deepEqual(
      asked.map(({ place }) => place),
      [
        { title: 'Add', step: 1, steps: 2 },
        { title: 'Add', step: 2, steps: 2 },
      ],
    )
  })

  test('leaving one leaves all', async () => {
    const { steps } = scripted(answer('dev'), { kind: 'cancelled' })
    assert.equal(await runSteps('Add', {}, steps), undefined)
  })

  test('going back asks the one before again and keeps what was answered', async () => {
    const { asked, steps } = scripted(answer('dev'), { kind: 'back' }, answer('prod'), answer('u'))
    assert.deepEqual(await runSteps('Add', {}, steps), { name: 'prod', url: 'u' })
    assert.deepEqual(asked[2]?.answers, { name: 'dev' })
  })

  test('there is nothing before the first', async () => {
    const { steps } = scripted({ kind: 'back' }, answer('dev'), answer('u'))
    assert.deepEqual(await runSteps('Add', {}, steps), { name: 'dev', url: 'u' })
  })

  test('without questions there is nothing to answer', async () => {
    assert.deepEqual(await runSteps('Add', { name: 'dev' }, []), { name: 'dev' })
  })
})
