import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import { readPage } from '../../support/markdownPages.js'

suite('the JSON of check, beside its page', () => {
  const cache = temporaryCache()
  suiteTeardown(() => cache.remove())

  test('every field that a real report has is told', async () => {
    const shop = exampleWorkspace()
    try {
      const schema = path.join(shop.folder, 'prisma', 'schema.prisma')
      writeFileSync(schema, readFileSync(schema, 'utf8').replace('  phone  ', '  mobile '))
      const { code, json } = await commandLine({ folder: shop.folder, cache: cache.folder })(
        ...['check', '--format', 'json'],
      )
      assert.equal(code, 1)
      const page = readPage('docs/command-line.md')
      const untold = keysOf(json()).filter((key) => !new RegExp(`["\`.]${key}["\`[]`).test(page))
      assert.deepEqual(untold, [])
    } finally {
      shop.remove()
    }
  }).timeout(180_000)
})

/** Every key at any depth, each once. What stands in `facts` is each rule's own. */
function keysOf(value: unknown): readonly string[] {
  const keys = new Set<string>()
  const look = (one: unknown): void => {
    if (Array.isArray(one)) for (const item of one) look(item)
    else if (typeof one === 'object' && one !== null)
      for (const [key, inner] of Object.entries(one)) {
        keys.add(key)
        if (key !== 'facts') look(inner)
      }
  }
  look(value)
  return [...keys]
}
