import assert from 'node:assert/strict'
import { readCodeTokens } from '../../../server/src/application/codeTokens.js'

suite('the tokens of code', () => {
  test('names, punctuation and strings', () => {
    assert.deepEqual(tokensOf(`db.user?.name = 'it' + 1`), 'db . user ? . name = "it" + 1')
  })

  test('comments are passed over, strings keep what looks like one', () => {
    assert.equal(tokensOf(`a // b\n/* c\n d */ e 'f // g'`), 'a e "f // g"')
  })

  test('a regular expression is one token, a division is not', () => {
    assert.equal(tokensOf(`x = /['"\`/[/]]/g; y / 2 / z`), `x = /['"\`/[/]]/ g ; y / 2 / z`)
    assert.equal(tokensOf(`return /a/.test(b)`), 'return /a/ . test ( b )')
  })

  test('the parts of a template are strings, what stands in it is code', () => {
    const { templateEnds, starts } = readCodeTokens('q`a ${ { b: `c` } } d` e')
    assert.equal(tokensOf('q`a ${ { b: `c` } } d` e'), 'q `a ` { { b : `c` } } ` d` e')
    assert.deepEqual(
      [...templateEnds.entries()].map(([token, end]) => [starts[token], end]),
      [
        [13, 14],
        [2, 21],
      ],
    )
  })

  test('brackets know their partners', () => {
    const { partners } = readCodeTokens('f({ a: [1] })')
    assert.deepEqual(partners, [-1, 9, 8, -1, -1, 7, -1, 5, 2, 1])
  })

  test('an open quote ends with its line, an open comment or template with the text', () => {
    assert.equal(tokensOf(`<p>Don't</p>\nnext`), `< p > Don "t</p>" next`)
    assert.equal(tokensOf('a /* b'), 'a')
    assert.equal(tokensOf('a `b ${ c'), 'a `b ` { c')
  })
})

function tokensOf(text: string): string {
  const { kinds, starts, ends } = readCodeTokens(text)
  return kinds
    .map((kind, index) => {
      const content = text.slice(starts[index], ends[index])
      if (kind === 'string') return `"${content}"`
      return kind === 'template' ? `\`${content}\`` : content
    })
    .join(' ')
}
