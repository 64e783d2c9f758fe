import assert from 'node:assert/strict'
import { constantsIn, namesIn, withNames } from '../../../server/src/plans/printedDefinition.js'

suite('a definition as PostgreSQL prints it', () => {
  test('names what it is about, with and without quotes', () =>
    assert.deepEqual(namesIn(`CHECK (("fullName" <> ''::text) AND (age > 0) AND ("a""b" = 1))`), [
      'CHECK',
      'fullName',
      'text',
      'AND',
      'age',
      'AND',
      'a"b',
    ]))

  test('compares with another under new names', () =>
    assert.equal(
      withNames('CHECK ((name)::text <> 1)', (name) => (name === 'name' ? 'fullName' : name)),
      withNames('CHECK (("fullName")::text <> 1)', (name) => name),
    ))

  test('holds constants; numbers come with their neighbours', () =>
    assert.deepEqual(
      constantsIn(
        String.raw`CHECK ((a = ANY (ARRAY['it''s'::text, E'b\\c'::text])) OR b >= 18 OR c > 0.5)`,
      ),
      ["it's", String.raw`b\c`, '18', '17', '19', '0.5'],
    ))
})
