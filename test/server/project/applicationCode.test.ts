import assert from 'node:assert/strict'
import { utimesSync } from 'node:fs'
import path from 'node:path'
import {
  codeLimits,
  createApplicationCode,
  type ApplicationPorts,
} from '../../../server/src/project/applicationCode.js'
import { pathOfFileSystem, uriOfPath } from '../../../server/src/project/locations.js'
import { readTexts } from '../../../server/src/project/readProject.js'
import { projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const generator = 'generator client {\n provider = "prisma-client"\n output = "../src/made"\n}\n'
const call = 'db.user.findMany({})\n'

suite('reading the code of an application', () => {
  let project: ProjectFolder
  teardown(() => project.remove())

  const made = (
    files: Record<string, string>,
    more: Partial<ApplicationPorts> = {},
    below = '',
  ) => {
    project = projectFolder(files, { commit: false })
    const root = pathOfFileSystem(path.join(project.folder, below))
    const schema = readTexts([{ uri: uriOfPath(`${root}/prisma/schema.prisma`), text: generator }])
    const code = createApplicationCode(
      { root },
      {
        openText: () => undefined,
        openUris: () => [],
        topFolder: pathOfFileSystem(project.folder),
        ...more,
      },
    )
    const top = pathOfFileSystem(project.folder)
    const known = () => code.last()?.index.candidates(['user'], []) ?? []
    return {
      known,
      code,
      read: () => code.read(schema),
      files: () =>
        known()
          .map((one) => one.path.slice(top.length + 1))
          .sort(),
      at: (file: string) => `${top}/${file}`,
    }
  }

  test('takes TypeScript and JavaScript, and leaves out what is made or fetched', async () => {
    const { read, files } = made({
      'a.ts': call,
      'src/b.tsx': call,
      'src/c.mjs': call,
      'src/g.svelte': `<p>a</p>\n<script lang="ts">\n${call}</script>`,
      'src/d.d.ts': call,
      'src/made/client.ts': call,
      'node_modules/x/index.js': call,
      'dist/a.js': call,
      '.next/a.js': call,
      '.gitignore': 'ignored/\n*.gen.ts\n',
      'ignored/e.ts': call,
      'src/f.gen.ts': call,
      'src/.gitignore': '!f.gen.ts',
    })
    await read()
    assert.deepEqual(files(), ['a.ts', 'src/b.tsx', 'src/c.mjs', 'src/f.gen.ts', 'src/g.svelte'])
  })

  test('in a repository of packages reads them all but those with a Prisma schema of their own', async () => {
    const { read, files } = made(
      {
        'pnpm-workspace.yaml': '',
        'packages/db/index.ts': call,
        'apps/web/page.tsx': call,
        'apps/other/prisma/schema.prisma': '',
        'apps/other/index.ts': call,
      },
      {},
      'packages/db',
    )
    await read()
    assert.deepEqual(files(), ['apps/web/page.tsx', 'packages/db/index.ts'])
  })

  test('outside of any repository the project itself is read', async () => {
    const { code, read } = made({ 'a.ts': call }, { topFolder: '/nowhere' })
    await read()
    assert.equal(code.last()?.index.size(), 1)
  })

  test('reads again only what has changed, and tells whether anything has', async () => {
    const { code, read, at, known } = made({ 'a.ts': call, 'b.ts': call })
    const calls = () => known().map(({ file }) => file.calls.length)
    assert.equal(code.last(), undefined)
    assert.deepEqual(await read(), { hasChanged: true })
    assert.deepEqual(await read(), { hasChanged: false })
    project.write('a.ts', call + call)
    utimesSync(path.join(project.folder, 'a.ts'), 1, 1)
    assert.equal(code.isStale(), false)
    assert.equal(code.changed([at('node_modules/x.ts'), at('readme.md')]), false)
    assert.equal(code.changed([at('a.ts')]), true)
    assert.equal(code.isStale(), true)
    assert.deepEqual(await read(), { hasChanged: true })
    assert.deepEqual(calls(), [2, 1])
    project.delete('b.ts')
    assert.deepEqual(await read(), { hasChanged: true })
    assert.deepEqual(calls(), [2])
  })

  test('the text of an open document wins over the file', async () => {
    let open: Record<string, string> = {}
    const { read, known, at } = made(
      { 'a.ts': call },
      { openText: (uri) => open[uri], openUris: () => Object.keys(open) },
    )
    const count = () => known()[0]?.file.calls.length
    open = { [uriOfPath(at('a.ts'))]: call + call, [uriOfPath('/elsewhere.ts')]: call }
    await read()
    assert.equal(count(), 2)
    open = {}
    assert.equal(count(), 1)
  })

  test('says where it stopped', async () => {
    const files = { 'a.ts': call, 'b.ts': 'x'.repeat(2000), 'deep/er/c.ts': call }
    const said = async (limits: Partial<typeof codeLimits>) => {
      const { code, read } = made(files, { limits: { ...codeLimits, ...limits } })
      await read()
      const why = code.last()?.incomplete
      project.remove()
      return why
    }
    assert.equal(await said({}), undefined)
    assert.match((await said({ files: 1 })) ?? '', /ends at 1 files/)
    assert.match((await said({ folders: 2 })) ?? '', /ends at 2 folders/)
    assert.match((await said({ depth: 1 })) ?? '', /1 levels of folders/)
    assert.match((await said({ bytes: 1000 })) ?? '', /1 file was larger than 0\.001 MB/)
  })
})
