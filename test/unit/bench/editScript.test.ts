import assert from 'node:assert/strict'
import { applied, editScript } from '../../../bench/editScript.js'

suite('the edits of the benchmarks', () => {
  const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id   Int     @id
  name String?
}

model Order {
  id   Int     @id
  note String?
  memo String  @unique
}
`
  const texts = (count: number) => {
    const seen = [schema]
    for (const edit of editScript(schema, count)) seen.push(applied(seen.at(-1) ?? '', edit))
    return seen
  }

  test('are as many as were asked for, and always the same', () => {
    assert.equal(editScript(schema, 200).length, 200)
    assert.deepEqual(editScript(schema, 50), editScript(schema, 50))
  })

  test('type a field letter by letter, rename another, change its type and remove it', () => {
    const seen = texts(200)
    assert.ok(seen.some((text) => text.includes('  nick\n')))
    assert.ok(seen.some((text) => text.includes('  nickname String?\n')))
    assert.ok(seen.some((text) => text.includes('  nameTex String?\n')))
    assert.ok(seen.some((text) => text.includes('  nameText BigInt? @unique\n')))
    assert.ok(seen.some((text) => text.includes('@@index([noteText])')))
    assert.ok(seen.some((text) => !text.includes('name String?') && !text.includes('nameText')))
  })

  test('come back to the schema, so that no change piles up', () => {
    assert.ok(texts(200).filter((text) => text === schema).length > 3)
  })

  test('a schema without a plain field is refused', () => {
    assert.throws(
      () => editScript('model A {\n  id Int @id\n}\n', 1),
      /no model with a plain field/,
    )
  })
})
