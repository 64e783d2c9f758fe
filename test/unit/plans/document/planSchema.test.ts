import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { planJsonSchema } from '../../../../server/src/plans/document/planSchema.js'

const file = fileURLToPath(new URL('../../../../docs/plan.schema.json', import.meta.url))

suite('JSON schema of plan.json', () => {
  test('the file in docs is what the reader accepts', () => {
    const expected = `${JSON.stringify(planJsonSchema(), undefined, 2)}\n`
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(file, expected)
    assert.equal(readFileSync(file, 'utf8'), expected)
  })

  test('every part of it has a description that is a sentence', () => {
    for (const [path, description] of descriptions(planJsonSchema(), '')) {
      assert.match(description, /^[A-Za-z"].*\.$/s, path)
    }
  })
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
