import assert from 'node:assert/strict'
import { ageOf } from '../../../client/src/views/age.js'
import { escapeMarkdown, paragraphs } from '../../../client/src/views/markdown.js'

suite('foreign text in a tooltip', () => {
  test('cannot become a link, an image, a heading, HTML or a theme icon', () => {
    const hostile = '[x](command:y) ![i](https://h/i) # h <img src=x> $(zap) `c` **b** | ~~s~~ &lt;'
    const shown = escapeMarkdown(hostile)
    for (const character of '[]()#<>$`*|~!')
      assert.doesNotMatch(shown, new RegExp(`(?<!\\\\)\\${character}`), character)
    assert.match(shown, /&amp;lt;/)
  })

  test('stays on one line', () => {
    assert.equal(escapeMarkdown('a\n\n- b'), 'a \\- b')
  })

  test('absent paragraphs leave no gap', () => {
    assert.equal(paragraphs('a', undefined, '', 'b'), 'a\n\nb')
  })
})

suite('ages', () => {
  const now = new Date('2026-11-20T12:00:00.000Z')
  const cases: readonly (readonly [string, string])[] = [
    ['2026-11-20T12:05:00.000Z', 'just now'],
    ['2026-11-20T11:59:01.000Z', 'just now'],
    ['2026-11-20T11:59:00.000Z', '1 minute ago'],
    ['2026-11-20T11:00:01.000Z', '59 minutes ago'],
    ['2026-11-20T11:00:00.000Z', '1 hour ago'],
    ['2026-11-18T11:00:00.000Z', '2 days ago'],
  ]
  for (const [time, age] of cases)
    test(`at noon ${time} was ${age}`, () => assert.equal(ageOf(time, now), age))
})
