import assert from 'node:assert/strict'
import fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import {
  identifierTooLong,
  printIdentifier,
  quoteIdentifier,
  quoteLiteral,
} from '../../../server/src/sql/quoting.js'

await loadModule()

suite('laws of quoting', () => {
  test('PostgreSQL reads a quoted literal as the text that was quoted', () =>
    fc.assert(
      fc.property(textWithoutNul, (text) => {
        const [target] = targetsOf(`SELECT ${quoteLiteral(text)}`)
        assert.equal(target.val.A_Const.sval.sval ?? '', text)
      }),
    ))

  test('PostgreSQL reads a quoted or printed identifier as the name itself', () =>
    fc.assert(
      fc.property(textWithoutNul, (name) => {
        fc.pre(name !== '' && !identifierTooLong(name))
        assert.equal(targetsOf(`SELECT 1 AS ${quoteIdentifier(name)}`)[0].name, name)
        assert.equal(targetsOf(`SELECT 1 AS ${printIdentifier(name)}`)[0].name, name)
      }),
    ))
})

const textWithoutNul = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', '\\', '$', '\n', 'a', 'Z', '_', '0', 'é', '😀', ' '),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((text) => text !== '\0'),
  ),
  maxLength: 20,
})

type Target = {
  readonly name?: string
  readonly val: { readonly A_Const: { readonly sval: { readonly sval?: string } } }
}

function targetsOf(query: string): readonly [Target] {
  const [raw] = parseSync(query).stmts ?? []
  const node = raw?.stmt
  const list = node && 'SelectStmt' in node ? node.SelectStmt.targetList : undefined
  const [target] = list ?? []
  assert.ok(target && 'ResTarget' in target)
  return [target.ResTarget as Target]
}
