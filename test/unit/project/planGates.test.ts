import assert from 'node:assert/strict'
import type { Standing } from '../../../server/src/environments/environmentStanding.js'
import type { Verification } from '../../../server/src/environments/readVerification.js'
import { standingOf } from '../../../server/src/environments/standing.js'
import { readPlan } from '../../../server/src/plans/document/readPlan.js'
import type { EnvironmentView } from '../../../server/src/project/environmentService.js'
import { gatesOf, mayPass } from '../../../server/src/project/planGates.js'
import { historyOf, sha256 } from '../../support/prismaMigrations.js'
import { folderOf, written } from '../plans/smallPlan.js'

const files = written()
const reading = readPlan(folderOf(files).get('plan.json') ?? '')
assert.ok(reading.kind === 'plan')
const { document } = reading
const migrations = Object.fromEntries(files.migrations.map(({ folder, text }) => [folder, text]))
const readAt = new Date('2026-11-21T00:00:00Z')
const complete: Verification = { kind: 'complete', readAt }

suite('the gates of a phase', () => {
  test('are open where the phases before are deployed and verify.sql finds nothing', () =>
    assert.deepEqual(gates('validate', [deployed('dev')], { dev: complete }), [
      'open deployed:dev: The earlier phases are deployed in "dev".',
      'open verified:dev: verify.sql returns no row in "dev".',
    ]))

  test('are closed where they are not deployed: verify.sql is not worth asking there', () =>
    assert.deepEqual(gates('validate', [behind('prod')], {}), [
      `closed deployed:prod: "${Object.keys(migrations)[0] ?? ''}" is not applied in "prod". Deploy it there first.`,
      'closed verified:prod: Nothing can be migrated in "prod" before the earlier phases are deployed there.',
    ]))

  test('are closed where verify.sql finds a row', () =>
    assert.deepEqual(
      gates('validate', [deployed('dev')], {
        dev: { kind: 'incomplete', readAt, rows: 3, first: ['not migrated', '17'] },
      })[1],
      'closed verified:dev: verify.sql finds something in "dev": not migrated, 17. Run the backfill, or remove what is in the way.',
    ))

  test('are not known where an environment does not answer, and never open', () =>
    assert.deepEqual(gates('validate', [unreachable('prod')], {}), [
      'unknown deployed:prod: What is applied in "prod" is not known: It did not answer.',
      'unknown verified:prod: verify.sql was not run in "prod".',
    ]))

  test('are not known without environments', () => {
    const found = gates('contract', [], {})
    assert.deepEqual(
      found.map((line) => line.split(':')[0]),
      ['unknown deployed', 'unknown verified', 'unknown no-old-code'],
    )
  })

  test('include, before the contract, that no old code is left: only a person knows', () => {
    const environments = { environments: [deployed('dev')], verifications: verified('dev') }
    const asked = gatesOf(document, 'contract', { ...environments, confirmed: new Set() })
    assert.deepEqual(
      asked.map(({ name, state }) => `${state} ${name}`),
      ['open deployed:dev', 'open verified:dev', 'unknown no-old-code'],
    )
    assert.ok(!asked.every(mayPass))
    const answered = gatesOf(document, 'contract', {
      ...environments,
      confirmed: new Set(['no-old-code']),
    })
    assert.equal(answered.at(-1)?.state, 'confirmed')
    assert.ok(answered.every(mayPass))
  })

  test('tell with it what the counters of old writes have shown, which opens nothing', () => {
    const counter = 'concertina."User.name.old_writes"'
    const count = { count: 3, readAt, still: readAt, step: { writes: 0, since: readAt } }
    const environments = [{ ...deployed('dev'), oldWrites: new Map([[counter, count]]) }]
    const input = { environments, verifications: verified('dev'), confirmed: new Set<string>() }
    const gate = gatesOf(document, 'contract', { ...input, counters: [counter] }).at(-1)
    assert.equal(gate?.state, 'unknown')
    assert.match(
      gate.say,
      /^Only a person knows .* In "dev" old code has written 3 times up to .*, none of them since /,
    )
  })

  test('that are closed cannot be answered for', () => {
    const found = gatesOf(document, 'validate', {
      environments: [behind('prod')],
      verifications: new Map(),
      confirmed: new Set(['deployed:prod', 'verified:prod']),
    })
    assert.deepEqual(
      found.map(({ state }) => state),
      ['closed', 'closed'],
    )
  })
})

function gates(
  phase: 'validate' | 'contract',
  environments: readonly EnvironmentView[],
  verifications: Readonly<Record<string, Verification>>,
): readonly string[] {
  return gatesOf(document, phase, {
    environments,
    verifications: new Map(Object.entries(verifications)),
    confirmed: new Set(),
  }).map(({ name, state, say }) => `${state} ${name}: ${say}`)
}

function verified(name: string): ReadonlyMap<string, Verification> {
  return new Map([[name, complete]])
}

function view(name: string, standing: Standing): EnvironmentView {
  const environment = { name, order: 1, protected: false, urlEnv: 'URL' }
  return { environment, refreshing: false, standing }
}

function unreachable(name: string): EnvironmentView {
  return view(name, { kind: 'unknown', why: 'unreachable', say: 'It did not answer.' })
}

function deployed(name: string): EnvironmentView {
  return known(name, Object.keys(migrations))
}

function behind(name: string): EnvironmentView {
  return known(name, [])
}

function known(name: string, applied: readonly string[]): EnvironmentView {
  const rows = applied.map((migration) => ({
    id: migration,
    name: migration,
    checksum: sha256(migrations[migration] ?? ''),
    startedAt: readAt,
    finishedAt: readAt,
    appliedStepsCount: 1,
  }))
  return view(name, {
    kind: 'known',
    readAt,
    rows,
    server: { version: '18.6', versionNumber: 180006, user: 'app', inRecovery: false },
    migrateLock: [],
    ...standingOf(historyOf(migrations), rows, sha256),
  })
}
