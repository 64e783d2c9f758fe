import assert from 'node:assert/strict'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('all plans of a save in the editor', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder(blog)
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })
  const allPlans = async (at: string) =>
    (await editor.actions(schema, at)).find(({ title }) => title.startsWith('Write all'))

  test('are not offered for one breaking change', async () => {
    await editor.type(schema, 'title    String', 'title    String?')
    assert.equal(await allPlans('title    String?'), undefined)
  })

  test('are one edit, at each of the places that change: every file once, the schema behind all', async () => {
    await editor.type(schema, 'title    String?', 'title    String?\n  note String?')
    await editor.type(schema, 'email String ', 'email String?')
    assert.equal(await allPlans('authorId'), undefined)
    const action = await allPlans('title    String?')
    assert.ok(action)
    assert.equal(
      action.title,
      'Write all 2 plans of the pending change, in the order of their deployment',
    )
    const { edit } = await editor.resolve(action)
    assert.match(
      edit?.changeAnnotations?.look?.description ?? '',
      /^In this order: \d+_add_note_to_post, \d+_optional_\w+, \d+_optional_\w+\.$/,
    )
    const files = await editor.apply(edit ?? {})
    assert.equal(new Set(files).size, files.length)
    assert.equal(files.filter((file) => file.endsWith('/plan.json')).length, 2)
    assert.deepEqual(await editor.diagnostics(schema), [])
  })
})
