import assert from 'node:assert/strict'
import { lockLoop } from '../../../server/src/recipes/parts/lockLoop.js'
import { createTestDatabase } from '../../support/embeddedPostgres.js'

suite('the lock loop of a plan on a server', function () {
  this.timeout(60_000)

  test('a reader of the first table waits 300 ms at most when two tables are in use', async () => {
    const database = await createTestDatabase()
    try {
      await database.run('CREATE TABLE a (); CREATE TABLE b ();')
      const [migration, shortly, long, reader, look] = await Promise.all(
        Array.from({ length: 5 }, () => database.connect()),
      )
      assert.ok(migration && shortly && long && reader && look)
      const locked = async (where: string) => {
        for (;;) {
          const sql = `SELECT FROM pg_locks WHERE relation = 'a'::regclass AND ${where}`
          if ((await look.query(sql)).rowCount === 1) return
        }
      }

      await long.query('BEGIN; LOCK TABLE b IN ACCESS SHARE MODE')
      const short = shortly.query(
        'BEGIN; LOCK TABLE a IN ACCESS SHARE MODE; SELECT pg_sleep(0.28); COMMIT',
      )
      await locked('granted')
      const tables = { tables: ['a', 'b'], mode: 'ACCESS EXCLUSIVE' } as const
      const loop = migration.query(`BEGIN; ${lockLoop(tables)}; COMMIT`)
      await locked('NOT granted')

      const started = performance.now()
      await reader.query('SELECT FROM a')
      const waited = performance.now() - started
      assert.ok(waited < 400, `${Math.round(waited)} ms`)
      await short
      await long.query('COMMIT')
      await loop
    } finally {
      await database.drop()
    }
  })
})
