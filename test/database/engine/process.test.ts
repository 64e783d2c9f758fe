import assert from 'node:assert/strict'
import { EngineTimedOut } from '../../../server/src/engine/engineProcess.js'
import { historyOf, noFilter, schemaFile, startEngine, emptyCache } from '../../support/engine.js'

const history = historyOf({
  '1_init': 'CREATE TABLE "A" ("id" INTEGER NOT NULL, CONSTRAINT "A_pkey" PRIMARY KEY ("id"));',
})
const changed = {
  at: 1,
  files: schemaFile('model A {\n  id Int @id\n  x Int?\n}\n'),
  filter: noFilter,
  direction: 'toSchema',
} as const

suite('the engine process', () => {
  test('that is killed while it works answers again by itself', async () => {
    const cache = emptyCache()
    const engine = startEngine(cache.folder)
    engine.open(history)
    await engine.replay(1)
    const before = engine.pid()
    const pending = engine.diff(changed)
    if (before !== undefined) process.kill(before, 'SIGKILL')
    const result = await pending
    assert.equal(result.kind, 'script')
    assert.notEqual(engine.pid(), before)
    await engine.end()
    cache.remove()
  })

  test('that was killed leaves nothing behind that the next one trips over', async () => {
    const cache = emptyCache()
    const first = startEngine(cache.folder)
    first.open(history)
    await first.diff(changed)
    const pid = first.pid()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    const second = startEngine(cache.folder)
    second.open(history)
    assert.equal((await second.diff(changed)).kind, 'script')
    await second.end()
    cache.remove()
  })

  test('that does not answer in time is ended, and the request refused', async () => {
    const cache = emptyCache()
    const engine = startEngine(cache.folder, 4_000)
    engine.open(historyOf({ '1_slow': 'SELECT pg_sleep(600);' }))
    await assert.rejects(engine.replay(1), EngineTimedOut)
    assert.equal(engine.pid(), undefined)
    await engine.end()
    cache.remove()
  })

  test('started again on the same history answers from disk', async () => {
    const cache = emptyCache()
    const first = startEngine(cache.folder)
    first.open(history)
    await first.replay(1)
    const statements = [{ text: 'ALTER TABLE "A" ADD COLUMN y INT', names: ['A'] }]
    const traced = await first.trace(statements)
    await first.diff(changed)
    // One more request, so that the first process has had its idle moment and kept what it knows.
    await first.residentBytes()
    await first.residentBytes()
    await first.end()

    const second = startEngine(cache.folder)
    second.open(history)
    assert.equal((await second.replay(1)).source, 'cached')
    assert.deepEqual(await second.trace(statements), traced)
    assert.equal((await second.diff(changed)).kind, 'script')
    await second.end()
    cache.remove()
  })

  test('gives a stage of its own to a rehearsal, which changes nothing elsewhere and nothing for the next', async () => {
    const cache = emptyCache()
    const engine = startEngine(cache.folder)
    engine.open(history)
    const stage = await engine.stage(1)
    const [inserted, counted, failed] = await stage.run(
      [
        { sql: 'INSERT INTO "A" (id) VALUES ($1), ($2)', parameters: ['1', '2'] },
        { sql: 'SELECT count(*) AS n FROM "A"' },
        { sql: 'INSERT INTO "A" (id) VALUES (1)' },
      ],
      false,
    )
    assert.ok(inserted?.kind === 'rows' && counted?.kind === 'rows' && failed?.kind === 'failed')
    assert.equal(inserted.affected, 2)
    assert.deepEqual(counted.rows, [['2']])
    assert.equal(failed.failure.sqlState, '23505')
    await stage.run([{ sql: 'DROP TABLE "A"', script: true }], true)
    assert.deepEqual((await stage.catalogue()).tables, {})
    assert.deepEqual(Object.keys((await engine.catalogue(1)).tables), ['public.A'])
    await stage.close()

    const next = await engine.stage(1)
    const [rows] = await next.run([{ sql: 'SELECT count(*) FROM "A"' }], true)
    assert.deepEqual(rows?.kind === 'rows' && rows.rows, [['0']])
    await next.close()
    await engine.end()
    cache.remove()
  })
})
