import assert from 'node:assert/strict'
import { lint, preview_features } from '@prisma/prisma-schema-wasm'
import {
  isKnownPreviewFeature,
  knownPreviewFeatures,
} from '../../../server/src/prisma/previewFeatures.js'

suite('preview features', () => {
  for (const name of knownPreviewFeatures) {
    test(`the parser knows ${name}`, () => assert.equal(parserKnows(name), true))
  }

  test('every feature that the parser lists is known', () => {
    const listed = JSON.parse(preview_features()) as string[]
    assert.deepEqual(
      listed.filter((name) => !isKnownPreviewFeature(name)),
      [],
    )
  })

  test('upper and lower case are the same to the parser and to us', () => {
    assert.equal(parserKnows('TRACING'), true)
    assert.equal(isKnownPreviewFeature('TRACING'), true)
  })

  for (const name of ['metrics', 'orderByRelations', 'aggregations', 'transactionalApi', 'typo']) {
    test(`the parser has forgotten ${name}`, () => {
      assert.equal(parserKnows(name), false)
      assert.equal(isKnownPreviewFeature(name), false)
    })
  }
})

function parserKnows(name: string): boolean {
  const schema = `datasource db {\n  provider = "postgresql"\n}\ngenerator client {\n  provider = "x"\n  previewFeatures = ["${name}"]\n}\n`
  const findings = JSON.parse(lint(JSON.stringify([['schema.prisma', schema]]))) as {
    readonly is_warning: boolean
  }[]
  return findings.every((finding) => finding.is_warning)
}
