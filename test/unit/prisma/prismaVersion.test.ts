import assert from 'node:assert/strict'
import {
  isWrittenForPrismaNext,
  versionOfPackages,
  type PrismaVersion,
} from '../../../server/src/prisma/prismaVersion.js'
import { memoryFiles } from '../../support/memoryFiles.js'

function versionIn(
  texts: Record<string, string>,
  root = '/work/app',
): Promise<PrismaVersion | undefined> {
  return versionOfPackages(memoryFiles(texts), root, '/work')
}

const versionFile = (version: string) => JSON.stringify({ name: 'x', version })
const dependencies = (ranges: Record<string, string>) => JSON.stringify({ dependencies: ranges })

suite('the version of Prisma: installed packages', () => {
  test('the installed prisma counts before the range in package.json', async () =>
    assert.deepEqual(
      await versionIn({
        '/work/app/package.json': dependencies({ prisma: '^7.0.0' }),
        '/work/app/node_modules/prisma/package.json': versionFile('6.19.3'),
      }),
      { kind: 'classic', major: 6, version: '6.19.3', source: 'installed' },
    ))

  test('it is looked for above the workspace folder too, as Node does', async () =>
    assert.deepEqual(
      await versionIn({ '/node_modules/prisma/package.json': versionFile('5.22.0') }),
      {
        kind: 'classic',
        major: 5,
        version: '5.22.0',
        source: 'installed',
      },
    ))

  test('the nearest one counts', async () => {
    const version = await versionIn({
      '/work/node_modules/prisma/package.json': versionFile('5.22.0'),
      '/work/app/node_modules/prisma/package.json': versionFile('7.10.1'),
    })
    assert.equal(version?.version, '7.10.1')
  })

  test('@prisma/prisma7 beside prisma 8 is a project of Prisma 7', async () =>
    assert.deepEqual(
      await versionIn({
        '/work/app/node_modules/prisma/package.json': versionFile('8.0.0-rc.19'),
        '/work/app/node_modules/@prisma/prisma7/package.json': versionFile('7.10.0'),
      }),
      { kind: 'classic', major: 7, version: '7.10.0', source: 'installed' },
    ))

  test('prisma 8 and @prisma/cli are Prisma 8', async () => {
    for (const name of ['prisma', '@prisma/cli']) {
      assert.deepEqual(
        await versionIn({
          [`/work/app/node_modules/${name}/package.json`]: versionFile('8.0.0-rc.19'),
        }),
        { kind: 'next', version: '8.0.0-rc.19', source: 'installed' },
      )
    }
  })

  test('where only the client is installed, its version counts', async () =>
    assert.equal(
      (
        await versionIn({
          '/work/app/node_modules/@prisma/client/package.json': versionFile('6.1.0'),
        })
      )?.version,
      '6.1.0',
    ))

  test('a package.json that cannot be read is passed over', async () => {
    for (const text of ['', '{', '[]', '{"version":7}', '{"version":"next"}']) {
      assert.equal(
        await versionIn({ '/work/app/node_modules/prisma/package.json': text }),
        undefined,
      )
    }
  })
})

suite('the version of Prisma: ranges in package.json', () => {
  const ranges: [Record<string, string>, PrismaVersion | undefined][] = [
    [{ prisma: '^6.1.0' }, { kind: 'classic', major: 6, source: 'package.json' }],
    [{ prisma: '~5' }, { kind: 'classic', major: 5, source: 'package.json' }],
    [{ prisma: '>=7.2 <8' }, { kind: 'classic', major: 7, source: 'package.json' }],
    [{ prisma: '7.x' }, { kind: 'classic', major: 7, source: 'package.json' }],
    [{ prisma: '7.4.0' }, { kind: 'classic', major: 7, version: '7.4.0', source: 'package.json' }],
    [{ '@prisma/client': '^6' }, { kind: 'classic', major: 6, source: 'package.json' }],
    [{ prisma: '^8.0.0-rc.1' }, { kind: 'next', source: 'package.json' }],
    [{ '@prisma/orm-postgres': '^1' }, { kind: 'next', source: 'package.json' }],
    [{ '@prisma-next/postgres': '^0.16.0' }, { kind: 'next', source: 'package.json' }],
    [
      { prisma: '^8', '@prisma/prisma7': '^7.10.0' },
      { kind: 'classic', major: 7, source: 'package.json' },
    ],
    [{ '@prisma/prisma7': 'latest' }, { kind: 'classic', major: 7, source: 'package.json' }],
    [{ prisma: 'latest' }, undefined],
    [{ prisma: 'catalog:' }, undefined],
    [{ prisma: '*' }, undefined],
    [{ other: '^7' }, undefined],
  ]
  for (const [given, expected] of ranges) {
    test(JSON.stringify(given), async () =>
      assert.deepEqual(
        await versionIn({ '/work/app/package.json': dependencies(given) }),
        expected,
      ),
    )
  }

  test('the nearest package.json that names Prisma counts, within the workspace folder', async () => {
    const above = {
      '/work/app/package.json': dependencies({ express: '^4' }),
      '/work/package.json': JSON.stringify({ devDependencies: { prisma: '^5.0.0' } }),
      '/package.json': dependencies({ prisma: '^4.0.0' }),
    }
    assert.equal((await versionIn(above))?.kind, 'classic')
    assert.deepEqual(await versionIn({ '/package.json': above['/package.json'] }), undefined)
  })
})

suite('isWrittenForPrismaNext', () => {
  for (const text of ['// use prisma-next\nmodel A {\n}', '\ufeff\n// use prisma-8\n']) {
    test(JSON.stringify(text), () => assert.equal(isWrittenForPrismaNext(text), true))
  }
  for (const text of ['', 'model A {\n}\n// use prisma-next', '// we do not use prisma-next']) {
    test(JSON.stringify(text), () => assert.equal(isWrittenForPrismaNext(text), false))
  }
})
