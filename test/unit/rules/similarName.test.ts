import assert from 'node:assert/strict'
import { nameSimilarity, similarEnough } from '../../../server/src/rules/similarName.js'

suite('similarity of names', () => {
  const similar = (left: string, right: string) => similarEnough <= nameSimilarity(left, right)

  test('is 1 for the same words in another spelling', () => {
    assert.equal(nameSimilarity('full_name', 'fullName'), 1)
    assert.equal(nameSimilarity('userID', 'user_id'), 1)
  })

  test('is enough when a word is added, taken away or changed a little', () => {
    assert.ok(similar('name', 'fullName'))
    assert.ok(similar('emailAddress', 'email'))
    assert.ok(similar('adress', 'address'))
  })

  test('is not enough for words that only share `id` or a few letters', () => {
    assert.ok(!similar('teamId', 'ownerId'))
    assert.ok(!similar('age', 'score'))
  })

  test('counts letters of any alphabet', () => assert.ok(similar('имя', 'имяПользователя')))
})
