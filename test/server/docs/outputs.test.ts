import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import { isUpdate, markedParts, readPage, withParts, writePage } from '../../support/markdownPages.js'

/** Pages with output, how they call the command, and what is done to the example shop before. */
const pages = [
  { page: 'README.md', prompt: '$ node dist/cli.js', project: ' --project examples/shop', renamed: false },
  { page: 'docs/command-line.md', prompt: '$ concertina', project: '', renamed: true },
] as const

suite('output that pages show', () => {
  const cache = temporaryCache()
  suiteTeardown(() => cache.remove())

  for (const { page, prompt, project, renamed } of pages)
    test(`${page}: is what the command prints for the example shop`, async () => {
      const shop = exampleWorkspace()
      try {
        if (renamed) edit(path.join(shop.folder, 'prisma/schema.prisma'), '  phone  ', '  mobile ')
        writeFileSync(
          path.join(shop.folder, 'new.sql'),
          'CREATE INDEX "orders_note_idx" ON "orders" ("note");\n',
        )
        const text = readPage(page)
        const outputs = new Map<string, string>()
        for (const { name } of markedParts(text, ['output'])) {
          const [command = '', ...parameters] = name.replace('output: ', '').split(' ')
          const { out } = await commandLine({ folder: shop.folder, cache: cache.folder })(
            command,
            ...parameters.map((one) => (one.endsWith('.sql') ? path.join(shop.folder, one) : one)),
          )
          const typed = [`${prompt} ${command}${project}`, ...parameters].join(' ')
          outputs.set(name, `\`\`\`console\n${typed}\n${out.trimEnd()}\n\`\`\``)
        }
        assert.ok(outputs.size > 0)
        const expected = withParts(text, (name) => outputs.get(name))
        if (isUpdate()) writePage(page, expected)
        else assert.equal(withoutMessages(text), withoutMessages(expected))
      } finally {
        shop.remove()
      }
    }).timeout(180_000)
})

/** The words of a finding are held by the test of its rule; here it is told that it is found. */
function withoutMessages(text: string): string {
  return text.replace(/^ {11}\S.*$/gm, '')
}

function edit(file: string, before: string, after: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, after))
}
