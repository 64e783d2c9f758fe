import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { recipes } from '../../../server/src/recipes/index.js'
import { headings, readPage, repository } from '../../support/markdownPages.js'

suite('pages of the recipes', () => {
  test('there is one for every recipe, and none for another', () => {
    const pages = readdirSync(join(repository, 'docs/recipes')).filter((name) =>
      name.endsWith('.md'),
    )
    assert.deepEqual(pages.toSorted(), recipes.map(({ id }) => `${id}.md`).toSorted())
  })

  for (const { id, title, operation } of recipes)
    test(`${id}: its page has the recipe’s title, a diagram, and answers all questions`, () => {
      const page = readPage(`docs/recipes/${id}.md`)
      assert.ok(page.startsWith(`# ${id}\n\n**${title}** · ${operation}\n`))
      assert.match(page, /^```mermaid$/m)
      assert.deepEqual(headings(page), [
        'What the change breaks',
        'Without this plan',
        'The phases',
        'The files',
        'What is proved',
        'Gates',
        'Going back',
        'When it is refused',
      ])
    })
})
