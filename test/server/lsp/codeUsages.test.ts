import assert from 'node:assert/strict'
import { openEditor, messageOf, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const code = 'src/users.ts'

suite('where the application uses a field', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  let refreshes = 0
  let told: () => void = () => undefined
  suiteSetup(async () => {
    project = projectFolder({
      ...blog,
      [code]: 'export const all = () => prisma.user.findMany({ select: { name: true } })\n',
    })
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    editor.connection.onRequest('workspace/diagnostic/refresh', () => {
      refreshes += 1
      told()
      return null
    })
    await editor.open(schema)
    await editor.type(schema, 'name  String?', 'fullName String?')
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  /** What the finding says, asked again as an editor does: whenever the server tells it to. */
  const until = async (enough: (answer: Awaited<ReturnType<typeof found>>) => boolean) => {
    for (;;) {
      const seen = refreshes
      const answer = await found()
      if (enough(answer)) return answer
      if (seen === refreshes) await new Promise<void>((go) => (told = go))
    }
  }
  const found = async () => {
    const [diagnostic] = await editor.diagnostics(schema)
    assert.ok(diagnostic !== undefined)
    const places = (diagnostic.relatedInformation ?? [])
      .filter(({ location }) => location.uri === editor.uri(code))
      .map(({ location, message }) => `${location.range.start.line + 1} ${message}`)
    return { places, message: messageOf(diagnostic) }
  }

  test('the finding comes first, the places when the code has been read', async () => {
    const { places, message } = await until((answer) => answer.places.length > 0)
    assert.deepEqual(places, ['1 Uses "name" of User'])
    assert.match(message, /\nThe application uses "name" of User in 1 file: src\/users\.ts:1\.$/)
  })

  test('unsaved code counts as it is in the editor', async () => {
    await editor.open(code)
    await editor.type(code, 'name: true', 'id: true')
    assert.deepEqual((await found()).places, [])
    await editor.type(code, 'id: true', 'id: true, name: true')
    assert.deepEqual((await found()).places, ['1 Uses "name" of User'])
  })

  test('a file that changes on the disk is read again', async () => {
    project.write('src/more.ts', 'db.user.count({ where: { name } })\n')
    await editor.changed('src/more.ts')
    const { message } = await until((answer) => answer.message.includes('in 2 files'))
    assert.match(message, /in 2 files: src\/more\.ts:1, src\/users\.ts:1\.$/)
  })
})
