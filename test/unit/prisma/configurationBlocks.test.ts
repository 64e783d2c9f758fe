import assert from 'node:assert/strict'
import {
  configurationBlocks,
  readConfigurationBlocks,
} from '../../../server/src/prisma/configurationBlocks.js'

suite('the datasource and generator blocks of a schema', () => {
  const blocksIn = (text: string) =>
    configurationBlocks(text).map(({ start, end }) => text.slice(start, end))
  const datasource = 'datasource db {\n  provider = "postgresql"\n}'
  const generator = 'generator client {\n  provider = "prisma-client"\n}'

  test('are found among models, wherever they stand', () =>
    assert.deepEqual(
      blocksIn(`model A {\n  id Int @id\n}\n${datasource}\r\nenum B { X }\n  ${generator}`),
      [datasource, generator],
    ))

  test('braces in strings and comments close nothing', () => {
    const block = 'datasource db {\n  url = "a}b\\"}" // }\n  /* } */\n}'
    assert.deepEqual(blocksIn(`${block}\nmodel A {\n  id Int @id\n}`), [block])
  })

  test('in comments are none', () =>
    assert.deepEqual(
      blocksIn(`// ${generator.split('\n')[0]}\n/*\n${datasource}\n*/\nenum A { B }`),
      [],
    ))

  test('a model or an enum of that name is none', () =>
    assert.deepEqual(blocksIn('model datasource {\n  id Int @id\n}\nenum generator {\n  A\n}'), []))

  test('a field of that name is none', () =>
    assert.deepEqual(
      blocksIn('model A {\n  id Int @id\n  datasource String\n  generator String\n}'),
      [],
    ))

  test('one that is not closed yet goes on to the end of the text', () =>
    assert.deepEqual(blocksIn(`enum A {\n  B\n}\ndatasource db {\n  url = "x"`), [
      'datasource db {\n  url = "x"',
    ]))

  test('are read without the rest of the schema', () =>
    assert.deepEqual(
      readConfigurationBlocks(`model A {\n  id Int @id\n}\n${datasource}\n${generator}`).map(
        ({ kind }) => kind,
      ),
      ['datasource', 'generator'],
    ))
})
