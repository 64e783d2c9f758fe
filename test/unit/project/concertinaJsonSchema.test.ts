import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { concertinaJsonSchema } from '../../../server/src/project/concertinaJsonSchema.js'

const file = fileURLToPath(new URL('../../../docs/concertina.schema.json', import.meta.url))

suite('JSON schema of concertina.json', () => {
  test('the file in docs is what the parser accepts', () => {
    const expected = `${JSON.stringify(concertinaJsonSchema(), undefined, 2)}\n`
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(file, expected)
    assert.equal(readFileSync(file, 'utf8'), expected)
  })

  test('every part of it has a description that is a sentence', () => {
    for (const [path, description] of descriptions(concertinaJsonSchema(), '')) {
      assert.match(description, /^[A-Z"].*\.$/s, path)
    }
  })

  test('no key of the file could hold a URL', () =>
    assert.doesNotMatch(JSON.stringify(concertinaJsonSchema()), /"(url|directUrl|password)":/))
})

function descriptions(schema: unknown, path: string): [string, string][] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, description } = schema as { type?: unknown; description?: unknown }
  const own: [string, string][] =
    typeof type === 'string' ? [[path, typeof description === 'string' ? description : '']] : []
  return [
    ...own,
    ...Object.entries(schema).flatMap(([key, value]) => descriptions(value, `${path}/${key}`)),
  ]
}
