import assert from 'node:assert/strict'
import {
  parseConfigReply,
  replyForError,
  resultOfReply,
} from '../../../server/src/prisma/configReply.js'

const config = {
  shape: 'next',
  schema: 'a',
  migrationsPath: 'b',
  initShadowDb: 'c',
  externalTables: ['d.e'],
  externalEnums: ['f.g'],
  viewsPath: 'h',
  hasUrl: true,
  hasShadowDatabaseUrl: true,
} as const

suite('the reply of the process that ran a config', () => {
  test('a config arrives as it was sent', () =>
    assert.deepEqual(parseConfigReply({ kind: 'config', config }), { kind: 'config', config }))

  test('whatever else was sent with it does not', () =>
    assert.deepEqual(
      parseConfigReply({ kind: 'threw', error: 'a b', missingPackage: '/home/me', x: 1 }),
      {
        kind: 'threw',
      },
    ))

  for (const message of [undefined, null, 1, 'config', [], {}, { kind: 'x' }, { kind: 'config' }]) {
    test(`${JSON.stringify(message)} is no reply`, () =>
      assert.equal(parseConfigReply(message), undefined))
  }

  test('of an error only its kind or a missing package is told', () => {
    assert.deepEqual(replyForError(new RangeError('pw')), { kind: 'threw', error: 'RangeError' })
    assert.deepEqual(replyForError('pw'), { kind: 'threw' })
    assert.deepEqual(replyForError(new Error(`Cannot find module '@a/b/c'\n- /home/me`)), {
      kind: 'threw',
      missingPackage: '@a/b/c',
    })
    assert.deepEqual(replyForError(new Error(`Cannot find module '/home/me/x'`)), { kind: 'threw' })
  })

  test('the user reads what to do', () => {
    assert.deepEqual(
      resultOfReply({ kind: 'threw', missingPackage: 'dotenv/config' }, 'prisma.config.ts'),
      {
        kind: 'failed',
        because: 'threw',
        say: 'prisma.config.ts imports "dotenv/config", which is not installed.',
      },
    )
    assert.deepEqual(resultOfReply({ kind: 'threw' }, 'prisma.config.ts'), {
      kind: 'failed',
      because: 'threw',
      say: 'prisma.config.ts failed while it was run.',
    })
    assert.deepEqual(resultOfReply({ kind: 'no-object' }, 'prisma.config.ts'), {
      kind: 'failed',
      because: 'no-object',
      say: 'prisma.config.ts does not export a config object.',
    })
  })
})
