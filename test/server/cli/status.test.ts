import assert from 'node:assert/strict'
import { commandLine } from '../../support/commandLine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

suite('concertina status', () => {
  const environments = [{ name: 'staging', urlEnv: 'STAGING_URL' }]
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  setup(() => {
    project = projectFolder({ ...blog, 'concertina.json': JSON.stringify({ environments }) })
    concertina = commandLine({ folder: project.folder })
  })
  teardown(() => project.remove())

  test('an environment without a URL is unknown, never fine', async () => {
    const { code, out } = await concertina('status')
    assert.equal(code, 3)
    assert.match(out, /^staging {2}unknown: No URL is stored/)
  })

  test('says what of concertina.json is left out, and never repeats a URL', async () => {
    project.write(
      'concertina.json',
      '{ "environments": [\n  { "name": "prod", "urlEnv": "postgresql://u:secret@h/d" }\n] }',
    )
    const { code, out, notes } = await concertina('status')
    assert.equal(code, 3)
    assert.equal(out, 'concertina.json names no environments.\n')
    assert.match(notes, /^concertina\.json:2: A database URL or a password does not belong/m)
    assert.doesNotMatch(notes, /secret@/)
  })

  test('refuses a name that concertina.json does not have, and says which it has', async () => {
    const { code, out, notes } = await concertina('status', '--environment', 'stagging')
    assert.equal(code, 2)
    assert.equal(out, '')
    assert.match(notes, /^concertina\.json names no environment "stagging"\. .*: staging\.$/m)
  })
})
