import assert from 'node:assert/strict'
import {
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { ExitCode } from '../../../server/src/cli/command.js'
import { rememberedRun, type RememberedRunPorts } from '../../../server/src/cli/rememberedRun.js'
import { openResultStore } from '../../../server/src/cli/resultStore.js'
import type { ConfigResult } from '../../../server/src/prisma/configResult.js'
import { headCommit } from '../../../server/src/project/committedFiles.js'
import { diskFiles } from '../../../server/src/project/diskFiles.js'
import { readConfiguration } from '../../../server/src/project/readConfiguration.js'
import { digestOf, recordInput } from '../../../server/src/project/recordedInputs.js'
import { projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

suite('a command that was run before', () => {
  let project: ProjectFolder
  let runs: number
  let code: ExitCode
  let config: ConfigResult

  setup(() => {
    project = projectFolder({ 'a.sql': 'SELECT 1', 'concertina.json': '{}', 'folder/b.sql': '' })
    runs = 0
    code = 1
    config = { kind: 'failed', because: 'threw', say: 'no' }
  })
  teardown(() => project.remove())

  /** Reads as `lint` does, through the same doors, and says what it has read. */
  const work: RememberedRunPorts['run'] = async ({ print, note }) => {
    runs += 1
    note('a warning')
    const { folder } = project
    print(`${await diskFiles.readFile(`${folder}/a.sql`)} of `)
    print(`${(await diskFiles.readDirectory(`${folder}/folder`))?.length} files\n`)
    await diskFiles.exists(`${folder}/schema.prisma`)
    await headCommit(folder)
    await readConfiguration({ root: folder } as never, () => undefined, new Set())
    recordInput({ kind: 'config', path: 'prisma.config.ts' }, () =>
      digestOf(JSON.stringify(config)),
    )
    return code
  }
  const run = async (changes: Partial<RememberedRunPorts> = {}) => {
    let out = ''
    const notes: string[] = []
    const ended = await rememberedRun({
      arguments: ['lint', 'a.sql'],
      workingFolder: project.folder,
      cacheFolder: path.join(project.folder, '.cache'),
      program: 'this build',
      evaluateConfig: () => Promise.resolve(config),
      run: work,
      ...changes,
      print: (text) => void (out += text),
      note: (line) => void notes.push(line),
    })
    return { out, notes, ended }
  }
  const results = () => path.join(project.folder, '.cache', 'results')
  const kept = () => readdirSync(results()).map((name) => path.join(results(), name))
  const one = () => {
    const [file] = kept()
    assert.ok(file !== undefined)
    return file
  }

  test('says the same again without running, as long as nothing has changed', async () => {
    const first = await run()
    assert.deepEqual(first, { out: 'SELECT 1 of 1 files\n', notes: ['a warning'], ended: 1 })
    assert.deepEqual(await run(), first)
    assert.equal(runs, 1)
  })

  const changes: Readonly<Record<string, () => void>> = {
    'a file has another text': () => project.write('a.sql', 'SELECT 2'),
    'a file is gone': () => project.delete('a.sql'),
    'a folder has one more file': () => project.write('folder/c.sql', ''),
    'a file is there that was missing': () => project.write('schema.prisma', ''),
    'the configuration has changed': () =>
      project.write('concertina.json', '{ "rules": { "drop-table": "off" } }'),
    'there is another commit': () => {
      project.write('elsewhere.txt', 'x')
      project.commit()
    },
    'prisma.config comes to something else': () =>
      (config = { kind: 'failed', because: 'time', say: 'late' }),
    'what is kept is cut short': () => truncateSync(one(), statSync(one()).size - 3),
    'what is kept has one other byte': () => {
      const bytes = readFileSync(one())
      bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1)
      writeFileSync(one(), bytes)
    },
    'what is kept is empty': () => truncateSync(one(), 0),
  }
  for (const [what, change] of Object.entries(changes)) {
    test(`runs anew when ${what}, and remembers that`, async () => {
      await run()
      change()
      const second = await run()
      assert.equal(runs, 2)
      assert.deepEqual(await run(), second)
      assert.equal(runs, 2)
    })
  }

  test('runs anew for other arguments, in another folder, and with another build', async () => {
    await run()
    await run({ arguments: ['lint', 'a.sql', '--format', 'json'] })
    await run({ workingFolder: path.join(project.folder, 'folder') })
    await run({ program: 'the next build' })
    assert.equal(runs, 4)
  })

  test('runs anew each time where the project has rules of its own', async () => {
    project.write('concertina.json', '{ "ownRules": ["rules.ts"] }')
    await run()
    await run()
    assert.equal(runs, 2)
  })

  test('remembers no refusal, and no other command', async () => {
    code = 3
    await run()
    await run()
    code = 0
    await run({ arguments: ['check'] })
    await run({ arguments: ['check'] })
    assert.equal(runs, 4)
  })

  test('runs all the same where nothing can be kept', async () => {
    project.write('.cache', 'a file and no folder')
    await run()
    const { ended } = await run()
    assert.deepEqual([ended, runs], [1, 2])
  })

  test('lets the results go that were used longest ago', () => {
    const store = openResultStore(path.join(project.folder, '.cache'), 2_500)
    const result = (output: string) => ({ inputs: [], notes: [], code: 0, output }) as const
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      if (key === 'c') store.read('a')
      store.write(key, result(key.repeat(1_000)))
      if (key === 'c') continue
      const used = new Date(Date.UTC(2026, 0, 1 + index))
      utimesSync(path.join(results(), key), used, used)
    }
    assert.equal(store.read('b'), undefined)
    assert.deepEqual(
      ['a', 'c'].map((key) => store.read(key)?.output.charAt(0)),
      ['a', 'c'],
    )
  })
})
