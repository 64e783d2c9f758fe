import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStateStore, type StateStore } from '../../../server/src/engine/child/stateStore.js'
import { isWholeTar, writeTar } from '../../../server/src/engine/child/tarArchive.js'

const files = [
  { name: 'base', folder: true, data: new Uint8Array() },
  // A page of zeros, as a truncated archive may end with.
  { name: 'base/1', folder: false, data: new Uint8Array(4096) },
  { name: 'PG_VERSION', folder: false, data: Buffer.from('18\n') },
]

suite('the kept states of databases', () => {
  let folder: string
  let store: StateStore
  setup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concertina-states-'))
    store = await openStateStore(folder, 1e9)
  })
  teardown(() => rm(folder, { recursive: true }))

  const file = () => path.join(folder, 'states', 'one', 'data.tar')

  test('give back what was kept', async () => {
    await store.keepData('one', files)
    const kept = await store.data('one')
    assert.deepEqual(
      kept?.map(({ name, data }) => [name, data.length]),
      [
        ['base', 0],
        ['base/1', 4096],
        ['PG_VERSION', 3],
      ],
    )
  })

  test('count as absent when a part is missing, and are made anew', async () => {
    await store.keepData('one', files)
    const { length } = await readFile(file())
    for (const size of [0, 100, 512 + 512 + 2048, 512 + 512 + 4096, length - 512, length - 1]) {
      await store.keepData('one', files)
      await truncate(file(), size)
      assert.equal(await store.data('one'), undefined, String(size))
      assert.equal(await store.hasData('one'), false)
    }
  })

  test('count as absent when they are something else', async () => {
    await store.keepData('one', files)
    await writeFile(file(), 'no archive at all '.repeat(100))
    assert.equal(await store.data('one'), undefined)
    assert.equal(isWholeTar(writeTar(files)), true)
    assert.equal(isWholeTar(writeTar([])), true)
  })
})
