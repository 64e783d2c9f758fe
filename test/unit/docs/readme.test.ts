import assert from 'node:assert/strict'
import { recipes } from '../../../server/src/recipes/index.js'
import { readManifest } from '../../support/manifest.js'
import { markedParts, readPage } from '../../support/markdownPages.js'

suite('the README', () => {
  const readme = readPage('README.md')

  test('has the two commands in the first screen', () => {
    const screen = readme.split('\n').slice(0, 20).join('\n')
    assert.match(screen, /^npm start /m)
    assert.match(screen, /^npm test /m)
  })

  test('tells the commands of the palette as the manifest tells them', () => {
    const { commands, menus } = readManifest().contributes
    const hidden = (menus['commandPalette'] ?? [])
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command)
    const titles = commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ category, title }) => `${category}: ${title}`)
    const told = [...readme.matchAll(/^\| (Concertina: [^|]+?) \|/gm)].map(([, title]) => title)
    assert.deepEqual(told.toSorted(), titles.toSorted())
  })

  test('has a row for every recipe', () => {
    for (const { id } of recipes)
      assert.ok(readme.includes(`| [\`${id}\`](docs/recipes/${id}.md) |`), id)
  })

  test('has the marks between which its settings are held to the manifest', () => {
    assert.match(readme, /<!-- settings: from package\.json -->\n\n\|[\s\S]*<!-- end of settings -->/)
    assert.equal(markedParts(readme, ['settings']).length, 1)
  })
})
