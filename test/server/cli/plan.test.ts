import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('concertina plan', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  setup(() => {
    project = projectFolder(blog)
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  teardown(() => project.remove())
  suiteTeardown(() => cache.remove())

  const name = '20261120093000_rename_user_name_to_full_name'
  const planJson = () => path.join(project.folder, `prisma/plans/${name}/plan.json`)

  test('lists the plans of the pending change', async () => {
    const { code, out } = await concertina('plan')
    assert.equal(code, 0)
    assert.equal(
      out,
      '1  rename-column  public.User.name\n  Rename "name" of "User" to "fullName" in three deployments: expand, migrate, contract\n\n' +
        '-  rename-column-view  public.User.name\n  Rename "name" of "User" to "fullName" without a copy: the table gets another name (@@map), a view serves old code\n' +
        '  Another way instead of 1.\n',
    )
  })

  test('proves a plan and says what it would write, and writes nothing', async () => {
    const text = await concertina('plan', '--recipe', 'rename-column')
    assert.equal(text.code, 0)
    assert.match(text.out, /^would write .*_expand\/migration\.sql$/m)
    assert.match(text.out, /^would edit .*schema\.prisma$/m)
    assert.match(text.out, /^Nothing is written without --write\.$/m)
    const json = await concertina('plan', '--recipe', 'rename-column', '--format', 'json')
    assert.equal(json.json()['written'], false)
    assert.ok(!existsSync(planJson()))
  })

  test('writes a plan: the files that it names, and the schema in between', async () => {
    const written = await concertina(
      ...['plan', '--recipe', 'rename-column', '--with-application-code'],
      ...['--write', '--format', 'json'],
    )
    const { files, edited, ...rest } = written.json()
    assert.deepEqual(rest, { version: 1, plan: name, written: true, removed: [] })
    assert.ok((files as string[]).every((file) => existsSync(file)))
    assert.deepEqual(edited, [path.join(project.folder, schema)])
    const code = readFileSync(planJson().replace('plan.json', 'application.ts'), 'utf8')
    assert.match(code, /^import type \{ PrismaClient \} from '@prisma\/client'$/m)
    assert.match(code, /^export async function readUserFullName\($/m)
    assert.match(
      readFileSync(path.join(project.folder, schema), 'utf8'),
      /name\s+String\?\s+@ignore/,
    )
  })

  test('refuses to write over a file that exists', async () => {
    project.write(`prisma/plans/${name}/plan.json`, '{}')
    const { code, notes } = await concertina('plan', '--recipe', 'rename-column', '--write')
    assert.equal(code, 3)
    assert.match(notes, /plan\.json" exists already\./)
    assert.equal(readFileSync(planJson(), 'utf8'), '{}')
    assert.ok(!existsSync(path.join(project.folder, `prisma/migrations/${name}_expand`)))
  })
})
