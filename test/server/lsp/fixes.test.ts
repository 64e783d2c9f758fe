import assert from 'node:assert/strict'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'

suite('fixes, as an editor asks for them', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  setup(() => {
    project = projectFolder(blog)
  })
  teardown(async () => {
    await editor.close()
    project.remove()
  })
  suiteTeardown(() => cache.remove())

  const open = async (name: string) => {
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(name)
  }
  const openSql = async (sql: string) => {
    project.write(file, sql)
    await open(file)
  }
  const codes = async (name: string) => (await editor.diagnostics(name)).map(({ code }) => code)
  const choose = async (name: string, at: string, title: RegExp, only?: string[]) => {
    const actions = await editor.actions(name, at, only)
    const action = actions.find((one) => title.test(one.title))
    assert.ok(action, `among ${actions.map((one) => one.title).join(' | ')}`)
    const { edit } = await editor.resolve(action)
    return { action, touched: await editor.apply(edit ?? assert.fail()) }
  }

  test('a finding is taken out of a migration by a comment, and the comment when it is in vain', async () => {
    await openSql('DROP TABLE "Post";\n')
    const { action } = await choose(file, '"Post"', /^Take out "drop-table"/)
    assert.deepEqual(
      action.diagnostics?.map(({ code }) => code),
      ['drop-table'],
    )
    assert.equal(
      editor.text(file),
      '-- concertina-ignore drop-table: accepted, say why here\nDROP TABLE "Post";\n',
    )
    assert.ok(!(await codes(file)).includes('drop-table'))

    await editor.type(file, 'DROP TABLE "Post"', 'SELECT 1')
    assert.deepEqual(await codes(file), ['unused-ignore'])
    const lightbulb = await editor.actions(file, 'concertina')
    assert.ok(lightbulb.every(({ kind }) => kind !== 'source.fixAll.concertina'))
    const all = await choose(file, 'SELECT', /^Fix all/, ['source.fixAll'])
    assert.equal(all.action.kind, 'source.fixAll.concertina')
    assert.equal(editor.text(file), 'SELECT 1;\n')
    assert.deepEqual(await codes(file), [])
  })

  test('a finding is taken out of the schema by a comment, which Prisma reads as documentation', async () => {
    await open(schema)
    await editor.type(schema, 'title    String', 'title    String @db.VarChar(9)')
    const [code] = await codes(schema)
    await choose(schema, '@db.VarChar', /^Take out/)
    assert.match(
      editor.text(schema),
      new RegExp(
        `\\n {2}/// concertina-ignore ${String(code)}: accepted, say why here\\n {2}title`,
      ),
    )
    assert.ok(!(await codes(schema)).includes(code))
  })
})
