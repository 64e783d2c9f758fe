import assert from 'node:assert/strict'
import { configFileNames, rootOfConfigFile } from '../../../server/src/prisma/configFileNames.js'

suite('where Prisma looks for its config file', () => {
  test('Prisma 7.10 and later look for prisma7.config first', () => {
    const names = configFileNames({
      kind: 'classic',
      major: 7,
      version: '7.10.1',
      source: 'installed',
    })
    assert.deepEqual(
      ['prisma7.config.ts', '.config/prisma7.ts', 'prisma.config.ts', '.config/prisma.ts'].map(
        (name) => names.indexOf(name),
      ),
      [1, 7, 13, 25],
    )
    assert.equal(names.includes('prisma.config/index.ts'), true)
    assert.equal(names.includes('.config/prisma.config.mts'), true)
  })

  test('older ones do not know that name', () => {
    for (const [major, version] of [
      [7, '7.9.1'],
      [6, '6.19.3'],
    ] as const) {
      const names = configFileNames({ kind: 'classic', major, version, source: 'installed' })
      assert.equal(names.includes('prisma7.config.ts'), false)
      assert.equal(names[0], 'prisma.config.js')
    }
  })

  test('a version of which only the major is known is taken for a recent one', () => {
    const [first] = configFileNames({ kind: 'classic', major: 7, source: 'package.json' })
    assert.equal(first, 'prisma7.config.js')
    assert.equal(configFileNames(undefined)[0], 'prisma7.config.js')
  })

  test('Prisma 5 has no config file', () =>
    assert.deepEqual(configFileNames({ kind: 'classic', major: 5, source: 'package.json' }), []))

  test('a config file configures the folder around it, and around .config', () => {
    assert.equal(rootOfConfigFile('/work/app/prisma.config.ts'), '/work/app')
    assert.equal(rootOfConfigFile('/work/app/.config/prisma.config.ts'), '/work/app')
    assert.equal(rootOfConfigFile('/work/app/.config/prisma/index.mjs'), '/work/app')
    assert.equal(rootOfConfigFile('/prisma.config.ts'), '/')
    assert.equal(rootOfConfigFile('/work/my-prisma.config.ts'), undefined)
    assert.equal(rootOfConfigFile('/work/prisma/index.ts'), undefined)
  })
})
