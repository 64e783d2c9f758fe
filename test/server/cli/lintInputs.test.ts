import assert from 'node:assert/strict'
import path from 'node:path'
import { recordInputs } from '../../../server/src/project/recordedInputs.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder } from '../../support/projectFolder.js'

suite('what lint depends on', () => {
  test('is recorded whole, so that what it says may be remembered', async () => {
    const cache = temporaryCache()
    const project = projectFolder({
      ...blog,
      'concertina.json': '{}',
      'drop.sql': 'ALTER TABLE "User" DROP COLUMN "gone";\n',
      'src/a.ts': 'db.user.findMany({})\n',
    })
    try {
      const file = Object.keys(blog).find((name) => name.endsWith('migration.sql')) ?? ''
      const concertina = commandLine({ folder: project.folder, cache: cache.folder })
      const { result, inputs } = await recordInputs(() => concertina('lint', file, 'drop.sql'))
      assert.equal(result.code, 1, result.notes)
      const read = inputs.map((input) =>
        [
          input.kind,
          path.relative(project.folder, input.path).replaceAll('\\', '/'),
          ...(input.kind === 'git' ? input.parameters : []),
        ].join(' '),
      )
      for (const expected of [
        ...Object.keys(blog).map((name) => `file ${name}`),
        'file concertina.json',
        'file drop.sql',
        'file src/a.ts',
        'folder prisma/migrations',
        'folder prisma/plans',
        'git  rev-parse --verify --quiet HEAD',
        'git  rev-parse --show-prefix',
      ]) {
        assert.ok(read.includes(expected), `${expected} is not among\n${read.join('\n')}`)
      }
    } finally {
      project.remove()
      cache.remove()
    }
  })
})
