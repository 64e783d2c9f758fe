import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describeUrl, readDatabaseUrl } from '../../../server/src/environments/databaseUrl.js'
import { sameDatabase } from '../../../server/src/environments/sameDatabase.js'

/** Secrets with the characters that are not allowed in a URL without an encoding, and a mark to look for. */
const secret = fc
  .array(
    fc.constantFrom(
      'secret',
      '@',
      '#',
      '/',
      '?',
      '%',
      '%zz',
      ':',
      '[',
      ']',
      ' ',
      '&',
      'ä',
      ',',
      '\\',
      '"',
      '=',
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => ['secret', ...parts, 'secret'].join(''))

suite('connection URLs keep their secrets', () => {
  test('a password that is not encoded never shows, whatever its characters make of the URL', () =>
    fc.assert(
      fc.property(secret, secret, fc.boolean(), (user, password, port) => {
        const url = `postgresql://${user}:${password}@db.example${port ? ':6543' : ''}/shop?schema=sales`
        const result = readDatabaseUrl(url)
        if (result.kind === 'failure') assert.doesNotMatch(JSON.stringify(result), /secret/)
        assert.doesNotMatch(describeUrl(url), /secret/)
      }),
      { numRuns: 2_000 },
    ))

  test('an encoded user and password come back as they were, and never show', () =>
    fc.assert(
      fc.property(secret, secret, (user, password) => {
        const [name, word] = [user, password].map(encodeURIComponent)
        const url = `postgresql://${name}:${word}@db.example:6543/shop`
        const result = readDatabaseUrl(url)
        assert.ok(result.kind === 'address')
        assert.deepEqual([result.user, result.password], [user, password])
        assert.equal(describeUrl(url), 'db.example:6543/shop')
      }),
    ))

  test('no text at all makes the reader throw or say a part of it', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), secret), (rest) => {
        for (const url of [rest, `postgres://${rest}`, `mysql://secret${rest}`]) {
          const result = readDatabaseUrl(url)
          if (result.kind === 'failure') assert.doesNotMatch(result.say, /secret/)
        }
      }),
    ))

  test('a URL leads to the database to which it leads', () =>
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const url = `postgresql://app@${host}:${port}/shop`
        assert.equal(
          sameDatabase(
            url,
            url
              .toUpperCase()
              .replace(/^[^:]+/, 'postgres')
              .replace('/SHOP', '/shop'),
          ),
          'same',
        )
      }),
    ))
})
