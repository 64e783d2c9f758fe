import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('code actions in schema.prisma', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  setup(async () => {
    project = projectFolder(blog)
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
  })
  teardown(async () => {
    await editor.close()
    project.remove()
  })
  suiteTeardown(() => cache.remove())

  const choose = async (at: string, title: RegExp) => {
    const actions = await editor.actions(schema, at)
    const action = actions.find((one) => title.test(one.title))
    assert.ok(
      action,
      `${String(title)} is not among ${actions.map((one) => one.title).join(' | ')}`,
    )
    return editor.resolve(action)
  }

  test('create the migration of the pending change, after which nothing is pending', async () => {
    await editor.type(schema, 'title    String', 'title    String\n  subtitle String?')
    const action = await choose('subtitle', /^Create migration/)
    assert.equal(action.title, 'Create migration "add_subtitle_to_post" from the pending change')
    const files = await editor.apply(action.edit ?? {})
    assert.deepEqual(files, ['prisma/migrations/20261120093000_add_subtitle_to_post/migration.sql'])
    assert.deepEqual(await editor.diagnostics(schema), [])
  })

  test('offer a rename to be kept by @map, done in place, or planned in three deployments', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    const actions = await editor.actions(schema, 'fullName')
    assert.deepEqual(
      actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred === true]),
      [
        ['Keep the column "name": @map("name")', 'quickfix', true],
        [
          'Rename "name" of "User" to "fullName" at once: breaks the code that is running',
          'quickfix',
          false,
        ],
        [
          'Rename "name" of "User" to "fullName" in three deployments: expand, migrate, contract',
          'refactor.rewrite.concertina',
          false,
        ],
        [
          'Rename "name" of "User" to "fullName" without a copy: the table gets another name (@@map), a view serves old code',
          'refactor.rewrite.concertina',
          false,
        ],
        [
          'Create migration "drop_user_name_and_add_full_name_to_user" from the pending change',
          'refactor.rewrite.concertina',
          false,
        ],
        [
          'Take out "prisma-rename-as-drop-add" here by a comment with the reason',
          'quickfix',
          false,
        ],
      ],
    )
    assert.deepEqual(
      actions.map(({ diagnostics }) => diagnostics?.map(({ code }) => code) ?? []),
      [
        ['prisma-rename-as-drop-add'],
        ['prisma-rename-as-drop-add'],
        ['prisma-rename-as-drop-add'],
        ['prisma-rename-as-drop-add'],
        [],
        ['prisma-rename-as-drop-add'],
      ],
    )
  })

  test('keep the column of a renamed field by @map: nothing is left to migrate', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    const action = await choose('fullName', /@map/)
    await editor.apply(action.edit ?? {})
    assert.match(editor.text(schema), /fullName\s+String\?\s+@map\("name"\)/)
    assert.deepEqual(await editor.diagnostics(schema), [])
  })

  test('write the proved plan of a rename: files of every phase, the schema in between, no drift', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    const action = await choose('fullName', /expand, migrate, contract/)
    const labels = Object.values(action.edit?.changeAnnotations ?? {}).map(({ label }) => label)
    assert.ok(
      labels.some((label) => /Expand/.test(label)) &&
        labels.some((label) => /Contract/.test(label)),
    )
    const files = await editor.apply(action.edit ?? {})
    const [, plan] = /prisma\/plans\/([^/]+)\/plan\.json/.exec(files.join('\n')) ?? []
    assert.equal(plan, '20261120093000_rename_user_name_to_full_name')
    const inPlan = files.flatMap((file) => file.split(`plans/${plan}/`)[1] ?? []).sort()
    assert.deepEqual(inPlan, [
      'README.md',
      'backfill.sql',
      'contract.sql',
      'plan.json',
      'rollback/contract.sql',
      'rollback/expand.sql',
      'rollback/validate.sql',
      'validate/01_check.sql',
      'validate/02_validate.sql',
      'verify.sql',
    ])
    assert.ok(files.includes(`prisma/migrations/${plan}_expand/migration.sql`))
    assert.match(editor.text(schema), /name\s+String\?\s+@ignore/)
    assert.deepEqual(await editor.diagnostics(schema), [])
  })

  test('open the preview by an edit of nothing, so that no file of a plan stands unticked in it', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    const { edit } = await choose('fullName', /expand, migrate, contract/)
    const asking = Object.entries(edit?.changeAnnotations ?? {})
      .filter(([, { needsConfirmation }]) => needsConfirmation)
      .map(([id]) => id)
    assert.deepEqual(asking, ['look'])
    const looked = (edit?.documentChanges ?? [])
      .flatMap((change): readonly object[] => ('edits' in change ? change.edits : [change]))
      .filter((change) => 'annotationId' in change && change.annotationId === 'look')
    assert.deepEqual(
      looked.map((change) => ('newText' in change ? change.newText : 'a file')),
      [''],
    )
  })

  test('are refused when the document has changed since they were offered', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    const [action] = await editor.actions(schema, 'fullName')
    await editor.type(schema, 'fullName String?', 'fullerName String?')
    assert.ok(action)
    await assert.rejects(editor.resolve(action), /changed/)
    assert.ok(!existsSync(path.join(project.folder, 'prisma/plans')))
  })
})
