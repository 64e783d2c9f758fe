import assert from 'node:assert/strict'
import { sameDatabase } from '../../../server/src/environments/sameDatabase.js'

suite('two URLs of one database', () => {
  test('user, password, schema and parameters do not matter', () =>
    assert.equal(
      sameDatabase(
        'postgresql://a:1@db.example/shop?schema=a',
        'postgres://b:2@DB.example:5432/shop?sslmode=require',
      ),
      'same',
    ))

  test('this machine has several names', () => {
    assert.equal(sameDatabase('postgresql://localhost/shop', 'postgresql://127.0.0.1/shop'), 'same')
    assert.equal(sameDatabase('postgresql://[::1]/shop', 'postgresql://localhost/shop'), 'same')
    assert.equal(
      sameDatabase('postgresql://x/shop?host=/var/run/postgresql', 'postgresql://localhost/shop'),
      'same',
    )
  })

  test("Neon's pooler is the server behind it", () =>
    assert.equal(
      sameDatabase(
        'postgresql://ep-calm-1-pooler.eu.aws.neon.tech/shop',
        'postgresql://ep-calm-1.eu.aws.neon.tech/shop',
      ),
      'same',
    ))

  test('another database, port or host is another place', () => {
    const shop = 'postgresql://db/shop'
    assert.equal(sameDatabase(shop, 'postgresql://db/shop2'), 'different')
    assert.equal(sameDatabase(shop, 'postgresql://db/Shop'), 'different')
    assert.equal(sameDatabase(shop, 'postgresql://db:5433/shop'), 'different')
    assert.equal(sameDatabase(shop, 'postgresql://db2/shop'), 'different')
  })

  test('what cannot be read is unknown, not different', () =>
    assert.equal(sameDatabase('postgresql://db/shop', 'mysql://db/shop'), 'unknown'))
})
