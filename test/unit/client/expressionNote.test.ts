import assert from 'node:assert/strict'
import { validationOf } from '../../../client/src/questions/expressionNote.js'

suite('what stands beneath an expression while it is typed', () => {
  test('the question, and what the expression makes of each row', () =>
    assert.deepEqual(
      validationOf('How is "first" made of "name"?', {
        kind: 'shown',
        rows: [
          { from: '"Ada Lovelace"', to: '"Ada"' },
          { from: 'NULL', to: 'NULL' },
        ],
      }),
      {
        kind: 'note',
        say: 'How is "first" made of "name"?  ·  "Ada Lovelace" → "Ada"  ·  NULL → NULL',
      },
    ))

  test('an expression that fails is not taken, and says why', () =>
    assert.deepEqual(validationOf('?', { kind: 'refused', say: 'It fails for NULL: no' }), {
      kind: 'refused',
      say: 'It fails for NULL: no',
    }))
})
