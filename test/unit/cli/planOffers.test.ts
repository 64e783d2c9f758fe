import assert from 'node:assert/strict'
import { answersOfAll, chosenOffer, objectOf } from '../../../server/src/cli/planOffers.js'
import type { RecipeOffer } from '../../../server/src/recipes/recipe.js'

const offers = [
  offer('add-unique', ['tenantId', 'email']),
  offer('add-unique', ['tenantId', 'slug']),
  offer('add-unique', ['name']),
  offer('add-foreign-key', ['ownerId']),
  offer('add-foreign-key', ['ownerId']),
]

suite('the names of offers on the command line', () => {
  test('are the table and the first column, unless two begin alike', () =>
    assert.deepEqual(
      offers.map((one) => objectOf(one, offers)),
      [
        'public.User.tenantId,email',
        'public.User.tenantId,slug',
        'public.User.name',
        'public.User.ownerId#1',
        'public.User.ownerId#2',
      ],
    ))

  test('choose one of them, without its schema too', () => {
    assert.equal(chosenOffer(offers, 'add-unique', 'User.tenantId,slug'), offers[1])
    assert.equal(chosenOffer(offers, 'add-foreign-key', 'public.User.ownerId#2'), offers[4])
  })

  test('that fit several are refused with the names to choose from', () =>
    assert.throws(
      () => chosenOffer(offers, 'add-unique', undefined),
      /fits several changes\. Name one with --object:\n {2}public\.User\.tenantId,email\n/,
    ))

  test('that fit nothing are refused with what there is', () =>
    assert.throws(
      () => chosenOffer(offers, 'add-unique', 'User.tenantId'),
      /does not fit the pending change of "User\.tenantId"\.\n {2}public\.User\.tenantId,email\n/,
    ))
})

suite('the answers for all plans at once', () => {
  const asking = [offer('one', ['a'], ['value']), offer('two', ['b'], ['value', 'keep'])]
  const order = {
    plans: asking.map((one) => ({ offer: one, after: [] })),
    waiting: [],
    instead: [],
  }

  test('name the plan by its number, or not where only one asks', () =>
    assert.deepEqual(
      [...answersOfAll(order, ['1:value=a=b', '2:value=c', 'keep=yes']).values()],
      [{ value: 'a=b' }, { value: 'c', keep: 'yes' }],
    ))

  test('are refused where two plans ask, and where none does', () => {
    const expected = /takes N:QUESTION=VALUE beside --all; the plans ask 1:value, 2:value, 2:keep\./
    assert.throws(() => answersOfAll(order, ['value=c']), expected)
    assert.throws(() => answersOfAll(order, ['1:keep=c']), expected)
  })
})

function offer(
  recipe: string,
  columns: readonly string[],
  questions: readonly string[] = [],
): RecipeOffer {
  return {
    recipe,
    title: recipe,
    subject: { model: 'User', table: 'public.User', columns },
    actions: [],
    questions: questions.map((id) => ({ id, text: id, kind: 'expression', default: 'default' })),
    draft: () => ({ kind: 'refusal', say: 'Not asked for here.' }),
  }
}
