import assert from 'node:assert/strict'
import {
  areSame,
  catalogueDifferences,
  differencesInWords,
} from '../../../../server/src/plans/prove/catalogueDifferences.js'
import { catalogue, column, index, table } from '../catalogues.js'

const a = column('a', 'integer')
const b = column('b', 'text')

suite('two catalogues', () => {
  test('are the same whatever the oids and the order of columns', () => {
    const one = catalogue([table('T', [a, b], { oid: 7 })])
    const other = catalogue([table('T', [b, a], { oid: 9 })])
    assert.ok(areSame(catalogueDifferences(one, other)))
  })

  test('differ in words that a reader can look up', () => {
    const one = catalogue([table('T', [a, b], { indexes: [index('i', ['a'])] })])
    const other = catalogue(
      [table('T', [{ ...a, notNull: true }, b], { triggers: [{ name: 't', definition: '' }] })],
      { enums: { 'public.E': { schema: 'public', name: 'E', values: ['x'] } } },
    )
    assert.match(
      differencesInWords(catalogueDifferences(one, other)),
      /^The index "i" of "public\.T" is missing\.\nThe trigger "t" of "public\.T" is left over\.\nThe enum "public\.E" is left over\.\nThe column "a" of "public\.T" has changed\.\n/,
    )
  })

  test('tell functions of one name apart by their text', () => {
    const f = (definition: string) => ({
      schema: 'public',
      name: 'f',
      language: 'sql',
      volatility: 'volatile' as const,
      definition,
    })
    const two = catalogue([], { functions: [f('f(int)'), f('f(text)')] })
    const one = catalogue([], { functions: [f('f(int)')] })
    assert.equal(catalogueDifferences(two, one).missing.length, 1)
    assert.ok(areSame(catalogueDifferences(two, two)))
  })
})
