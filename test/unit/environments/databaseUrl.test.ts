import assert from 'node:assert/strict'
import { describeUrl, readDatabaseUrl } from '../../../server/src/environments/databaseUrl.js'

suite('connection URL', () => {
  test('is taken apart', () =>
    checkAddress('postgresql://app:s%40cret@db.example.com:6543/shop?sslmode=require', {
      host: 'db.example.com',
      port: 6543,
      database: 'shop',
      user: 'app',
      password: 's@cret',
      parameters: { sslmode: 'require' },
    }))

  test('the port is 5432 when none is given', () =>
    checkAddress('postgres://app@db/shop', {
      host: 'db',
      port: 5432,
      database: 'shop',
      user: 'app',
      parameters: {},
    }))

  test('the schema of a Prisma URL is taken out of the parameters', () =>
    checkAddress('postgresql://db/shop?schema=sales&connection_limit=5', {
      host: 'db',
      port: 5432,
      database: 'shop',
      schema: 'sales',
      parameters: { connection_limit: '5' },
    }))

  test('an IPv6 address loses its brackets', () =>
    checkAddress('postgresql://[::1]:5433/shop', {
      host: '::1',
      port: 5433,
      database: 'shop',
      parameters: {},
    }))

  test('a Unix socket stands in the host parameter or, encoded, in the place of the host', () => {
    const socket = { host: '/var/run/postgresql', port: 5432, database: 'shop', parameters: {} }
    checkAddress('postgresql://localhost/shop?host=/var/run/postgresql', socket)
    checkAddress('postgresql://%2Fvar%2Frun%2Fpostgresql/shop', socket)
  })

  test('spaces around it do not matter', () =>
    assert.equal(describeUrl(' postgresql://u:p@db/shop\n'), 'db:5432/shop'))

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['an empty text', ' ', /is empty/],
    ['a text that is no URL', 'hunter2', /does not begin with postgresql/],
    ['another database', 'mysql://u:hunter2@db/shop', /another kind of database/],
    ['Prisma Accelerate', 'prisma://accelerate.example/?api_key=hunter2', /Prisma Accelerate/],
    ['a local Prisma Postgres', 'prisma+postgres://localhost:51213/?api_key=hunter2', /direct URL/],
    ['several hosts', 'postgresql://u:hunter2@a:1,b:2/shop', /several hosts/],
    ['no database', 'postgresql://u:hunter2@db', /names no database/],
    ['a port out of range', 'postgresql://u:hunter2@db/shop?port=70000', /port/],
    ['a # in the password', 'postgresql://u:12#hunter2@db/shop', /percent-encoded/],
    ['a / in the password', 'postgresql://u:12/hunter2@db/shop', /percent-encoded/],
    ['a ? in the password', 'postgresql://u:12?hunter2@db/shop', /percent-encoded/],
    ['a stray % in the password', 'postgresql://u:hunter2%zz@db/shop', /percent-encoded/],
  ]
  for (const [what, url, words] of refused) {
    test(`${what} is refused, with words that repeat nothing of it`, () => {
      const result = readDatabaseUrl(url)
      assert.equal(result.kind, 'failure')
      if (result.kind !== 'failure') return
      assert.equal(result.because, 'bad-url')
      assert.match(result.say, words)
      assert.doesNotMatch(result.say, /hunter2|shop|@db/)
      assert.equal(describeUrl(url), 'an address that cannot be read')
    })
  }
})

function checkAddress(url: string, expected: Record<string, unknown>): void {
  const { kind, ...address } = readDatabaseUrl(url)
  assert.equal(kind, 'address')
  const parameters = 'parameters' in address ? Object.fromEntries(address.parameters) : undefined
  assert.deepEqual({ ...address, parameters }, expected)
}
