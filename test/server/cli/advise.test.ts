import assert from 'node:assert/strict'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('concertina advise', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  suiteSetup(() => {
    project = projectFolder(blog)
    const edited = (blog[schema] ?? '').replace(
      'title    String',
      'title    String @db.VarChar(20)',
    )
    project.write(schema, edited.replace('name  String?', 'name  String?\n  bio String?'))
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })

  test('tells for each change its strategies, and what hurts nobody in one', async () => {
    const { code, json } = await concertina('advise', '--format', 'json')
    assert.equal(code, 0)
    const changes = json()['changes'] as {
      change: string
      strategies: { kind: string; recommended?: string; time: { basis: string } }[]
    }[]
    const told = changes.map(({ strategies }) =>
      strategies.map(({ kind, recommended }) => (recommended === undefined ? kind : `${kind}!`)),
    )
    assert.deepEqual(told, [
      ['expand-contract!', 'in-place', 'expand-contract', 'shadow-table', 'window'],
      ['in-place!'],
    ])
    assert.equal(changes[1]?.change, 'What hurts nobody')
    assert.equal(changes[1].strategies[0]?.time.basis, 'executed in process')
  })

  test('names what is not measured, and never guesses it', async () => {
    const { out } = await concertina('advise')
    assert.match(out, /^ {2}In place: the migration that Prisma writes$/m)
    assert.match(out, /^ {4}Disk {8}A second copy of "Post" with its indexes while it runs\.$/m)
    assert.match(out, /^ {4}Time {8}Not measured: it depends on the rows \(rewrite\)\.$/m)
    assert.doesNotMatch(out, /\d+ (?:seconds|minutes|ms|s)\b(?! at a time)/)
  })

  test('refuses an environment that concertina.json does not name', async () => {
    const { code, notes } = await concertina('advise', '--env', 'prod')
    assert.equal(code, 2)
    assert.match(notes, /concertina\.json names no environment "prod"/)
  })
})
