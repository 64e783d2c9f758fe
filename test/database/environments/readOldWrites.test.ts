import assert from 'node:assert/strict'
import { readOldWrites } from '../../../server/src/environments/readOldWrites.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'

const now = new Date('2026-11-20T09:30:00Z')
const users = 'concertina."users.name.old_writes"'
const posts = 'concertina."posts.a""b.old_writes"'

suite('the counters of old writes, in a real database', function () {
  this.timeout(60_000)
  let database: TestDatabase
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(
      `CREATE SCHEMA concertina; CREATE SEQUENCE ${users}; CREATE SEQUENCE ${posts}; SELECT nextval('${posts}'), nextval('${posts}')`,
    )
  })
  suiteTeardown(() => database.drop())
  const read = (sequences: readonly string[], url = database.url) =>
    readOldWrites(url, sequences, { now: () => now, certificateFolder: '/' })

  test('tell how often they were called, never is 0, and one that is not there is left out', async () =>
    assert.deepEqual(await read([users, posts, 'concertina."gone.old_writes"']), {
      kind: 'counted',
      readAt: now,
      counts: new Map([
        [users, 0],
        [posts, 2],
      ]),
    }))

  test('are not known where nobody answers', async () =>
    assert.equal((await read([users], 'postgresql://127.0.0.1:1/none')).kind, 'unknown'))
})
