import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { openEditor } from '../../support/editor.js'
import { emptyCache } from '../../support/engine.js'
import { blog, projectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('the server outlives its engine', () => {
  test('an engine killed in the middle of the work is replaced, and the answer comes', async () => {
    const cache = emptyCache()
    const project = projectFolder(blog)
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    assert.deepEqual(await editor.diagnostics(schema), [])
    await editor.type(schema, 'name  String?', 'nick  String?')
    const answer = editor.diagnostics(schema)
    for (const pid of engineProcesses(cache.folder)) process.kill(pid, 'SIGKILL')
    assert.deepEqual(
      (await answer).map(({ code }) => code),
      ['prisma-rename-as-drop-add'],
    )
    await editor.close()
    project.remove()
    cache.remove()
  })

  test('a server that is shut down while it works leaves no engine behind', async () => {
    const cache = emptyCache()
    const project = projectFolder(blog)
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    const answer = editor.diagnostics(schema).catch(() => undefined)
    await editor.close()
    await answer
    assert.deepEqual(engineProcesses(cache.folder), [])
    project.remove()
    cache.remove()
  })
})

/** Our engine's processes carry their cache folder on the command line. */
function engineProcesses(cache: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], {
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  })
  return list
    .split('\n')
    .filter((line) => line.includes('engine-worker') && line.includes(cache))
    .map((line) => Number(line.trim().split(/\s+/)[0]))
}
