import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { changesJson, changesText, writeChanges } from '../../../server/src/cli/writeChanges.js'
import type { FileChanges } from '../../../server/src/features/documentEdit.js'

suite('the changes that the command line makes on the disk', () => {
  let folder: string
  setup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concertina-changes-'))
    await writeFile(path.join(folder, 'a.prisma'), 'one')
    await writeFile(path.join(folder, 'b.prisma'), 'two')
  })
  teardown(() => rm(folder, { recursive: true }))

  const at = (name: string) => path.join(folder, name)
  const changes = (): FileChanges => ({
    creations: [{ uri: String(pathToFileURL(at('new/c.sql'))), text: 'three', annotation: 'all' }],
    edits: [
      edit('a.prisma', 'one', 'ONE'),
      // An editor opens its preview by an edit that changes nothing.
      edit('b.prisma', 'two', 'two'),
    ],
    annotations: { all: { label: 'all', description: '', needsConfirmation: false } },
  })
  const edit = (name: string, text: string, newText: string) => ({
    uri: String(pathToFileURL(at(name))),
    text,
    edits: [{ range: { start: 0, end: text.length }, newText }],
    annotation: 'all',
  })

  test('tell the files that change, and those alone', () => {
    assert.equal(
      changesText(changes(), true),
      `wrote ${at('new/c.sql')}\nedited ${at('a.prisma')}\n`,
    )
    assert.deepEqual(changesJson(changes()).edited, [at('a.prisma')])
  })

  test('are made', async () => {
    await writeChanges(changes())
    assert.equal(await readFile(at('new/c.sql'), 'utf8'), 'three')
    assert.equal(await readFile(at('a.prisma'), 'utf8'), 'ONE')
  })

  test('are refused as a whole when a file is there, or has changed meanwhile', async () => {
    await writeFile(at('a.prisma'), 'other')
    await assert.rejects(writeChanges(changes()), /a\.prisma" has changed meanwhile\. Try again\./)
    await assert.rejects(readFile(at('new/c.sql')), /ENOENT/)
    await writeFile(at('a.prisma'), 'one')
    await writeChanges(changes())
    await assert.rejects(writeChanges(changes()), /c\.sql" exists already\./)
  })
})
