import assert from 'node:assert/strict'
import type { StateStore } from '../../../server/src/engine/child/stateStore.js'
import { createTraceMemo } from '../../../server/src/engine/child/traceMemo.js'
import type { StatementTrace } from '../../../server/src/engine/trace.js'

suite('traces that are remembered', () => {
  const requests = (text: string) => [{ text, names: [] }]
  const traces = (why: string): StatementTrace[] => [{ kind: 'skipped', why }]

  test('are given again for the same state and the same statements only', async () => {
    const memo = createTraceMemo(memoryStore(new Map()))
    memo.set('state', requests('SELECT 1'), traces('first'))
    assert.deepEqual(await memo.get('state', requests('SELECT 1')), traces('first'))
    assert.equal(await memo.get('state', requests('SELECT 2')), undefined)
    assert.equal(await memo.get('later state', requests('SELECT 1')), undefined)
  })

  test('cost no file while somebody types; the latest are on disk for the next session', async () => {
    const files = new Map<string, string>()
    const memo = createTraceMemo(memoryStore(files))
    for (let letter = 0; letter < 200; letter++)
      memo.set('state', requests(`SELECT ${letter}`), traces(`${letter}`))
    assert.equal(files.size, 0)
    await memo.persist()
    assert.equal(files.size, 8)

    const next = createTraceMemo(memoryStore(files))
    assert.deepEqual(await next.get('state', requests('SELECT 199')), traces('199'))
    assert.equal(await next.get('state', requests('SELECT 0')), undefined)
  })

  test('are written once', async () => {
    const files = new Map<string, string>()
    const memo = createTraceMemo(memoryStore(files))
    memo.set('state', requests('SELECT 1'), traces('first'))
    await memo.persist()
    files.clear()
    await memo.persist()
    assert.equal(files.size, 0)
  })
})

function memoryStore(files: Map<string, string>): Pick<StateStore, 'read' | 'write'> {
  return {
    read: (state, name) => Promise.resolve(files.get(`${state}/${name}`)),
    write: (state, name, text) => {
      files.set(`${state}/${name}`, text)
      return Promise.resolve()
    },
  }
}
