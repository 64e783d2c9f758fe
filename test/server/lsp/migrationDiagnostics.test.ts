import assert from 'node:assert/strict'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const committed = 'prisma/migrations/20250101000000_init/migration.sql'
const fresh = 'prisma/migrations/20250201000000_more/migration.sql'

suite('diagnostics in migration.sql', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder(blog)
    project.write(
      fresh,
      'ALTER TABLE "Post" DROP COLUMN "title";\n\nCREATE INDEX "Post_authorId_idx" ON "Post"("authorId");\n',
    )
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(committed)
    await editor.open(fresh)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  const found = async (file: string) =>
    (await editor.diagnostics(file)).map(({ code, range: { start, end } }) => [
      code,
      (editor.text(file).split('\n')[start.line] ?? '').slice(start.character, end.character),
    ])

  test('stand on the statement’s own tokens of a file that nobody has applied', async () =>
    assert.deepEqual(await found(fresh), [
      ['drop-column', '"title"'],
      ['missing-lock-timeout', '"title"'],
      ['create-index-blocking', '"Post_authorId_idx"'],
    ]))

  test('follow the buffer, not the disk', async () => {
    await editor.type(fresh, 'CREATE INDEX', 'CREATE INDEX CONCURRENTLY')
    assert.deepEqual(await found(fresh), [
      ['drop-column', '"title"'],
      ['missing-lock-timeout', '"title"'],
    ])
  })

  test('a comment with a reason takes one out, and one in vain is told where it stands', async () => {
    const comments =
      '-- concertina-ignore drop-column: nobody reads it\n-- concertina-ignore drop-table: old\n'
    await editor.type(fresh, 'ALTER TABLE', `${comments}ALTER TABLE`)
    assert.deepEqual(await found(fresh), [
      ['missing-lock-timeout', '"title"'],
      ['unused-ignore', '-- concertina-ignore drop-table: old'],
    ])
    await editor.type(fresh, comments, '')
  })

  test('a statement that does not parse hides no other', async () => {
    await editor.type(fresh, 'DROP COLUMN "title"', 'DROP COLUMN "title"; ALTER TBLE x')
    const [dropped, ...others] = await found(fresh)
    assert.deepEqual(dropped, ['drop-column', '"title"'])
    assert.deepEqual(
      others.filter(([code]) => code === 'migration-does-not-apply'),
      [['migration-does-not-apply', 'TBLE']],
    )
  })

  test('are not repeated for a migration that is committed: it has been deployed', async () =>
    assert.deepEqual(await found(committed), []))
})
