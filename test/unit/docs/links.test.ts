import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  allPages,
  anchors,
  readPage,
  repository,
  withoutCode,
} from '../../support/markdownPages.js'

/** Pages that are in the VSIX; what they link to must be there too. */
const shipped = /^docs\/(?:(?:rules|recipes)\/|(?:own-rules|settings|suppression)\.md$)/

suite('links between pages', () => {
  const pages = allPages()

  test('there are pages to look at', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/plans.md', 'examples/shop/README.md'])
      assert.ok(pages.includes(page), page)
  })

  for (const page of pages)
    test(`${page}: every link leads to a file or heading that is there`, () => {
      const text = readPage(page)
      for (const target of linksOf(text)) {
        const [file = '', anchor] = decodeURIComponent(target).split('#')
        const found = file === '' ? page : path.posix.join(path.posix.dirname(page), file)
        assert.ok(existsSync(path.join(repository, found)), target)
        if (anchor !== undefined) assert.ok(anchors(readPage(found)).includes(anchor), target)
        if (shipped.test(page)) assert.match(found, shipped)
      }
    })
})

/** Targets of links and pictures within the repository. */
function linksOf(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}
